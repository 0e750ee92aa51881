// A board as it stands in a yjs document, read as what it is: something that any peer may have written anything into.

import { type Doc, Map as SharedMap, Text } from 'yjs'
import { cardLengthMax, cardsMax, columnsMax, firstColumns, titleLengthMax } from './limits.ts'
import { isOrder } from './order.ts'

/** The maps of the document: what a card is stands in one of its own, and where it is in one word of that. */
export const cardsName = 'cards'
export const columnsName = 'columns'

const idLengthMax = 64

export interface Card {
  readonly id: string
  readonly text: string
  readonly order: string
}

export interface Column {
  readonly id: string
  /** Empty: the language says it. */
  readonly title: string
  readonly order: string
  readonly cards: readonly Card[]
}

export interface Board {
  readonly columns: readonly Column[]
  /** Cards that are there and not drawn. */
  readonly unseen: number
}

/** A card whose column is gone stands in the first: nothing is lost because two did two things at once. */
export function boardIn(doc: Doc): Board {
  const columns = columnsIn(doc)
  const cards = cardsIn(doc)
  const known = new Set(columns.map(({ id }) => id))
  const columnOf = ({ column }: PlacedCard) => (known.has(column) ? column : columns[0]!.id)
  const shown = cards.slice(0, cardsMax)
  return {
    columns: columns.map(column => ({ ...column, cards: shown.filter(card => columnOf(card) === column.id) })),
    unseen: cards.length - shown.length,
  }
}

interface PlacedCard extends Card {
  readonly column: string
}

function cardsIn(doc: Doc): PlacedCard[] {
  const cards: PlacedCard[] = []
  doc.getMap(cardsName).forEach((card, id) => {
    if (id.length > idLengthMax || !(card instanceof SharedMap)) return
    const text: unknown = card.get('text')
    const { column, order } = fieldsOf(card.get('place'))
    cards.push({
      id,
      text: text instanceof Text ? text.toString().slice(0, cardLengthMax) : '',
      column: typeof column === 'string' ? column : '',
      order: isOrder(order) ? order : '',
    })
  })
  return cards.sort(byOrder)
}

function columnsIn(doc: Doc): Omit<Column, 'cards'>[] {
  const columns: Omit<Column, 'cards'>[] = []
  doc.getMap(columnsName).forEach((column, id) => {
    const { title, order } = fieldsOf(column)
    if (id.length > idLengthMax || typeof title !== 'string') return
    columns.push({ id, title: title.slice(0, titleLengthMax), order: isOrder(order) ? order : '' })
  })
  if (columns.length > 0) return columns.sort(byOrder).slice(0, columnsMax)
  return firstColumns.map((id, index) => ({ id, title: '', order: `${index + 1}` }))
}

const byOrder = (one: { order: string; id: string }, other: { order: string; id: string }): number =>
  compared(one.order, other.order) || compared(one.id, other.id)

const compared = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !(value instanceof SharedMap) ? (value as Record<string, unknown>) : {}

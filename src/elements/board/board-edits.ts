// What can be done to a board: each is one transaction, and one step to take back. Where a card stands is one value, so
// that two who move it at once leave it in one place.

import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, Map as SharedMap, Text, UndoManager } from 'yjs'
import { toHex } from '../../core/bytes.ts'
import { boardIn, type Card, cardsName, columnsName } from './board.ts'
import { cardLengthMax, columnsMax, titleLengthMax } from './limits.ts'
import { between, spread } from './order.ts'

const idBytes = 8

export interface CardPlace {
  readonly column: string
  /** How many cards of the column come before it, itself not counted. */
  readonly index: number
}

export class BoardEdits {
  readonly undoing: UndoManager
  readonly #doc: Doc

  constructor(doc: Doc) {
    this.#doc = doc
    this.undoing = new UndoManager([this.#cards, this.#columns], {
      trackedOrigins: new Set([this]),
      captureTimeout: 0, // two moves are two steps, however fast
    })
  }

  /** Returns its id. */
  add(text: string, place: CardPlace): string {
    const id = newId()
    this.#edit(() => {
      this.#cards.set(id, new SharedMap([['text', new Text(text.slice(0, cardLengthMax))]]))
      this.#put(id, place)
    })
    return id
  }

  move(id: string, place: CardPlace): void {
    this.#edit(() => {
      if (this.#cards.has(id)) this.#put(id, place) // or another has just thrown it away
    })
  }

  remove(id: string): void {
    this.#edit(() => this.#cards.delete(id))
  }

  /** What is typed counts from what the card said now: what others write meanwhile stays beside it. */
  writing(id: string): (typed: string) => void {
    const fork = new Doc()
    applyUpdate(fork, encodeStateAsUpdate(this.#doc))
    const before = encodeStateVector(fork)
    return typed => {
      const text = textOf(fork, id)
      if (text === null) return
      rewrite(text, typed.slice(0, cardLengthMax))
      applyUpdate(this.#doc, encodeStateAsUpdate(fork, before), this)
    }
  }

  addColumn(title: string): void {
    this.#editColumns(() => {
      const { columns } = boardIn(this.#doc)
      const order = between(columns.at(-1)!.order, null)
      if (columns.length < columnsMax && order !== null)
        this.#columns.set(newId(), { title: title.slice(0, titleLengthMax), order })
    })
  }

  renameColumn(id: string, title: string): void {
    this.#editColumns(() => {
      const column = boardIn(this.#doc).columns.find(column => column.id === id)
      if (column !== undefined) this.#columns.set(id, { title: title.slice(0, titleLengthMax), order: column.order })
    })
  }

  /** Its cards, if it has any, stand in the first column. */
  removeColumn(id: string): void {
    this.#editColumns(() => {
      if (this.#columns.size > 1) this.#columns.delete(id)
    })
  }

  close(): void {
    this.undoing.destroy()
  }

  get #cards(): SharedMap<unknown> {
    return this.#doc.getMap(cardsName)
  }

  get #columns(): SharedMap<unknown> {
    return this.#doc.getMap(columnsName)
  }

  #edit(run: () => void): void {
    this.#doc.transact(run, this)
  }

  /** The first columns have the same ids in every tab: written twice at once, they are still three. */
  #editColumns(run: () => void): void {
    this.#edit(() => {
      const { columns } = boardIn(this.#doc)
      if (this.#columns.size === 0) for (const { id, title, order } of columns) this.#columns.set(id, { title, order })
      run()
    })
  }

  #put(id: string, { column, index }: CardPlace): void {
    const cards =
      boardIn(this.#doc)
        .columns.find(({ id }) => id === column)
        ?.cards.filter(card => card.id !== id) ?? []
    const order = between(cards[index - 1]?.order ?? '', cards[index]?.order ?? null)
    if (order !== null) return this.#place(id, column, order)
    this.#spread([...cards.slice(0, index).map(idOf), id, ...cards.slice(index).map(idOf)], column)
  }

  /** Where two cards have one order, or there is no room between them, all of the column are spread anew. */
  #spread(ids: readonly string[], column: string): void {
    const orders = spread(ids.length)
    for (const [index, id] of ids.entries()) this.#place(id, column, orders[index]!)
  }

  #place(id: string, column: string, order: string): void {
    const card = this.#cards.get(id)
    if (card instanceof SharedMap) card.set('place', { column, order })
  }
}

const idOf = ({ id }: Card): string => id

const newId = (): string => toHex(crypto.getRandomValues(new Uint8Array(idBytes)))

function textOf(doc: Doc, id: string): Text | null {
  const card = doc.getMap(cardsName).get(id)
  const text: unknown = card instanceof SharedMap ? card.get('text') : null
  return text instanceof Text ? text : null
}

/** Only what differs is touched. */
function rewrite(text: Text, typed: string): void {
  const before = text.toString()
  let start = 0
  while (start < Math.min(before.length, typed.length) && before[start] === typed[start]) start++
  let end = 0
  while (
    end < Math.min(before.length, typed.length) - start &&
    before[before.length - 1 - end] === typed[typed.length - 1 - end]
  )
    end++
  text.doc!.transact(() => {
    text.delete(start, before.length - end - start)
    text.insert(start, typed.slice(start, typed.length - end))
  })
}

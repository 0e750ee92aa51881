// One card: its words, who is at it, and what can be done to it, by pointer, by finger and by key.

import { html, nothing, type TemplateResult } from 'lit'
import type { BoardTexts } from '../../locales/board/texts.ts'
import { nameOf, type Person } from '../document/people.ts'
import { face } from '../document/people-list.ts'
import type { Card, Column } from './board.ts'
import type { CardPlace } from './board-edits.ts'

export interface CardDeeds {
  readonly edit: (card: Card) => void
  readonly remove: (card: Card) => void
  readonly move: (card: Card, place: CardPlace) => void
  readonly toggleMenu: (card: Card) => void
  readonly grasp: (event: PointerEvent, card: Card) => void
}

interface CardView {
  readonly card: Card
  readonly column: Column
  readonly columns: readonly Column[]
  readonly titleOf: (column: Column) => string
  readonly people: readonly Person[]
  readonly isOpen: boolean
  readonly isCarried: boolean
  readonly isReadOnly: boolean
  readonly texts: BoardTexts
  readonly deeds: CardDeeds
}

const spokenLengthMax = 40

/** As it is named in a sentence. */
export const spoken = ({ text }: Card, texts: BoardTexts): string =>
  text.length > spokenLengthMax ? `${text.slice(0, spokenLengthMax)}…` : text || texts.emptyCard

export function cardView(view: CardView): TemplateResult {
  const { card, people, isCarried, isReadOnly, texts, deeds } = view
  const here = people.filter(person => isAt(person, card.id))
  const words = card.text || texts.emptyCard
  if (isReadOnly)
    return html`<li class="card" data-card=${card.id} part="card"><p class="words">${words}</p>${faces(here, texts)}</li>`
  return html`<li
    class=${`card ${isCarried ? 'carried' : ''}`}
    data-card=${card.id}
    part="card"
    @pointerdown=${(event: PointerEvent) => deeds.grasp(event, card)}
  >
    <span class="grip" aria-hidden="true"></span>
    <button
      type="button"
      class="words"
      aria-describedby="keys"
      @click=${() => deeds.edit(card)}
      @keydown=${(event: KeyboardEvent) => press(event, view)}
    ><span>${words}</span></button>
    ${faces(here, texts)}
    <button
      type="button"
      class="more"
      aria-label=${texts.more(spoken(card, texts))}
      aria-expanded=${`${view.isOpen}`}
      @click=${() => deeds.toggleMenu(card)}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h.01M12 12h.01M19 12h.01"></path></svg>
    </button>
    ${view.isOpen && !isCarried ? menu(view) : nothing}
  </li>`
}

/** What a peer says of where it is: the id of a card, or anything else. */
const isAt = ({ said, isSelf }: Person, id: string): boolean =>
  !isSelf && (said.board as { card?: unknown } | null | undefined)?.card === id

function faces(here: readonly Person[], texts: BoardTexts): TemplateResult | typeof nothing {
  if (here.length === 0) return nothing
  return html`<span class="faces">
    ${here.slice(0, 3).map(person => face(person))}
    <span class="unseen">${texts.at(here.map(person => nameOf(person, texts.unnamed)).join(', '))}</span>
  </span>`
}

function menu({ card, column, columns, titleOf, texts, deeds }: CardView): TemplateResult {
  const index = column.cards.indexOf(card)
  const within = (to: number) => deeds.move(card, { column: column.id, index: to })
  const others = columns.filter(other => other !== column)
  return html`<div class="menu" role="group" aria-label=${texts.more(spoken(card, texts))}>
    ${others.map(
      other => html`<button type="button" @click=${() => deeds.move(card, { column: other.id, index: other.cards.length })}>
        ${texts.moveTo(titleOf(other))}</button>`,
    )}
    ${index > 0 ? html`<button type="button" @click=${() => within(index - 1)}>${texts.up}</button>` : nothing}
    ${
      index < column.cards.length - 1
        ? html`<button type="button" @click=${() => within(index + 1)}>${texts.down}</button>`
        : nothing
    }
    <button type="button" @click=${() => deeds.edit(card)}>${texts.edit}</button>
    <button type="button" @click=${() => deeds.remove(card)}>${texts.remove}</button>
  </div>`
}

function press(event: KeyboardEvent, { card, column, columns, deeds }: CardView): void {
  if (event.key === 'Delete' || event.key === 'Backspace') {
    event.preventDefault()
    return deeds.remove(card)
  }
  if (!event.altKey || !event.key.startsWith('Arrow')) return
  event.preventDefault() // it is the browser's way back, too
  const at = column.cards.indexOf(card)
  const beside = columns[columns.indexOf(column) + (event.key === 'ArrowRight' ? 1 : -1)]
  const within = event.key === 'ArrowUp' ? at - 1 : at + 1
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    if (within >= 0 && within < column.cards.length) deeds.move(card, { column: column.id, index: within })
  } else if (beside !== undefined) deeds.move(card, { column: beside.id, index: Math.min(at, beside.cards.length) })
}

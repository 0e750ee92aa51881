// A board drawn: columns with their titles and cards, the form where something is typed, and the card that is carried.

import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { BoardTexts } from '../../locales/board/texts.ts'
import type { Person } from '../document/people.ts'
import type { Board, Card, Column } from './board.ts'
import { type CardDeeds, cardView } from './card-view.ts'
import type { Carried } from './dragging.ts'
import { cardLengthMax, titleLengthMax } from './limits.ts'
import { lineForm } from './line-form.ts'

/** What is being typed: nothing, a card, a new card or the title of a column, or a new column. */
export type Typing =
  | { readonly is: 'nothing' | 'newColumn' }
  | { readonly is: 'card'; readonly card: string }
  | { readonly is: 'newCard' | 'title'; readonly column: string }

export interface BoardView {
  readonly board: Board
  readonly typing: Typing
  /** The card whose menu is open. */
  readonly menu: string | null
  readonly carried: Carried | null
  readonly people: readonly Person[]
  readonly isReadOnly: boolean
  readonly texts: BoardTexts
  readonly deeds: BoardDeeds
}

export interface BoardDeeds extends CardDeeds {
  readonly type: (typing: Typing) => void
  /** What was typed, for what is being typed; null: nothing was. */
  readonly take: (typed: string | null) => void
  readonly removeColumn: (column: Column) => void
}

export function boardView(view: BoardView): TemplateResult {
  const { board, isReadOnly, texts } = view
  return html`<div class="columns" part="columns">
      ${repeat(
        board.columns,
        ({ id }) => id,
        column => columnView(column, view),
      )}
      ${isReadOnly ? nothing : newColumn(view)}
    </div>
    ${board.unseen > 0 ? html`<p class="more-cards quiet">${texts.unseenCards(board.unseen)}</p>` : nothing}
    ${carriedView(view)}`
}

/** The language names the first columns, until somebody does. */
export function titleOf({ id, title }: Column, { column, unnamedColumn }: BoardTexts): string {
  if (title !== '') return title
  return Object.hasOwn(column, id) ? column[id as keyof typeof column] : unnamedColumn
}

function columnView(column: Column, view: BoardView): TemplateResult {
  const { board, carried, isReadOnly, texts, typing, menu, people, deeds } = view
  const isTarget = carried?.target.column === column.id
  const still = column.cards.filter(({ id }) => id !== carried?.card)
  const before = isTarget ? still[carried.target.index]?.id : undefined
  const cardOf = (card: Card) =>
    typing.is === 'card' && typing.card === card.id
      ? html`<li class="card" data-card=${card.id}>${form(texts.cardText, card.text, cardLengthMax, view)}</li>`
      : cardView({
          card,
          column,
          columns: board.columns,
          titleOf: column => titleOf(column, texts),
          people,
          isOpen: menu === card.id,
          isCarried: carried?.card === card.id,
          isReadOnly,
          texts,
          deeds,
        })
  const label = texts.columnOf(titleOf(column, texts), column.cards.length)
  return html`<section class="column" data-column=${column.id} part="column" aria-label=${label}>
    ${titleView(column, view)}
    <ol class="cards">
      ${repeat(
        column.cards,
        ({ id }) => id,
        card => html`${card.id === before ? drop : nothing}${cardOf(card)}`,
      )}
      ${isTarget && before === undefined ? drop : nothing}
    </ol>
    ${isReadOnly ? nothing : newCard(column, view)}
  </section>`
}

const drop = html`<li class="drop" aria-hidden="true"></li>`

function titleView(column: Column, view: BoardView): TemplateResult {
  const { board, isReadOnly, texts, typing, deeds } = view
  const title = titleOf(column, texts)
  if (typing.is === 'title' && typing.column === column.id) return form(texts.columnTitle, title, titleLengthMax, view)
  const count = html`<span class="number quiet" aria-hidden="true">${column.cards.length}</span>`
  if (isReadOnly) return html`<header><strong class="column-title">${title}</strong>${count}</header>`
  const canGo = column.cards.length === 0 && board.columns.length > 1
  return html`<header>
    <button
      type="button"
      class="column-title"
      aria-label=${texts.rename(title)}
      title=${texts.rename(title)}
      @click=${() => deeds.type({ is: 'title', column: column.id })}
    >${title}</button>${count}
    ${
      canGo
        ? html`<button
            type="button"
            class="more"
            aria-label=${texts.removeColumn(title)}
            title=${texts.removeColumn(title)}
            @click=${() => deeds.removeColumn(column)}
          ><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 7l10 10M17 7 7 17"></path></svg></button>`
        : nothing
    }
  </header>`
}

function newCard({ id }: Column, view: BoardView): TemplateResult {
  const { texts, typing, deeds } = view
  if (typing.is === 'newCard' && typing.column === id) return form(texts.cardText, '', cardLengthMax, view)
  return html`<button type="button" class="add" @click=${() => deeds.type({ is: 'newCard', column: id })}>
    + ${texts.addCard}
  </button>`
}

function newColumn(view: BoardView): TemplateResult {
  const { texts, typing, deeds } = view
  if (typing.is === 'newColumn') return form(texts.columnTitle, '', titleLengthMax, view)
  return html`<button type="button" class="add" @click=${() => deeds.type({ is: 'newColumn' })}>
    + ${texts.addColumn}
  </button>`
}

const form = (label: string, value: string, lengthMax: number, { texts, deeds }: BoardView): TemplateResult =>
  lineForm({ label, value, lengthMax, texts, take: deeds.take })

function carriedView({ board, carried, texts }: BoardView): TemplateResult | typeof nothing {
  const card = board.columns.flatMap(({ cards }) => cards).find(({ id }) => id === carried?.card)
  if (carried === null || card === undefined) return nothing
  const { x, y, width } = carried
  // As a property, which a strict policy allows; the attribute it does not.
  const place = `transform: translate(${x}px, ${y}px); inline-size: ${width}px`
  return html`<div class="card ghost" aria-hidden="true" .style=${place}>
    <span class="grip"></span><span class="words">${card.text || texts.emptyCard}</span>
  </div>`
}

// The element <swarm-board>: columns of cards that everyone in a room moves, writes and throws away together.

import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import type { Doc, UndoManager } from 'yjs'
import { en } from '../../locales/board/en.ts'
import { boardTextsOf } from '../../locales/board/languages.ts'
import type { BoardTexts } from '../../locales/board/texts.ts'
import { DocumentElement } from '../document/document-element.ts'
import { documentStyles } from '../document/document-styles.ts'
import { hueStyles } from '../document/hues.ts'
import type { Session } from '../document/seat.ts'
import type { Tool } from '../document/toolbar.ts'
import { Language } from '../language.ts'
import { Later } from '../later.ts'
import { looks } from '../looks.ts'
import type { Card, Column } from './board.ts'
import type { BoardEdits, CardPlace } from './board-edits.ts'
import { boardStyles } from './board-styles.ts'
import { type BoardDeeds, boardView, type Typing, titleOf } from './board-view.ts'
import { spoken } from './card-view.ts'
import { Dragging } from './dragging.ts'

const loadBoarding = new Later(() => import('./boarding.ts'))

const nothingTyped: Typing = { is: 'nothing' }

export class SwarmBoard extends DocumentElement {
  static override readonly styles = [looks, documentStyles, hueStyles, boardStyles]
  static override readonly properties: PropertyDeclarations = { typing: { state: true }, menu: { state: true } }

  declare private typing: Typing
  /** The card whose menu is open. */
  declare private menu: string | null
  readonly language: Language<BoardTexts> = new Language<BoardTexts>(this, en, boardTextsOf)
  #doc: Doc | null = null
  #edits: BoardEdits | null = null
  /** Puts what is typed into the card that was there when it began. */
  #write: ((typed: string) => void) | null = null
  /** What has the focus once it is drawn: things move, and the focus goes with them. */
  #focusNext: string | null = null
  readonly #dragging = new Dragging(this, {
    put: (id, place) => this.#move(this.#cardOf(id), place),
    dropped: id => this.#announce(this.#cardOf(id), (text, texts) => texts.dropped(text)),
  })
  readonly #deeds: BoardDeeds = {
    type: typing => this.#type(typing),
    take: typed => this.#take(typed),
    removeColumn: ({ id }) => this.#edits?.removeColumn(id),
    edit: ({ id }) => this.#type({ is: 'card', card: id }),
    remove: card => this.#remove(card),
    move: (card, place) => this.#move(card, place),
    toggleMenu: ({ id }) => {
      this.menu = this.menu === id ? null : id
    },
    grasp: (event, { id }) => this.#dragging.grasp(event, id),
  }

  constructor() {
    super()
    this.typing = nothingTyped
    this.menu = null
  }

  protected override get undoing(): UndoManager | null {
    return this.#edits?.undoing ?? null
  }

  override async prepare(): Promise<void> {
    await loadBoarding.now()
  }

  override begin({ document: { doc } }: Session): void {
    this.#doc = doc
    this.#edits = new loadBoarding.value!.BoardEdits(doc)
    doc.on('update', this.#changed)
  }

  override end(): void {
    this.#doc?.off('update', this.#changed)
    this.#edits?.close()
    this.#doc = null
    this.#edits = null
    this.typing = nothingTyped
    this.menu = null
  }

  readonly #changed = (): void => this.requestUpdate()

  protected override tools(): readonly Tool[] {
    return []
  }

  protected override readerTools(): readonly Tool[] {
    return []
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const next = this.#focusNext
    this.#focusNext = null
    if (next !== null) this.renderRoot.querySelector<HTMLElement>(next)?.focus()
  }

  protected override renderDocument({ people, document: { doc } }: Session): TemplateResult {
    const { isReadOnly } = this
    const { texts } = this.language
    return html`<div class="board" part="board" @focusin=${this.#tell} @focusout=${this.#tell}>
        ${boardView({
          board: loadBoarding.value!.boardIn(doc),
          typing: isReadOnly ? nothingTyped : this.typing,
          menu: this.menu,
          carried: this.#dragging.carried,
          people: people.list,
          isReadOnly,
          texts,
          deeds: this.#deeds,
        })}
      </div>
      <p class="keys quiet" id="keys" ?hidden=${isReadOnly}>${texts.keys}</p>`
  }

  protected override renderVersion(doc: Doc): TemplateResult {
    const { columns } = loadBoarding.value!.boardIn(doc)
    const { texts } = this.language
    return html`<div class="columns">${columns.map(
      column => html`<section class="column"><strong class="column-title">${titleOf(column, texts)}</strong>
        <ol class="cards">${column.cards.map(
          card => html`<li class="card"><p class="words">${card.text || texts.emptyCard}</p></li>`,
        )}</ol>
      </section>`,
    )}</div>`
  }

  get #columns(): readonly Column[] {
    return this.#doc === null ? [] : loadBoarding.value!.boardIn(this.#doc).columns
  }

  #cardOf(id: string): Card | null {
    return this.#columns.flatMap(({ cards }) => cards).find(card => card.id === id) ?? null
  }

  /** A card that another has thrown away meanwhile is spoken of no more. */
  #announce(card: Card | null, say: (text: string, texts: BoardTexts) => string): void {
    const { texts } = this.language
    if (card !== null) this.seat.announce(say(spoken(card, texts), texts))
  }

  #type(typing: Typing): void {
    this.#write = typing.is === 'card' ? (this.#edits?.writing(typing.card) ?? null) : null
    this.typing = typing
    this.menu = null
    this.#focusNext = typing.is === 'nothing' ? null : 'textarea'
  }

  #take(typed: string | null): void {
    const { typing } = this
    const write = this.#write
    this.#type(nothingTyped)
    if (typing.is === 'card') {
      if (typed !== null) write?.(typed)
      this.#focusOn(typing.card)
    } else if (typed !== null) this.#takeNew(typing, typed)
    if (typed === null && typing.is === 'newCard') this.#focusNext = inColumn(typing.column, '.add')
    if (typing.is === 'title') this.#focusNext = inColumn(typing.column, '.column-title')
  }

  #takeNew(typing: Typing, typed: string): void {
    if (typing.is === 'newColumn') this.#edits?.addColumn(typed)
    else if (typing.is === 'title') this.#edits?.renameColumn(typing.column, typed)
    else if (typing.is === 'newCard') {
      const { column } = typing
      const count = this.#columns.find(({ id }) => id === column)?.cards.length ?? 0
      const id = this.#edits?.add(typed, { column, index: count })
      this.#announce(this.#cardOf(id ?? ''), (text, texts) => texts.added(text))
      this.#type(typing) // and the next
    }
  }

  #move(card: Card | null, place: CardPlace): void {
    if (card === null) return // another has just thrown it away
    this.#edits?.move(card.id, place)
    this.menu = null
    this.#focusOn(card.id)
    const column = this.#columns.find(({ cards }) => cards.some(({ id }) => id === card.id))
    if (column === undefined) return
    const { cards } = column
    const at = cards.findIndex(({ id }) => id === card.id) + 1
    this.#announce(card, (text, texts) => texts.moved(text, titleOf(column, texts), at, cards.length))
  }

  #remove(card: Card): void {
    const column = this.#columns.find(({ cards }) => cards.some(({ id }) => id === card.id))
    const at = column?.cards.findIndex(({ id }) => id === card.id) ?? 0
    const neighbour = column?.cards[at + 1] ?? column?.cards[at - 1]
    this.#edits?.remove(card.id)
    this.menu = null
    if (neighbour !== undefined) this.#focusOn(neighbour.id)
    else if (column !== undefined) this.#focusNext = inColumn(column.id, '.add')
    this.#announce(card, (text, texts) => texts.removed(text))
  }

  #focusOn(card: string): void {
    this.#focusNext = `[data-card=${CSS.escape(card)}] .words`
  }

  /** Shows the others at which card this tab is. */
  readonly #tell = (event: FocusEvent): void => {
    const at = event.type === 'focusin' ? event.target : event.relatedTarget
    const card = at instanceof Element ? at.closest<HTMLElement>('[data-card]')?.dataset.card : undefined
    this.seat.session?.people.show('board', card === undefined ? null : { card })
  }
}

/** An id is any text that a peer made up. */
const inColumn = (column: string, what: string): string => `[data-column=${CSS.escape(column)}] ${what}`

// What all elements that show a document have: their attributes, the bar with its badge and people, tools, and panels.

import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { Doc, UndoManager } from 'yjs'
import type { Permit } from '../../documents/permission.ts'
import type { DocumentTexts } from '../../locales/document/texts.ts'
import type { Room } from '../../swarm/room.ts'
import type { Language } from '../language.ts'
import { badge } from './badge.ts'
import { InvitePanel } from './invite-panel.ts'
import { giveName } from './own-name.ts'
import { cleanName } from './people.ts'
import { peopleList } from './people-list.ts'
import { Seat, type Session, type Sitter } from './seat.ts'
import { signs, type Tool, Toolbar } from './toolbar.ts'
import { VersionsPanel } from './versions-panel.ts'

type Panel = 'none' | 'versions' | 'invite'

/** An attribute that is taken away is empty text again. */
const textAttribute = { converter: (value: string | null) => value ?? '' }

export abstract class DocumentElement extends LitElement implements Sitter {
  static override readonly properties: PropertyDeclarations = {
    room: textAttribute,
    name: textAttribute,
    password: textAttribute,
    relays: textAttribute,
    document: textAttribute,
    owner: textAttribute,
    permit: { attribute: false },
    readonly: { type: Boolean, reflect: true },
    panel: { state: true },
    isNaming: { state: true },
  }

  /** Those who name the same room meet. Empty: this browser alone. */
  declare room: string
  /** What the others see of this peer. */
  declare name: string
  /** Who lacks it can neither join nor read. */
  declare password: string
  /** Addresses between spaces; without them, the relay that serves the page. */
  declare relays: string
  /** Which of the room's documents. */
  declare document: string
  /** The key of whoever says who may write. Empty: everyone in the room may. */
  declare owner: string
  /** What lets this tab write; no attribute, for it holds a secret. */
  declare permit: Permit | null
  /** No edit begins here. */
  declare readonly: boolean
  declare private panel: Panel
  declare private isNaming: boolean
  protected readonly seat = new Seat(this)
  readonly #toolbar = new Toolbar(this)
  readonly #invite = new InvitePanel(this)
  readonly #versions = new VersionsPanel(this, {
    texts: () => this.language.texts,
    language: () => this.language.code,
    show: doc => this.renderVersion(doc),
    announce: news => this.seat.announce(news),
  })

  abstract readonly language: Language<DocumentTexts>
  /** Loads what shows this kind of document. */
  abstract prepare(): Promise<void>
  abstract begin(session: Session): void
  abstract end(): void
  protected abstract readonly undoing: UndoManager | null
  protected abstract renderDocument(session: Session): TemplateResult
  /** An older state, beside what it is now. */
  protected abstract renderVersion(doc: Doc): TemplateResult
  /** What this kind of document is written with. */
  protected abstract tools(): readonly Tool[]
  /** What a reader may use as well. */
  protected abstract readerTools(): readonly Tool[]

  constructor() {
    super()
    this.room = ''
    this.name = ''
    this.password = ''
    this.relays = ''
    this.document = ''
    this.owner = ''
    this.permit = null
    this.readonly = false
    this.panel = 'none'
    this.isNaming = false
  }

  protected get isReadOnly(): boolean {
    return this.#whyNoWriting !== null
  }

  get #whyNoWriting(): string | null {
    const { texts } = this.language
    if (this.seat.session?.document.status.canWrite === false) return texts.notLetWrite
    return this.readonly ? texts.readOnly : null
  }

  invited(room: Room, handed: string): void {
    this.panel = 'invite'
    void this.#invite.accept(room, this.language.code, handed)
  }

  /** What was open above one document means nothing above another. */
  protected override willUpdate(): void {
    if (this.seat.session !== null) return
    this.panel = 'none'
    this.isNaming = false
  }

  protected override render(): TemplateResult {
    const { stage, news } = this.seat
    return html`<section class="sheet" part="sheet" aria-label=${this.document}>
      ${stage.is === 'open' ? this.#renderOpen(stage.session) : this.#renderWaiting(stage.is === 'failed' ? stage.trouble : null)}
      <p class="unseen" aria-live="polite">${news}</p>
    </section>`
  }

  #renderWaiting(trouble: string | null): TemplateResult {
    const { texts } = this.language
    return trouble === null
      ? html`<p class="waiting quiet">${texts.opening}</p>`
      : html`<p class="trouble" role="alert">${texts.couldNotOpen}: ${trouble}</p>`
  }

  #renderOpen(session: Session): TemplateResult {
    const { texts } = this.language
    const { trouble, arriving } = this.seat
    return html`<header class="bar" part="bar">
        <div><slot name="title"><strong class="title">${this.document}</strong></slot>
          ${badge({
            status: session.document.status,
            isInRoom: session.room !== null,
            arriving,
            whyNoWriting: this.#whyNoWriting,
            texts,
          })}</div>
        <div class="company">${peopleList({
          people: session.people.list,
          mayWrite: this.owner === '' ? null : ({ client }) => session.document.mayWrite(client),
          texts,
          isNaming: this.isNaming,
          startNaming: () => void (this.isNaming = !this.isNaming),
          rename: name => this.#rename(name),
        })}</div>
      </header>
      ${this.#toolbar.render(texts.tools, [
        ...(this.isReadOnly ? [] : [...this.tools(), ...this.#undoTools()]),
        ...this.readerTools(),
        ...this.#commonTools(session),
      ])}
      ${trouble === '' ? nothing : html`<p class="trouble" role="alert">${trouble}</p>`}
      ${this.panel === 'versions' ? this.#versions.render(this.isReadOnly) : nothing}
      ${
        this.panel === 'invite' && session.room !== null
          ? this.#invite.render({ name: this.room, room: session.room, language: this.language.code })
          : nothing
      }
      ${this.renderDocument(session)}
      <slot name="footer"></slot>`
  }

  #undoTools(): readonly Tool[] {
    const { texts } = this.language
    const { undoing } = this
    return [
      {
        name: 'undo',
        label: texts.undo,
        sign: signs.undo,
        isApart: true,
        isOff: undoing?.canUndo() !== true,
        run: () => void undoing?.undo(),
      },
      {
        name: 'redo',
        label: texts.redo,
        sign: signs.redo,
        isOff: undoing?.canRedo() !== true,
        run: () => void undoing?.redo(),
      },
    ]
  }

  #commonTools({ document, room }: Session): readonly Tool[] {
    const { texts } = this.language
    const versions: Tool = {
      name: 'versions',
      label: texts.versions,
      sign: signs.versions,
      isApart: true,
      isPressed: this.panel === 'versions',
      run: () => {
        this.#toggle('versions')
        void this.#versions.open(document.versions)
      },
    }
    const invite: Tool = {
      name: 'invite',
      label: texts.invite,
      sign: signs.invite,
      isPressed: this.panel === 'invite',
      run: () => this.#toggle('invite'),
    }
    return room === null ? [versions] : [versions, invite]
  }

  #toggle(panel: Panel): void {
    this.panel = this.panel === panel ? 'none' : panel
  }

  #rename(typed: string): void {
    giveName(cleanName(typed))
    this.isNaming = false
    this.renderRoot.querySelector<HTMLElement>('button.person')?.focus()
  }
}

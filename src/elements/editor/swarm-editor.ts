// The element <swarm-editor>: a text that everyone in a room writes together, in Markdown, with a preview beside it.

import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import type { Doc, UndoManager } from 'yjs'
import { en } from '../../locales/editor/en.ts'
import { editorTextsOf } from '../../locales/editor/languages.ts'
import type { EditorTexts } from '../../locales/editor/texts.ts'
import { DocumentElement } from '../document/document-element.ts'
import { documentStyles } from '../document/document-styles.ts'
import { hueStyles } from '../document/hues.ts'
import type { Session } from '../document/seat.ts'
import type { Tool } from '../document/toolbar.ts'
import { Language } from '../language.ts'
import { Later } from '../later.ts'
import { looks } from '../looks.ts'
import { editorStyles } from './editor-styles.ts'
import type { Format } from './formats.ts'
import { Reading } from './reading.ts'
import { differenceOf, type LinePiece } from './text-difference.ts'
import type { Writing } from './writing.ts'

const loadWriting = new Later(() => import('./writing.ts'))

export class SwarmEditor extends DocumentElement {
  static override readonly styles = [looks, documentStyles, hueStyles, editorStyles]
  static override readonly properties: PropertyDeclarations = { preview: { type: Boolean, reflect: true } }

  /** The text as it is meant to be read stands beside it. */
  declare preview: boolean
  readonly language: Language<EditorTexts> = new Language<EditorTexts>(this, en, editorTextsOf)
  #writing: Writing | null = null
  readonly #reading = new Reading(this)

  constructor() {
    super()
    this.preview = false
  }

  protected override get undoing(): UndoManager | null {
    return this.#writing?.undoing ?? null
  }

  override async prepare(): Promise<void> {
    await loadWriting.now()
  }

  override begin(session: Session): void {
    const { Writing } = loadWriting.value!
    this.#writing = new Writing({
      session,
      root: this.renderRoot as ShadowRoot,
      texts: this.language.texts,
      isReadOnly: this.isReadOnly,
      changed: () => this.requestUpdate(),
    })
  }

  override end(): void {
    this.#writing?.close()
    this.#writing = null
    this.#reading.forget()
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    this.#writing?.show(this.language.texts, this.isReadOnly)
    if (this.preview && this.#writing !== null) this.#reading.show(this.#writing.page)
  }

  protected override tools(): readonly Tool[] {
    const { texts } = this.language
    const tool = (name: Format, sign: string, letter?: string): Tool => ({
      name,
      label: texts[name],
      sign,
      ...(letter !== undefined && { letter }),
      run: () => this.#writing?.format(name),
    })
    return [
      tool('heading', signs.heading),
      tool('strong', '', 'B'),
      tool('emphasis', signs.emphasis),
      tool('list', signs.list),
      tool('quote', signs.quote),
      tool('code', signs.code),
      tool('link', signs.link),
    ]
  }

  protected override readerTools(): readonly Tool[] {
    return [
      {
        name: 'preview',
        label: this.language.texts.preview,
        sign: signs.preview,
        isApart: true,
        isPressed: this.preview,
        run: () => {
          this.preview = !this.preview
        },
      },
    ]
  }

  protected override renderDocument(): TemplateResult {
    const { texts } = this.language
    return html`<div class="work">
        <div class="text" part="text">${this.#writing?.element}</div>
        ${
          this.preview
            ? html`<section class="preview" part="preview" tabindex="0" aria-label=${texts.preview}>
          <div class="preview-page"></div>
          ${this.#reading.isCut ? html`<p class="quiet">${texts.cut}</p>` : nothing}</section>`
            : nothing
        }
      </div>
      ${this.isReadOnly ? nothing : html`<p class="keys quiet" id="keys">${texts.keys}</p>`}`
  }

  protected override renderVersion(doc: Doc): TemplateResult {
    const pieces = differenceOf(doc.getText('text').toString(), `${this.#writing?.page ?? ''}`)
    const isSame = pieces.every(({ kind }) => kind === 'same')
    const { texts } = this.language
    return html`${isSame ? html`<p class="quiet">${texts.same}</p>` : nothing}${pieces.map(piece => this.#renderPiece(piece))}`
  }

  #renderPiece({ kind, lines }: LinePiece): TemplateResult {
    const { texts } = this.language
    const text = lines.join('\n')
    if (kind === 'same') return html`<pre>${text}</pre>`
    if (kind === 'older') return html`<pre class="then"><ins title=${texts.older}>${text}</ins></pre>`
    return html`<pre class="since"><del title=${texts.newer}>${text}</del></pre>`
  }
}

const signs = {
  heading: 'M6 5v14M18 5v14M6 12h12',
  emphasis: 'M10 5h8M6 19h8M14 5l-4 14',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  quote: 'M5 5v14M10 8h9M10 12h9M10 16h6',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1',
  preview:
    'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
} as const

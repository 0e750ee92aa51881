// The preview beside a text: made anew when the text is another, and not so often that a long one would slow its writer.

import type { Text } from '@codemirror/state'
import type { LitElement, ReactiveController } from 'lit'
import { Later } from '../later.ts'
import type { Drawn } from './preview.ts'

const loadPreview = new Later(() => import('./preview.ts'))

/** The preview may take a fifth of the time. */
const restPerCost = 4

export class Reading implements ReactiveController {
  readonly #host: LitElement
  #shown: { readonly text: Text; readonly page: Element; readonly drawn: Drawn } | null = null
  #wanted: Text | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #costMs = 0
  /** Whether only the beginning of the text is shown. */
  isCut = false

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.forget()
  }

  forget(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#shown = null
    this.#wanted = null
  }

  show(text: Text): void {
    this.#wanted = text
    const page = this.#host.renderRoot.querySelector('.preview-page')
    if (this.#timer !== null || page === null || (text === this.#shown?.text && page === this.#shown.page)) return
    this.#timer = setTimeout(() => void this.#draw(), restPerCost * this.#costMs)
  }

  async #draw(): Promise<void> {
    const { drawPreview, previewLengthMax } = await loadPreview.now()
    const page = this.#host.renderRoot.querySelector('.preview-page')
    const text = this.#wanted
    this.#timer = null
    if (page === null || text === null) return // it was closed meanwhile
    const beganMs = performance.now()
    const before = this.#shown?.page === page ? this.#shown.drawn : null
    const drawn = drawPreview(page, text.sliceString(0, previewLengthMax), before)
    this.#costMs = performance.now() - beganMs
    this.#shown = { text, page, drawn }
    this.isCut = text.length > previewLengthMax
    this.#host.requestUpdate()
  }
}

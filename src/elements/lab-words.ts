// What the lab of a workbench says in the reader's language, loaded when either changes.

import type { LitElement, ReactiveController } from 'lit'
import type { Lab } from '../lab/lab.ts'
import { englishOf, type LabWords, wordsOf } from '../lab/words.ts'

export class LabWordsOf implements ReactiveController {
  readonly #host: LitElement
  readonly #wanted: () => { readonly lab: Lab | undefined; readonly language: string }
  #lab: Lab | undefined
  #language = ''
  #words: LabWords | null = null

  constructor(host: LitElement, wanted: () => { readonly lab: Lab | undefined; readonly language: string }) {
    this.#host = host
    this.#wanted = wanted
    host.addController(this)
  }

  /** English until the right language is there; null while there is no lab. */
  get words(): LabWords | null {
    return this.#words
  }

  hostUpdate(): void {
    const { lab, language } = this.#wanted()
    if (lab === this.#lab && language === this.#language) return
    const isOther = lab !== this.#lab
    this.#lab = lab
    this.#language = language
    if (isOther) this.#words = lab === undefined ? null : englishOf(lab)
    if (lab !== undefined) void this.#load(lab, language)
  }

  async #load(lab: Lab, language: string): Promise<void> {
    const words = await wordsOf(lab, language)
    if (lab !== this.#lab || language !== this.#language) return // it changed again meanwhile
    this.#words = words
    this.#host.requestUpdate()
  }
}

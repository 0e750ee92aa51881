// The language an element speaks: that of the nearest `lang`, and it follows when that changes.

import type { LitElement, ReactiveController } from 'lit'
import { languageOf } from '../locales/language-of.ts'

export class Language<Texts> implements ReactiveController {
  readonly #host: LitElement
  readonly #load: (language: string) => Promise<Texts>
  readonly #changes = new MutationObserver(() => void this.#speak())
  #code = ''
  #texts: Texts

  /** Speaks what is at hand until the right language is loaded. */
  constructor(host: LitElement, atHand: Texts, load: (language: string) => Promise<Texts>) {
    this.#host = host
    this.#texts = atHand
    this.#load = load
    host.addController(this)
  }

  get texts(): Texts {
    return this.#texts
  }

  /** `en`, `es` or `pt`. */
  get code(): string {
    return this.#code || 'en'
  }

  hostConnected(): void {
    for (const place of lineage(this.#host))
      this.#changes.observe(place, { attributes: true, attributeFilter: ['lang'] })
    void this.#speak()
  }

  hostDisconnected(): void {
    this.#changes.disconnect()
  }

  async #speak(): Promise<void> {
    const tag = lineage(this.#host).find(place => place.lang !== '')?.lang ?? 'en'
    const code = languageOf(tag)
    if (code === this.#code) return
    this.#code = code
    const texts = await this.#load(code)
    if (this.#code !== code) return // it changed again meanwhile
    this.#texts = texts
    this.#host.requestUpdate()
  }
}

/** An element and all that it stands in, through the borders of shadow trees. */
function lineage(element: HTMLElement): HTMLElement[] {
  const places: HTMLElement[] = []
  for (let place: Node | null = element; place !== null; place = place.parentNode ?? hostOf(place))
    if (place instanceof HTMLElement) places.push(place)
  return places
}

const hostOf = (node: Node): Element | null => (node instanceof ShadowRoot ? node.host : null)

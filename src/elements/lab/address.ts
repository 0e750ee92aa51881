// The link of a lab in the address of its page: behind `#`, so that no server is told, with the lab's place on the page, so
// that each of many labs has links of its own.

import type { LitElement, ReactiveController } from 'lit'

const mark = '#swarm-lab='

export class Address implements ReactiveController {
  readonly #host: LitElement
  #isFresh = true
  readonly #look = () => {
    this.#isFresh = true
    this.#host.requestUpdate()
  }

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    window.addEventListener('hashchange', this.#look)
  }

  hostDisconnected(): void {
    window.removeEventListener('hashchange', this.#look)
  }

  /** The link that the address has for this lab, once; else null. */
  take(): string | null {
    if (!this.#isFresh) return null
    this.#isFresh = false
    const start = `${mark}${this.#place}&`
    return location.hash.startsWith(start) ? location.hash.slice(start.length) : null
  }

  /** The address of this page with a link for this lab. */
  with(link: string): string {
    return `${location.href.replace(/#.*$/s, '')}${mark}${this.#place}&${link}`
  }

  /** Its id, or else which of the page's labs it is, from 1. */
  get #place(): string {
    const labs = (this.#host.getRootNode() as Document | ShadowRoot).querySelectorAll(this.#host.localName)
    return this.#host.id === '' ? `${[...labs].indexOf(this.#host) + 1}` : encodeURIComponent(this.#host.id)
  }
}

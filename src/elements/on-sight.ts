// Whether an element can be seen: what is off the screen need not be drawn, and is drawn at once when it comes into view.

import type { LitElement, ReactiveController } from 'lit'

export class OnSight implements ReactiveController {
  readonly #host: LitElement
  readonly #observer = new IntersectionObserver(entries => this.#see(entries.at(-1)!.isIntersecting))
  #isSeen = false

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  get isSeen(): boolean {
    return this.#isSeen
  }

  hostConnected(): void {
    this.#observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#observer.disconnect()
    this.#isSeen = false
  }

  #see(isSeen: boolean): void {
    this.#isSeen = isSeen
    if (isSeen) this.#host.requestUpdate()
  }
}

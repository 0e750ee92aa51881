// Long work in slices, while the reader stands still: the page answers all the while, and newer work ends older.

import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** So long must the reader stand still: for who plays or scrubs nothing long is begun. */
const restMs = 150
/** Of the main thread, before it is let go. */
const sliceMs = 8

/** Does a little of the work. False when there is nothing left to do. */
export type Work = () => boolean

export class Slices implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #timer: ReturnType<typeof setTimeout> | null = null
  #work: Work | null = null

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.stop()
  }

  get isBusy(): boolean {
    return this.#timer !== null
  }

  begin(work: Work, afterMs = restMs): void {
    this.stop()
    this.#work = work
    this.#timer = setTimeout(() => this.#go(), afterMs)
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #go(): void {
    const endsMs = performance.now() + sliceMs
    this.#timer = null
    while (this.#work?.() === true)
      if (performance.now() > endsMs) {
        this.#timer = setTimeout(() => this.#go())
        return
      }
    this.#host.requestUpdate()
  }
}

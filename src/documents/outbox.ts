// What was edited here and is not said yet. A single keystroke goes out at once, with all else of the same moment; what
// follows within a frame goes out together when the frame is over, or when the slowest peer can take more.

import { mergeUpdates } from 'yjs'
import { after } from '../swarm/clock.ts'

/** A frame of the screens that will show it. */
export const frameMs = 16
/** So long the others wait for a peer that takes nothing. */
export const patienceMs = 1000

export interface OutboxOptions {
  readonly send: (update: Uint8Array) => Promise<void>
  /** Milliseconds that only rise. */
  readonly now: () => number
}

export class Outbox {
  readonly #options: OutboxOptions
  #updates: Uint8Array[] = []
  #isDue = false
  #isSending = false
  #isClosed = false
  #sentMs = Number.NEGATIVE_INFINITY

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  push(update: Uint8Array): void {
    this.#updates.push(update)
    this.#schedule()
  }

  /** Says what is left to say. */
  close(): void {
    this.#flush()
    this.#isClosed = true
  }

  #schedule(): void {
    const { now } = this.#options
    const isWaiting = this.#isSending && now() < this.#sentMs + patienceMs
    if (this.#isDue || isWaiting || this.#isClosed || this.#updates.length === 0) return
    this.#isDue = true
    const waitMs = this.#sentMs + frameMs - now()
    if (waitMs <= 0) queueMicrotask(() => this.#flush())
    else after(waitMs, () => this.#flush())
  }

  #flush(): void {
    this.#isDue = false
    if (this.#updates.length === 0 || this.#isClosed) return
    const { now, send } = this.#options
    const updates = this.#updates
    this.#updates = []
    const sentMs = now()
    this.#sentMs = sentMs
    this.#isSending = true
    const goOn = () => {
      if (this.#sentMs !== sentMs) return // nobody waited for it
      this.#isSending = false
      this.#schedule()
    }
    void send(updates.length === 1 ? updates[0]! : mergeUpdates(updates)).then(goOn, goOn)
  }
}

// What waits for a link to a member that has none yet: so much, for so long, and then it is given up.

import { after } from './clock.ts'

export const outboxBytesMax = 4_194_304
export const linkedWithinMs = 10_000

interface Waiting {
  readonly bytes: Uint8Array
  readonly done: () => void
}

export class Outbox {
  readonly #gaveUp: (why: string) => void
  #waiting: Waiting[] = []
  #length = 0
  #stop: (() => void) | null = null

  constructor(gaveUp: (why: string) => void) {
    this.#gaveUp = gaveUp
  }

  /** Resolves when it was sent, or given up. */
  hold(bytes: Uint8Array): Promise<void> {
    this.#stop ??= after(linkedWithinMs, () => this.giveUp(`no link to it within ${linkedWithinMs} ms`))
    this.#length += bytes.length
    return new Promise(done => {
      this.#waiting.push({ bytes, done })
      if (this.#length > outboxBytesMax) this.giveUp(`more than ${outboxBytesMax} bytes wait for a link to it`)
    })
  }

  flush(send: (bytes: Uint8Array) => Promise<void> | undefined): void {
    for (const { bytes, done } of this.#take()) void Promise.resolve(send(bytes)).then(done)
  }

  giveUp(why: string): void {
    const waiting = this.#take()
    if (waiting.length === 0) return
    for (const { done } of waiting) done()
    this.#gaveUp(why)
  }

  clear(): void {
    for (const { done } of this.#take()) done()
  }

  #take(): Waiting[] {
    this.#stop?.()
    this.#stop = null
    this.#length = 0
    return this.#waiting.splice(0)
  }
}

// A node's own clock: it was set once, it runs a little fast or slow, and it may jump.

import type { Millis } from '../core/protocol.ts'

const million = 1_000_000

export class NodeClock {
  /** What the clock showed when its pace last changed, and when that was. */
  #shownUs = 0
  #sinceUs = 0
  #perMillion = 0

  /** What the node reads, in whole milliseconds. */
  read(nowUs: number): Millis {
    return Math.floor(this.#showsUs(nowUs) / 1000)
  }

  skew(byMs: number): void {
    this.#shownUs += byMs * 1000
  }

  drift(perMillion: number, nowUs: number): void {
    this.#shownUs = this.#showsUs(nowUs)
    this.#sinceUs = nowUs
    this.#perMillion = perMillion
  }

  /** How long `delayMs` of this clock really last: a timer counts by its own node's pace. */
  lastsUs(delayMs: Millis): number {
    if (this.#perMillion === 0) return delayMs * 1000
    return Math.round((delayMs * 1000 * million) / (million + this.#perMillion))
  }

  #showsUs(nowUs: number): number {
    const passed = nowUs - this.#sinceUs
    if (this.#perMillion === 0) return this.#shownUs + passed
    return this.#shownUs + Math.floor((passed * (million + this.#perMillion)) / million)
  }
}

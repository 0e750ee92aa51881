// The limits of a room, all in one place, and the bucket that measures a flow against one.

export const defaultLimits = {
  /** A lively document makes a hundred messages a second, a file sent at full speed five hundred. */
  messagesPerSecondMax: 5000,
  messagesAtOnceMax: 20_000,
  bytesPerSecondMax: 134_217_728,
  bytesAtOnceMax: 268_435_456,
  /** Frames that do not parse: an honest peer of another version makes a few, a hostile one does not stop. */
  malformedMax: 20,
  asksAtOnceMax: 256,
  streamsAtOnceMax: 32,
  /** What a stream may have on its way: a round trip of 30 ms at 30 MB/s. */
  streamWindowBytes: 1_048_576,
} as const

export type Limits = { readonly [name in keyof typeof defaultLimits]: number }

/** Refills steadily, and holds no more than a burst. Time is an input. */
export class Bucket {
  readonly #perSecond: number
  readonly #capacity: number
  #level: number
  #filledMs: number

  constructor({ perSecond, atOnce, nowMs }: { perSecond: number; atOnce: number; nowMs: number }) {
    this.#perSecond = perSecond
    this.#capacity = atOnce
    this.#level = atOnce
    this.#filledMs = nowMs
  }

  /** False when there is not enough: then nothing is taken. */
  take(amount: number, nowMs: number): boolean {
    const refill = (Math.max(0, nowMs - this.#filledMs) / 1000) * this.#perSecond
    this.#level = Math.min(this.#capacity, this.#level + refill)
    this.#filledMs = nowMs
    if (this.#level < amount) return false
    this.#level -= amount
    return true
  }
}

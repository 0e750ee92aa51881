// Whether something must have changed an object between two operations on it.

import { never } from './window.ts'

/** What an operation reads and writes, as numbers for whole values, and when. */
export interface Touch {
  readonly reads: number | null
  readonly writes: number | null
  readonly observes: boolean
  readonly from: number
  readonly to: number
}

/** Given in the order of `from`. */
export class Changes {
  readonly #touches: readonly Touch[]
  /** From each place on, what ends first: of those that write, and of the reads of two different values. */
  readonly #write: Int32Array
  readonly #read: Int32Array
  readonly #otherRead: Int32Array

  constructor(touches: readonly Touch[]) {
    this.#touches = touches
    const none = touches.length
    this.#write = new Int32Array(none + 1).fill(none)
    this.#read = new Int32Array(none + 1).fill(none)
    this.#otherRead = new Int32Array(none + 1).fill(none)
    for (let place = none - 1; place >= 0; place--) {
      const { observes, reads } = touches[place]!
      let [write, read, other] = [this.#write[place + 1]!, this.#read[place + 1]!, this.#otherRead[place + 1]!]
      if (!observes) {
        write = this.#earlier(place, write)
      } else if (reads !== null && this.#ends(place) < this.#ends(read)) {
        if (touches[read]?.reads !== reads) other = read
        read = place
      } else if (reads !== null && touches[read]?.reads !== reads) {
        other = this.#earlier(place, other)
      }
      this.#write[place] = write
      this.#read[place] = read
      this.#otherRead[place] = other
    }
  }

  /** Between what left a value behind and what read it. */
  isBetween(write: Touch, reader: Touch): boolean {
    const place = firstAfter(this.#touches, write.to)
    if (this.#ends(this.#write[place]!) < reader.from) return true
    const read = this.#read[place]!
    return this.#ends(this.#touches[read]?.reads === reader.reads ? this.#otherRead[place]! : read) < reader.from
  }

  #earlier(place: number, other: number): number {
    return this.#ends(place) < this.#ends(other) ? place : other
  }

  #ends(place: number): number {
    return this.#touches[place]?.to ?? never
  }
}

/** The place of the first that begins after a position. */
export function firstAfter(sorted: readonly { readonly from: number }[], position: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]!.from > position) high = middle
    else low = middle + 1
  }
  return low
}

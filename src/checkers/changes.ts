// When an object was last changed before an operation on it began, as far as time tells.

import { countBelow } from './sorted.ts'

/** What an operation reads and writes, as numbers for whole values, and when. */
export interface Touch {
  readonly reads: number | null
  readonly writes: number | null
  readonly observes: boolean
  readonly from: number
  readonly to: number
}

/** Before all that ever happened. */
const noTime = -2

export class Changes {
  /** When each is over, the first first. */
  readonly #ends: Int32Array
  /** By place among those, when the last up to here began: of what writes, and of the reads of two different values. */
  readonly #write: Int32Array
  readonly #read: Int32Array
  readonly #otherRead: Int32Array
  /** By place, what the last of the reads read. */
  readonly #value: (number | null)[]

  /** Of operations that happened. */
  constructor(touches: readonly Touch[]) {
    const byEnd = touches.toSorted((left, right) => left.to - right.to)
    const row = () => new Int32Array(touches.length + 1).fill(noTime)
    this.#ends = new Int32Array(touches.length)
    this.#write = row()
    this.#read = row()
    this.#otherRead = row()
    this.#value = [null]
    let [write, read, other, value]: [number, number, number, number | null] = [noTime, noTime, noTime, null]
    for (let place = 0; place < byEnd.length; place++) {
      const { observes, reads, from, to } = byEnd[place]!
      if (!observes) {
        write = Math.max(write, from)
      } else if (reads !== null && from > read) {
        if (value !== reads) other = read
        read = from
        value = reads
      } else if (reads !== null && reads !== value) {
        other = Math.max(other, from)
      }
      this.#ends[place] = to
      this.#write[place + 1] = write
      this.#read[place + 1] = read
      this.#otherRead[place + 1] = other
      this.#value[place + 1] = value
    }
  }

  /** What was over by then left nothing for the reader: something was written since, or another value read. */
  lastBefore({ reads, from }: Touch): number {
    const place = countBelow(this.#ends, from)
    const read = this.#value[place] === reads ? this.#otherRead[place]! : this.#read[place]!
    return Math.max(this.#write[place]!, read)
  }
}

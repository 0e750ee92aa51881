// The states that were seen, eight bytes each: an open table of their digests.

import type { Words } from './explore-state.ts'

const slotsAtFirst = 1 << 12

export class Seen {
  #slots = new Int32Array(slotsAtFirst * 2)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** False when it was there before. Zero marks a free slot, so the one digest of zeros counts as its neighbour. */
  add({ high, low }: Words): boolean {
    if (this.#size * 2 >= this.#slots.length / 2) this.#grow()
    if (!this.#put(high, high === 0 && low === 0 ? 1 : low)) return false
    this.#size++
    return true
  }

  #put(high: number, low: number): boolean {
    const slots = this.#slots
    const last = slots.length - 1
    for (let at = (low << 1) & last; ; at = (at + 2) & last) {
      if (slots[at] === 0 && slots[at + 1] === 0) {
        slots[at] = high
        slots[at + 1] = low
        return true
      }
      if (slots[at] === high && slots[at + 1] === low) return false
    }
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Int32Array(before.length * 2)
    for (let at = 0; at < before.length; at += 2) {
      if (before[at] !== 0 || before[at + 1] !== 0) this.#put(before[at]!, before[at + 1]!)
    }
  }
}

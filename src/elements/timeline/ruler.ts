// Where each happening stands on the way down: time goes by evenly, but nothing stands on top of another, and long quiet
// is cut short. Grows with its tape.

import { countWhere } from '../../lab/tape/count-where.ts'
import type { Happening } from '../../trace/happening.ts'

/** The least way between two happenings, and so the way of a millisecond: a few steps from afar to near. */
export const zooms: readonly number[] = [2, 5, 12, 20, 34]
/** Quiet longer than so many rows is cut. */
const quietRows = 4
const headRoom = 18

type Timed = Pick<Happening, 'atMs'>

export class Ruler {
  readonly row: number
  #happenings: readonly Timed[] = []
  readonly #ys: number[] = []

  /** `zoom`: a place in `zooms`. */
  constructor(zoom: number) {
    this.row = zooms[zoom]!
  }

  /** To be told of the happenings again when there are more: only the new ones are measured. */
  measure(happenings: readonly Timed[]): this {
    if (happenings !== this.#happenings) this.#ys.length = 0
    this.#happenings = happenings
    for (let index = this.#ys.length; index < happenings.length; index++) {
      const last = index === 0 ? headRoom : this.#ys[index - 1]!
      this.#ys.push(last + this.#gapBefore(index))
    }
    return this
  }

  get height(): number {
    return (this.#ys.at(-1) ?? headRoom) + this.row * quietRows + headRoom
  }

  yOf(index: number): number {
    return this.#ys[index] ?? this.height - headRoom
  }

  /** The first happening at or below a height. */
  indexAt(y: number): number {
    return countWhere(this.#ys, one => one < y)
  }

  /** Where a reader stands with so many happenings over: below the last of them, and above the next. */
  yOfPlace(position: number, atMs: number): number {
    const above = position === 0 ? 0 : this.yOf(position - 1)
    const sinceMs = position === 0 ? 0 : Math.max(0, atMs - this.#happenings[position - 1]!.atMs)
    const down = this.row / 2 + Math.min(sinceMs, quietRows) * this.row
    return Math.min(above + down, Math.max(above + this.row / 2, this.yOf(position) - this.row / 2))
  }

  /** How long nothing happened before this, where that was cut short; null where it was not. */
  quietBefore(index: number): number | null {
    const gapMs = this.#msBefore(index)
    return gapMs * this.row > this.row * quietRows ? gapMs : null
  }

  #gapBefore(index: number): number {
    return Math.max(this.row, Math.min(this.#msBefore(index), quietRows) * this.row)
  }

  #msBefore(index: number): number {
    return index === 0 ? 0 : this.#happenings[index]!.atMs - this.#happenings[index - 1]!.atMs
  }
}

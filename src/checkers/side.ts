// One side of a search in pairs: what went in, or what came out, or what found nothing; and which of it may be next.

import type { Played } from './model.ts'
import { countBelow } from './sorted.ts'
import { never } from './window.ts'

/** An operation as its side sees it. */
export interface Passing {
  /** Null of what was there at first. */
  readonly played: Played | null
  /** A number for what it put in or took out. */
  readonly value: number
  readonly from: number
  /** `never` if it may not happen at all. */
  readonly to: number
  isTaken: boolean
}

/** Those of one value that may happen or not: the first to be invoked can do all that the others can. */
interface Lane {
  readonly passings: readonly Passing[]
  used: number
}

export class Side {
  /** Those that happened, in the order of their invocations. */
  readonly #certain: readonly Passing[]
  readonly #begins: readonly number[]
  readonly #lanes = new Map<number, Lane>()
  /** All before it are taken. */
  #first = 0
  #taken = 0

  constructor(passings: readonly Passing[]) {
    const byFrom = passings.toSorted((left, right) => left.from - right.from)
    this.#certain = byFrom.filter(({ to }) => to < never)
    this.#begins = this.#certain.map(({ from }) => from)
    const possible = byFrom.filter(({ to }) => to === never)
    for (const value of new Set(possible.map(passing => passing.value))) {
      this.#lanes.set(value, { passings: possible.filter(passing => passing.value === value), used: 0 })
    }
  }

  /** Whether all that happened is taken. */
  get isDone(): boolean {
    return this.#taken === this.#certain.length
  }

  /** Those that happened and are not taken. */
  get left(): readonly Passing[] {
    return this.#certain.slice(this.#first).filter(({ isTaken }) => !isTaken)
  }

  /** Those that are not after any other that is left, and when the first that is left is over. */
  next(): { readonly candidates: readonly Passing[]; readonly due: number } {
    const candidates: Passing[] = []
    let due = never
    for (let place = this.#first; place < this.#certain.length; place++) {
      const passing = this.#certain[place]!
      if (passing.from >= due) break
      if (passing.isTaken) continue
      candidates.push(passing)
      due = Math.min(due, passing.to)
    }
    for (const { passings, used } of this.#lanes.values()) {
      const passing = passings[used]
      if (passing !== undefined && passing.from < due) candidates.push(passing)
    }
    return { candidates, due }
  }

  take(passing: Passing): void {
    passing.isTaken = true
    if (passing.to === never) {
      this.#lanes.get(passing.value)!.used++
      return
    }
    this.#taken++
    while (this.#certain[this.#first]?.isTaken === true) this.#first++
  }

  /** Undoes `take`, last taken first. */
  putBack(passing: Passing): void {
    passing.isTaken = false
    if (passing.to === never) {
      this.#lanes.get(passing.value)!.used--
      return
    }
    this.#taken--
    this.#first = Math.min(this.#first, countBelow(this.#begins, passing.from))
  }

  /** Equal texts if and only if the same operations were taken. Two numbers tell how many bits there are to read. */
  signature(): string {
    let text = `${this.#first},${this.#taken},`
    let bits = 0
    let count = 0
    for (let place = this.#first, seen = this.#first; seen < this.#taken; place++, count++) {
      if (count % 16 === 0) {
        text += String.fromCharCode(bits)
        bits = 0
      }
      if (!this.#certain[place]!.isTaken) continue
      bits |= 1 << (count % 16)
      seen++
    }
    text += String.fromCharCode(bits)
    for (const [value, { used }] of this.#lanes) if (used > 0) text += `,${value}:${used}`
    return `${text};`
  }
}

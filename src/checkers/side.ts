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
  readonly passings: Passing[]
  used: number
}

export class Side {
  readonly #certain: Row
  readonly #possible: Row
  readonly #lanes = new Map<number, Lane>()

  constructor(passings: readonly Passing[]) {
    const byFrom = passings.toSorted((left, right) => left.from - right.from)
    const possible = byFrom.filter(({ to }) => to === never)
    this.#certain = new Row(byFrom.filter(({ to }) => to < never))
    this.#possible = new Row(possible)
    for (const passing of possible) {
      const lane = this.#lanes.get(passing.value)
      if (lane === undefined) this.#lanes.set(passing.value, { passings: [passing], used: 0 })
      else lane.passings.push(passing)
    }
  }

  /** Whether all that happened is taken. */
  get isDone(): boolean {
    return this.#certain.isTaken
  }

  /** Those that happened and are not taken. */
  get left(): readonly Passing[] {
    return this.#certain.left
  }

  /** Of those that happened, the ones that are not after any other that is left, and when the first of them is over. */
  next(): { readonly candidates: readonly Passing[]; readonly due: number } {
    return this.#certain.next()
  }

  /** One that may have happened, with a certain value, and not after what is due; null if there is none. */
  spare(value: number, due: number): Passing | null {
    const lane = this.#lanes.get(value)
    const passing = lane?.passings[lane.used]
    return passing !== undefined && passing.from < due ? passing : null
  }

  take(passing: Passing): void {
    if (passing.to < never) return this.#certain.take(passing)
    this.#lanes.get(passing.value)!.used++
    this.#possible.take(passing)
  }

  /** Undoes `take`, last taken first. */
  putBack(passing: Passing): void {
    if (passing.to < never) return this.#certain.putBack(passing)
    this.#lanes.get(passing.value)!.used--
    this.#possible.putBack(passing)
  }

  /** Equal texts if and only if the same operations were taken. */
  signature(): string {
    return this.#certain.signature() + this.#possible.signature()
  }
}

/** In the order of their invocations. */
class Row {
  readonly #passings: readonly Passing[]
  readonly #begins: readonly number[]
  /** All before it are taken. */
  #first = 0
  #taken = 0

  constructor(passings: readonly Passing[]) {
    this.#passings = passings
    this.#begins = passings.map(({ from }) => from)
  }

  get isTaken(): boolean {
    return this.#taken === this.#passings.length
  }

  get left(): readonly Passing[] {
    return this.#passings.slice(this.#first).filter(({ isTaken }) => !isTaken)
  }

  next(): { readonly candidates: readonly Passing[]; readonly due: number } {
    const candidates: Passing[] = []
    let due = never
    for (let place = this.#first; place < this.#passings.length; place++) {
      const passing = this.#passings[place]!
      if (passing.from >= due) break
      if (passing.isTaken) continue
      candidates.push(passing)
      due = Math.min(due, passing.to)
    }
    return { candidates, due }
  }

  take(passing: Passing): void {
    passing.isTaken = true
    this.#taken++
    while (this.#passings[this.#first]?.isTaken === true) this.#first++
  }

  putBack(passing: Passing): void {
    passing.isTaken = false
    this.#taken--
    this.#first = Math.min(this.#first, countBelow(this.#begins, passing.from))
  }

  /** Two numbers tell how many bits there are to read. */
  signature(): string {
    let text = `${this.#first},${this.#taken},`
    let bits = 0
    let count = 0
    for (let place = this.#first, seen = this.#first; seen < this.#taken; place++, count++) {
      if (count % 16 === 0) {
        text += String.fromCharCode(bits)
        bits = 0
      }
      if (!this.#passings[place]!.isTaken) continue
      bits |= 1 << (count % 16)
      seen++
    }
    return `${text}${String.fromCharCode(bits)};`
  }
}

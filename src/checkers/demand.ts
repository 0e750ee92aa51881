// What still has to happen in an object, counted: how many of a kind are needed by when, and how many there are by then.
//
// A text that somebody has to find was made by its last append, and each append makes one text. So as many different
// texts with the same end, as many appends of it. And each cas leaves the value that it found, so that each needs an
// arrival of its own.

import { type Kind, nowhere } from './kind.ts'
import { Line, lineIn, type Part } from './part.ts'
import { never } from './window.ts'

/** Needs are counted so far ahead. More would find more, and later. */
const readersAheadMax = 24

/** The only kind of append that can have made a state, and from which. */
export interface Growth {
  readonly kind: Kind
  readonly before: number
}

export type GrowthOf = (state: number) => Growth | null

/** The appends of one kind, and how far one round of counting has come among them. */
interface Stock {
  readonly line: Line
  round: number
  place: number
}

export class Demand {
  readonly #growthOf: GrowthOf
  readonly #isGrowing: boolean
  /** Those that have to find some state, the first to be over first. */
  readonly #readers = new Line()
  /** By state, those that find it and leave it; by the same order. */
  readonly #leavers = new Map<number, Line>()
  /** By state, and by kind of append, those that bring it about, the first to be possible first. */
  readonly #writers = new Map<number, Line>()
  readonly #appends = new Map<Kind, Stock>()
  /** Rounds of counting are numbered, and each state knows in which it was counted last. */
  readonly #counted: number[] = []
  #round = 0

  constructor(parts: readonly Part[], growthOf: GrowthOf) {
    this.#growthOf = growthOf
    for (const part of parts.toSorted((left, right) => left.to - right.to)) {
      if (part.reads === nowhere) continue
      this.#readers.add(part)
      if (!part.kind.observes) lineIn(this.#leavers, part.reads).add(part)
    }
    for (const part of parts.toSorted((left, right) => left.from - right.from)) {
      if (part.writes !== nowhere) lineIn(this.#writers, part.writes).add(part)
      else if (!part.kind.observes) this.#stockOf(part.kind).line.add(part)
    }
    this.#isGrowing = this.#appends.size > 0
  }

  /** Whether it is not to be met any more, once the object has gone from one state to the other. */
  isUnmet(before: number, present: number): boolean {
    if (this.#isGrowing) return this.#lacksAppends(present)
    return before !== present && this.#lacksArrivals(before)
  }

  #lacksArrivals(state: number): boolean {
    const leavers = this.#leavers.get(state)
    const arrivals = this.#writers.get(state) ?? nothing
    if (leavers === undefined) return false
    let arrival = -1
    for (let place = leavers.after(-1), count = 0; count < readersAheadMax; place = leavers.after(place), count++) {
      const leaver = leavers.at(place)
      if (leaver === null) return false
      arrival = arrivals.after(arrival)
      if ((arrivals.at(arrival)?.from ?? never) > leaver.to) return true
    }
    return false
  }

  #lacksAppends(present: number): boolean {
    this.#round++
    this.#counted[present] = this.#round
    const readers = this.#readers
    for (let place = readers.after(-1), count = 0; count < readersAheadMax; place = readers.after(place), count++) {
      const reader = readers.at(place)
      if (reader === null) return false
      if (this.#lacksAppendsTo(reader.reads, reader.to)) return true
    }
    return false
  }

  /** Down from what has to be found to what is there, was counted, or can be written as a whole. */
  #lacksAppendsTo(goal: number, end: number): boolean {
    for (let state = goal; this.#counted[state] !== this.#round; ) {
      if ((this.#writers.get(state)?.first?.from ?? never) <= end) return false
      this.#counted[state] = this.#round
      const growth = this.#growthOf(state)
      if (growth === null) return false
      const stock = this.#stockOf(growth.kind)
      stock.place = stock.line.after(stock.round === this.#round ? stock.place : -1)
      stock.round = this.#round
      if ((stock.line.at(stock.place)?.from ?? never) > end) return true
      state = growth.before
    }
    return false
  }

  #stockOf(kind: Kind): Stock {
    const known = this.#appends.get(kind)
    if (known !== undefined) return known
    const stock = { line: new Line(), round: 0, place: -1 }
    this.#appends.set(kind, stock)
    return stock
  }
}

const nothing = new Line()

// What still has to happen in an object, counted: how many of a kind are needed by when, and how many there are by then.
//
// A text that somebody has to find was made by its last append, and each append makes one text. So as many different
// texts with the same end, as many appends of it. And each cas leaves the value that it found, so that each needs an
// arrival of its own.

import { type Kind, nowhere } from './kind.ts'
import { Line, lineIn, type Part, type Place } from './part.ts'
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
  place: Place
}

export class Demand {
  readonly #growthOf: GrowthOf
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

  constructor(growthOf: GrowthOf) {
    this.#growthOf = growthOf
  }

  /** The first to be over first. */
  addReader(part: Part): void {
    if (part.reads === nowhere) return
    this.#readers.add(part)
    if (!part.kind.observes) lineIn(this.#leavers, part.reads).add(part)
  }

  /** The first to be possible first. */
  addWriter(part: Part): void {
    if (part.writes !== nowhere) lineIn(this.#writers, part.writes).add(part)
    else if (!part.kind.observes) this.#stockOf(part.kind).line.add(part)
  }

  /** Whether it is not to be met any more, once the object has gone from one state to the other. */
  isUnmet(before: number, present: number): boolean {
    if (this.#appends.size > 0) return this.#lacksAppends(present)
    return before !== present && this.#lacksArrivals(before)
  }

  #lacksArrivals(state: number): boolean {
    const leavers = this.#leavers.get(state)
    const arrivals = this.#writers.get(state) ?? nothing
    if (leavers === undefined) return false
    let arrival = arrivals.end
    let leaver = leavers.end.next
    for (let count = 0; leaver.part !== null && count < readersAheadMax; leaver = leaver.next, count++) {
      arrival = arrival.next
      if ((arrival.part?.from ?? never) > leaver.part.to) return true
    }
    return false
  }

  #lacksAppends(present: number): boolean {
    this.#round++
    this.#counted[present] = this.#round
    let reader = this.#readers.end.next
    for (let count = 0; reader.part !== null && count < readersAheadMax; reader = reader.next, count++) {
      if (this.#lacksAppendsTo(reader.part.reads, reader.part.to)) return true
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
      stock.place = (stock.round === this.#round ? stock.place : stock.line.end).next
      stock.round = this.#round
      if ((stock.place.part?.from ?? never) > end) return true
      state = growth.before
    }
    return false
  }

  #stockOf(kind: Kind): Stock {
    const known = this.#appends.get(kind)
    if (known !== undefined) return known
    const line = new Line()
    const stock = { line, round: 0, place: line.end }
    this.#appends.set(kind, stock)
    return stock
  }
}

const nothing = new Line()

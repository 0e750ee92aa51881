// The search for an order where what went in first comes out first. It asks not which operation is next, but what was the
// first to go in and which operation took it out, then the second, and so on.
//
// Thousands of operations may lie between the two. A search in the order of time learns only after all of them that two
// went in the wrong way round; where both ends of a passage are looked at together, that shows at once. Each side has
// a clock, which goes no further than it must: operations of one side take effect one after the other, and what comes out
// does so after it went in; where that leaves time for all, there is an order. What found nothing did so at a moment when
// all that had gone in was out, and what goes in next does so after this moment.

import type { Allowance } from './allowance.ts'
import type { FinderResult } from './find-order.ts'
import { Interner } from './interner.ts'
import type { Flow, Played } from './model.ts'
import type { Placed } from './prepare-search.ts'
import { type Passing, Side } from './side.ts'
import type { Pace, Preparing } from './stretches.ts'

/** So many characters of a name weigh as much as a place. */
const charactersPerPlace = 100
/** What was taken out by an operation that nobody heard of again. */
const anything = -1

/** The moments of the last that went in, and of the last that came out or found nothing. */
interface Clocks {
  readonly inAt: number
  readonly outAt: number
}

/** Something goes in and comes out; or it is found that nothing is there. */
interface Way extends Clocks {
  readonly into: Passing | null
  readonly out: Passing
}

interface Place extends Clocks {
  readonly way: Way | null
  readonly ways: Way[]
}

export class PairSearch {
  readonly #allowance: Allowance
  readonly #into: Side
  readonly #out: Side
  readonly #empty: Side
  /** By what was taken: where the first clock stood, at best. An earlier clock is as good, whatever follows. */
  readonly #seen = new Map<string, number>()
  readonly #places: Place[] = []
  #spent = 0
  #reached = 0

  private constructor(into: Side, out: Side, empty: Side, allowance: Allowance) {
    this.#allowance = allowance
    this.#into = into
    this.#out = out
    this.#empty = empty
    const clocks = { inAt: Number.NEGATIVE_INFINITY, outAt: Number.NEGATIVE_INFINITY }
    this.#places.push({ way: null, ...clocks, ways: this.#waysOn(clocks) })
  }

  /** Of one object. */
  static *begin(
    flow: Flow,
    initial: unknown,
    placed: readonly Placed[],
    allowance: Allowance,
    pace: Pace,
  ): Preparing<PairSearch> {
    const values = new Interner<unknown>()
    const into: Passing[] = []
    const out: Passing[] = []
    const empty: Passing[] = []
    const held = flow.held(initial)
    for (const [place, value] of held.entries()) {
      const from = 2 * (place - held.length)
      into.push({ played: null, value: values.idOf(value), from, to: from + 1, isTaken: false })
    }
    for (const { played, window } of placed) {
      if (pace.isOverAfter()) yield
      const { call, from, to } = window
      const passage = flow.passageOf(call)
      const value = 'value' in passage ? values.idOf(passage.value) : anything
      const side = passage.is === 'in' ? into : passage.is === 'empty' ? empty : out
      side.push({ played, value, from, to, isTaken: false })
    }
    const sides: Side[] = []
    for (const passings of [into, out, empty]) {
      if (pace.isOverAfter(passings.length)) yield
      sides.push(new Side(passings))
    }
    return new PairSearch(sides[0]!, sides[1]!, sides[2]!, allowance)
  }

  /** Until when all could be put in order, at best. */
  get reached(): number {
    return this.#reached
  }

  /** Goes on for about so many steps. */
  run(steps: number): FinderResult {
    for (let step = 0; step < steps; step++) {
      const place = this.#places.at(-1)
      if (place === undefined) return 'lost'
      if (this.#isFound(place)) return 'found'
      if (this.#allowance.isSpent) return 'given up'
      const way = place.ways.pop()
      if (way === undefined) this.#goBack()
      else this.#go(way)
    }
    return 'not done'
  }

  /** Once it has found an order, that order: of both sides, as their clocks go. */
  get order(): readonly Played[] {
    const { inAt, outAt } = this.#places.at(-1)!
    const ways = this.#places.flatMap(({ way }) => (way === null ? [] : [way]))
    const into = ways.flatMap(({ into, inAt }) => (into === null ? [] : [{ passing: into, at: inAt }]))
    let gone = 0
    const out = ways.map(({ into, out: passing, outAt: at }) => ({ passing, at, needs: into === null ? gone : ++gone }))
    let end = inAt
    for (const passing of this.#empty.left) {
      end = Math.max(outAt, passing.from)
      out.push({ passing, at: end, needs: gone })
    }
    for (const passing of this.#into.left) into.push({ passing, at: Math.max(inAt, end, passing.from) })
    const order: Passing[] = []
    let count = 0
    for (const { passing, at, needs } of out) {
      while (count < into.length && (count < needs || into[count]!.at < at)) order.push(into[count++]!.passing)
      order.push(passing)
    }
    order.push(...into.slice(count).map(({ passing }) => passing))
    return order.flatMap(({ played }) => played ?? [])
  }

  /** To be called when it will not go on. */
  giveBack(): void {
    this.#allowance.giveBack(this.#spent)
    this.#spent = 0
  }

  /** What is left found nothing in the end, and after that goes in what nobody took out. */
  #isFound({ outAt }: Place): boolean {
    if (!this.#out.isDone) return false
    const last = this.#empty.left.at(-1)
    return last === undefined || Math.max(outAt, last.from) < this.#into.next().due
  }

  #go(way: Way): void {
    const { into, out, inAt, outAt } = way
    if (into === null) {
      this.#empty.take(out)
    } else {
      this.#into.take(into)
      this.#out.take(out)
    }
    this.#reached = Math.max(this.#reached, outAt)
    this.#places.push({ way, inAt, outAt, ways: this.#waysOn(way) })
  }

  #goBack(): void {
    const { way } = this.#places.pop()!
    if (way === null) return
    if (way.into === null) {
      this.#empty.putBack(way.out)
    } else {
      this.#out.putBack(way.out)
      this.#into.putBack(way.into)
    }
  }

  /** The best last: what comes out in a hurry, and went in in a hurry. */
  #waysOn(clocks: Clocks): Way[] {
    if (!this.#isNew(clocks)) return []
    const into = this.#into.next()
    const out = this.#out.next()
    const empty = this.#empty.next()
    const outDue = Math.min(out.due, empty.due)
    const ways: Way[] = []
    for (const one of empty.candidates) {
      const at = Math.max(clocks.outAt, one.from)
      if (at >= Math.min(outDue, into.due)) continue
      const way = { into: null, out: one, inAt: Math.max(clocks.inAt, at), outAt: at }
      // What goes in next does so after this moment anyway.
      if (way.inAt === clocks.inAt) return [way]
      ways.push(way)
    }
    const pair = (into: Passing | null, out: Passing | null) => {
      if (into === null || out === null) return
      const inAt = Math.max(clocks.inAt, into.from)
      const outAt = Math.max(clocks.outAt, out.from, inAt)
      if (outAt < outDue) ways.push({ into, out, inAt, outAt })
    }
    // What may not have gone in, and was taken by what may not have happened, can be left out.
    for (const one of into.candidates) {
      for (const other of out.candidates) if (other.value === one.value) pair(one, other)
      pair(one, this.#out.spare(one.value, out.due))
      pair(one, this.#out.spare(anything, out.due))
    }
    for (const other of out.candidates) pair(this.#into.spare(other.value, into.due), other)
    return ways.sort((left, right) => right.out.to - left.out.to || (right.into?.to ?? 0) - (left.into?.to ?? 0))
  }

  /** False if it was here before with a clock that stood no later. */
  #isNew({ inAt }: Clocks): boolean {
    const name = this.#into.signature() + this.#out.signature() + this.#empty.signature()
    const before = this.#seen.get(name)
    if (before !== undefined && before <= inAt) return false
    this.#seen.set(name, inAt)
    const places = before === undefined ? 1 + name.length / charactersPerPlace : 0
    this.#spent += places
    this.#allowance.spend(places)
    return true
  }
}

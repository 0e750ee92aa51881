// The search of Wing and Gong (1993) with Lowe's memo (2017): take one operation after the other, as the order allows
// and the model permits, and go back when stuck. It finds an order in which all completed operations could have
// happened one at a time, or knows that there is none.
//
// Operations of unknown outcome are what makes such a search explode: each may happen at any later time or never. So
// they are spares, taken only to make a completed operation possible, in chains that are kept short at first. And what
// was reached with some spares used up need not be tried again with more of them used up.

import type { Allowance } from './allowance.ts'
import { foresee } from './foresight.ts'
import { nowhere } from './kind.ts'
import { Memo } from './memo.ts'
import { Situation, type Task } from './situation.ts'
import type { Pace, Preparing } from './stretches.ts'
import { lavishWaysOn, type Way, waysOn } from './ways.ts'

/** How many spares may stand in a chain; or `lavish`: as many as you like, for they are never used up. */
export type ChainMax = number | 'lavish'

/**
 * `lost`: there is no order. `cut short`: there is none with such short chains. `given up`: that would take more
 * memory, or there were more ways than could be tried.
 */
export type SearchResult = 'found' | 'lost' | 'cut short' | 'given up' | 'not done'

/** A place in the search: what led to it, and the ways on that are left to try. */
interface Place {
  readonly way: Way | null
  readonly stateBefore: number
  /** Reads that fitted the state at once. */
  readonly absorbed: readonly number[]
  readonly ways: Way[]
}

/** An operation as the search took it: of a spare, only the kind is known. */
export type Taken =
  | { readonly is: 'completed'; readonly operation: number }
  | { readonly is: 'spare'; readonly spare: number }

export class Search {
  readonly #situation: Situation
  readonly #memo: Memo
  readonly #allowance: Allowance
  readonly #chainMax: ChainMax
  readonly #places: Place[] = []
  readonly #isLostFromTheStart: boolean
  #reached = 0
  #isCut = false
  #isCrowded = false
  #effort = 0

  private constructor(situation: Situation, isLost: boolean, chainMax: ChainMax, allowance: Allowance) {
    this.#situation = situation
    this.#memo = new Memo(allowance)
    this.#allowance = allowance
    this.#chainMax = chainMax
    this.#isLostFromTheStart = isLost
    this.#arrive(null, nowhere)
  }

  static *begin(task: Task, chainMax: ChainMax, allowance: Allowance, pace: Pace): Preparing<Search> {
    const situation = new Situation(task, yield* foresee(task, chainMax === 'lavish', pace))
    const isLost = yield* situation.isLost(pace)
    return new Search(situation, isLost, chainMax, allowance)
  }

  /** Goes on for about so many steps, or chains of spares tried. */
  run(steps: number): SearchResult {
    if (this.#isLostFromTheStart) return 'lost'
    for (this.#effort = 0; this.#effort < steps; this.#effort++) {
      if (this.#situation.order.isDone) return 'found'
      const place = this.#places.at(-1)
      if (place === undefined) return this.#isCrowded ? 'given up' : this.#isCut ? 'cut short' : 'lost'
      if (this.#allowance.isSpent) return 'given up'
      const way = place.ways.pop()
      if (way === undefined) this.#goBack()
      else this.#go(way)
    }
    return 'not done'
  }

  /** What it has taken so far; once it has found an order, that order. */
  get path(): readonly Taken[] {
    return this.#places.flatMap(({ way, absorbed }) => [
      ...(way?.chain ?? []).map((spare): Taken => ({ is: 'spare', spare })),
      ...(way === null ? absorbed : [way.operation, ...absorbed]).map(
        (operation): Taken => ({ is: 'completed', operation }),
      ),
    ])
  }

  /** Until when all that returned could be taken, at best. */
  get reached(): number {
    return this.#reached
  }

  /** To be called when it will not go on. */
  giveBack(): void {
    this.#memo.giveBack()
  }

  #go(way: Way): void {
    const { states } = this.#situation
    const { object } = this.#situation.kindOf(way.operation)
    const stateBefore = states[object]!
    this.#situation.spend(way.chain)
    this.#situation.take(way.operation)
    states[object] = way.next
    this.#arrive(way, stateBefore)
  }

  #arrive(way: Way | null, stateBefore: number): void {
    const absorbed = this.#absorb()
    this.#places.push({ way, stateBefore, absorbed, ways: this.#waysOn() })
  }

  #waysOn(): Way[] {
    const situation = this.#situation
    const { order, operations, used } = situation
    if (order.isDone) return []
    this.#reached = Math.max(this.#reached, operations[order.due()]!.returnedAt)
    if (!this.#memo.isNew(situation.signature(), used)) return []
    const { ways, isCut, isCrowded, effort } =
      this.#chainMax === 'lavish' ? lavishWaysOn(situation) : waysOn(situation, this.#chainMax)
    this.#isCut ||= isCut
    this.#isCrowded ||= isCrowded
    this.#effort += effort
    return ways
  }

  #goBack(): void {
    const { way, stateBefore, absorbed } = this.#places.pop()!
    for (const operation of absorbed.toReversed()) this.#situation.putBack(operation)
    if (way === null) return
    this.#situation.states[this.#situation.kindOf(way.operation).object] = stateBefore
    this.#situation.putBack(way.operation)
    this.#situation.refund(way.chain)
  }

  /** A read that fits the state never hurts to take at once: it changes nothing, and later it may fit no more. */
  #absorb(): readonly number[] {
    const { order, states } = this.#situation
    const absorbed: number[] = []
    for (let before = -1; before < absorbed.length && !order.isDone; ) {
      before = absorbed.length
      for (const operation of order.candidates()) {
        if (!this.#situation.isReadOf(states[this.#situation.kindOf(operation).object]!, operation)) continue
        this.#situation.take(operation)
        absorbed.push(operation)
      }
    }
    return absorbed
  }
}

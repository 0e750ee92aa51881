// The search of Wing and Gong (1993) with Lowe's memo (2017): take one operation after the other, as order and model
// allow, and go back when stuck. It finds an order in which all could have happened one at a time, or that none exists.
//
// Operations of unknown outcome are what makes such a search explode: each may happen at any later time or never. So
// they are not taken for their own sake. The search takes a completed operation, and before it a chain of pending
// ones only where each of the chain makes a difference to the next. And what was reached with some pending operations
// used up need not be tried again with more of them used up.

import type { HistoryOperation } from '../trace/history.ts'
import { type Kind, nowhere } from './kind.ts'
import { Memo } from './memo.ts'
import type { Order, Ordered } from './order.ts'
import { type Supplied, Supply } from './supply.ts'

/** A place with more ways on than this belongs to a model that tells too much apart: the search says so and stops. */
export const movesMax = 20_000

/** Operations of unknown outcome that do the same. They differ only in when they were invoked. */
export interface Spare {
  readonly kind: Kind
  readonly operations: readonly HistoryOperation[]
}

export interface SearchObject {
  readonly initial: number
  /** Whether the object can go from one state to another without a whole state being written; null if unknown. */
  readonly mayBecome: ((from: number, to: number) => boolean) | null
}

export interface SearchSpace {
  readonly objects: readonly SearchObject[]
  readonly operations: readonly Ordered[]
  readonly spares: readonly Spare[]
  readonly order: Order
  readonly placesMax: number
  /** Whether it may turn back as soon as it is lost, and not only when it is stuck. */
  readonly hasForesight: boolean
}

/** One operation, after a chain of spares that make it possible. */
interface Move {
  readonly chain: readonly number[]
  readonly operation: number
  readonly next: number
}

/** A place in the search: what led to it, and the ways on that are left to try. */
interface Place {
  readonly move: Move | null
  readonly stateBefore: number
  /** Reads that fitted the state at once. */
  readonly absorbed: readonly number[]
  readonly ways: Move[]
}

/** An operation as the search took it: of a spare, only the kind is known. */
export type Taken =
  | { readonly is: 'completed'; readonly operation: number }
  | { readonly is: 'spare'; readonly spare: number }

/** `lost`: there is no such order. `given up`: the memo is full, or a place had more ways on than it may have. */
export type SearchResult = 'found' | 'lost' | 'given up' | 'not done'

export class Search {
  readonly #operations: readonly Ordered[]
  readonly #spares: readonly Spare[]
  /** For each object, the spares on it. */
  readonly #sparesOn: readonly (readonly number[])[]
  readonly #order: Order
  readonly #states: number[]
  readonly #supplies: readonly Supply[]
  readonly #used: Uint16Array
  readonly #memo: Memo
  readonly #places: Place[] = []
  #taken = 0
  #isWhole = true
  #deepest: { readonly taken: number; readonly path: readonly Taken[]; readonly due: number } | null = null

  constructor({ objects, operations, spares, order, placesMax, hasForesight }: SearchSpace) {
    this.#operations = operations
    this.#spares = spares
    this.#sparesOn = objects.map((_, object) =>
      spares.flatMap(({ kind }, spare) => (kind.object === object ? [spare] : [])),
    )
    this.#order = order
    this.#states = objects.map(({ initial }) => initial)
    const supplied = [
      ...operations.map(({ kind }): Supplied => ({ kind, isPending: false })),
      ...spares.flatMap(({ kind, operations }) => operations.map((): Supplied => ({ kind, isPending: true }))),
    ]
    this.#supplies = objects.map(
      ({ mayBecome }, object) =>
        new Supply(
          supplied.filter(({ kind }) => kind.object === object),
          hasForesight ? mayBecome : null,
        ),
    )
    this.#used = new Uint16Array(spares.length)
    this.#memo = new Memo(placesMax)
    this.#places.push({ move: null, stateBefore: nowhere, absorbed: this.#absorb(), ways: this.#waysOn() })
  }

  /** Goes on for so many steps. */
  run(steps: number): SearchResult {
    for (let step = 0; step < steps; step++) {
      if (this.#order.isDone) return 'found'
      const place = this.#places.at(-1)
      if (place === undefined) return this.#isWhole ? 'lost' : 'given up'
      if (this.#memo.isFull) return 'given up'
      const move = place.ways.pop()
      if (move === undefined) this.#goBack()
      else this.#go(move)
    }
    return 'not done'
  }

  /** Whether a value that has to be found can never have been there: then there is nothing to search. */
  get isLostFromTheStart(): boolean {
    return this.#supplies.some((supply, object) => supply.strandsAny(this.#states[object]!))
  }

  /** The way that took the most completed operations, and the one that could not follow although it had to. */
  get deepest(): { readonly path: readonly Taken[]; readonly due: number } {
    if (!this.#order.isDone) this.#remember()
    return this.#deepest!
  }

  #go(move: Move): void {
    const { kind } = this.#operations[move.operation]!
    const stateBefore = this.#states[kind.object]!
    this.#spend(move.chain)
    this.#take(move.operation)
    this.#states[kind.object] = move.next
    const absorbed = this.#absorb()
    const isNew = this.#order.isDone || this.#memo.isNew(this.#signature(), this.#used)
    this.#places.push({ move, stateBefore, absorbed, ways: isNew ? this.#waysOn() : [] })
  }

  #goBack(): void {
    this.#remember()
    const { move, stateBefore, absorbed } = this.#places.pop()!
    for (const operation of absorbed.toReversed()) this.#putBack(operation)
    if (move === null) return
    this.#states[this.#operations[move.operation]!.kind.object] = stateBefore
    this.#putBack(move.operation)
    this.#refund(move.chain)
  }

  /** A read that fits the state never hurts to take at once: it changes nothing, and later it may fit no more. */
  #absorb(): readonly number[] {
    const absorbed: number[] = []
    for (let before = -1; before < absorbed.length && !this.#order.isDone; ) {
      before = absorbed.length
      for (const operation of this.#order.candidates()) {
        const { kind } = this.#operations[operation]!
        if (!kind.observes || kind.next(this.#states[kind.object]!) === nowhere) continue
        this.#take(operation)
        absorbed.push(operation)
      }
    }
    return absorbed
  }

  /** The ways on from here, the best last: it is taken first. */
  #waysOn(): Move[] {
    if (this.#order.isDone) return []
    const candidates = this.#order.candidates()
    const ways: Move[] = []
    for (const operation of candidates) {
      const { kind } = this.#operations[operation]!
      const state = this.#states[kind.object]!
      const next = kind.next(state)
      if (next !== nowhere && !this.#strands(kind, state, next, false)) ways.push({ chain: [], operation, next })
    }
    for (const [object, spares] of this.#sparesOn.entries()) {
      const onObject = candidates.filter(operation => this.#operations[operation]!.kind.object === object)
      if (onObject.length === 0) continue
      const open = spares.filter(spare => !onObject.some(operation => this.#isTwin(operation, spare)))
      this.#addChains(ways, { candidates: onObject, spares: open, chain: [], states: [this.#states[object]!] })
    }
    return ways.sort((left, right) => this.#compare(right, left))
  }

  /** Extends the chain by each spare in turn. `states` are those that it has led through. */
  #addChains(ways: Move[], { candidates, spares, chain, states }: ChainSearch): void {
    const state = states.at(-1)!
    const before = states.at(-2)
    for (const spare of spares) {
      const { kind, operations } = this.#spares[spare]!
      if (ways.length >= movesMax) this.#isWhole = false
      if (!this.#isWhole || this.#used[spare]! >= this.#order.countOpen(operations)) continue
      const next = kind.next(state)
      // A step in a circle is for nothing, and so was the spare before this one if this one does the same without it.
      if (next === nowhere || states.includes(next) || (before !== undefined && kind.next(before) === next)) continue
      if (this.#strands(kind, state, next, true)) continue
      const longer = [...chain, spare]
      this.#spend([spare])
      const fitting = candidates.find(operation => this.#isReadOf(next, operation))
      if (fitting !== undefined) {
        ways.push({ chain: longer, operation: fitting, next })
      } else {
        this.#addEnds(ways, candidates, longer, state, next)
        this.#addChains(ways, { candidates, spares, chain: longer, states: [...states, next] })
      }
      this.#refund([spare])
    }
  }

  /** The operations to which the last spare of the chain, from `before` to `state`, makes a difference. */
  #addEnds(ways: Move[], candidates: readonly number[], chain: readonly number[], before: number, state: number): void {
    for (const operation of candidates) {
      const { kind } = this.#operations[operation]!
      const next = kind.next(state)
      if (next === nowhere || next === kind.next(before) || this.#strands(kind, state, next, false)) continue
      ways.push({ chain, operation, next })
    }
  }

  /** Then the operation is the better one to take: the spare can do the same any time later. */
  #isTwin(operation: number, spare: number): boolean {
    return this.#operations[operation]!.kind === this.#spares[spare]!.kind
  }

  #isReadOf(state: number, operation: number): boolean {
    const { kind } = this.#operations[operation]!
    return kind.observes && kind.next(state) !== nowhere
  }

  /** Whether the step leaves a state that somebody still has to find, with nothing left to bring it back. */
  #strands(kind: Kind, state: number, next: number, isPending: boolean): boolean {
    if (state === next) return false
    const supply = this.#supplies[kind.object]!
    supply.take(kind, isPending)
    const isLost = supply.strands(state, next)
    supply.putBack(kind, isPending)
    return isLost
  }

  /** Few spares before many, and what returns early before what returns late. */
  #compare(left: Move, right: Move): number {
    return (
      left.chain.length - right.chain.length ||
      this.#operations[left.operation]!.returnedAt - this.#operations[right.operation]!.returnedAt
    )
  }

  #take(operation: number): void {
    this.#taken++
    this.#order.take(operation)
    const { kind } = this.#operations[operation]!
    this.#supplies[kind.object]!.take(kind, false)
  }

  #putBack(operation: number): void {
    this.#taken--
    this.#order.putBack(operation)
    const { kind } = this.#operations[operation]!
    this.#supplies[kind.object]!.putBack(kind, false)
  }

  #spend(chain: readonly number[]): void {
    for (const spare of chain) {
      const { kind } = this.#spares[spare]!
      this.#used[spare]!++
      this.#supplies[kind.object]!.take(kind, true)
    }
  }

  #refund(chain: readonly number[]): void {
    for (const spare of chain) {
      const { kind } = this.#spares[spare]!
      this.#used[spare]!--
      this.#supplies[kind.object]!.putBack(kind, true)
    }
  }

  #signature(): string {
    let text = ''
    for (const state of this.#states) text += String.fromCharCode(state & 0xffff, state >>> 16)
    return text + this.#order.signature()
  }

  #remember(): void {
    if (this.#deepest !== null && this.#deepest.taken >= this.#taken) return
    const path = this.#places.flatMap(({ move, absorbed }) => [
      ...(move?.chain ?? []).map((spare): Taken => ({ is: 'spare', spare })),
      ...(move === null ? absorbed : [move.operation, ...absorbed]).map(
        (operation): Taken => ({ is: 'completed', operation }),
      ),
    ])
    this.#deepest = { taken: this.#taken, path, due: this.#order.due() }
  }
}

interface ChainSearch {
  readonly candidates: readonly number[]
  readonly spares: readonly number[]
  readonly chain: readonly number[]
  readonly states: readonly number[]
}

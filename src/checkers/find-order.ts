// Looks for an order of operations on one or more objects, a stretch of search at a time.

import type { HistoryKey, HistoryValue } from '../trace/history.ts'
import type { Allowance } from './allowance.ts'
import { InTurn } from './in-turn.ts'
import { type Kind, Kinds } from './kind.ts'
import type { Model, Played } from './model.ts'
import { narrowByValues } from './narrow-values.ts'
import type { Order, Ordered } from './order.ts'
import { ProcessOrder } from './process-order.ts'
import { type ChainMax, Search, type SearchResult } from './search.ts'
import type { Spare, Task } from './situation.ts'
import { never, type Window } from './window.ts'

/** Between two looks at the clock: a few milliseconds. */
const stretchSteps = 1_000
/** Spares in a chain, at first. Each time that was not enough, it doubles. */
const chainMaxAtFirst = 1

export type Objects = ReadonlyMap<HistoryKey | null, readonly Played[]>

/** What has to be kept: that what returned comes before what was invoked later, or each process's own order. */
export type Keeping = 'real time' | 'process order'

export type FinderResult = Exclude<SearchResult, 'cut short'>

export interface Question {
  readonly model: Model
  readonly initial: HistoryValue | undefined
  readonly objects: Objects
  readonly keeping: Keeping
  readonly allowance: Allowance
}

export class OrderFinder {
  readonly #played: readonly Played[]
  readonly #task: Omit<Task, 'order'>
  readonly #orderOf: () => Order
  readonly #allowance: Allowance
  #chainMax = chainMaxAtFirst
  #search: Search
  /** An easier search, whose failure says as much; null once it succeeded, or gave up. */
  #lavish: Search | null
  #result: FinderResult = 'not done'

  constructor({ model, initial, objects, keeping, allowance }: Question) {
    const began = model.initial(initial)
    const searched: Kinds<unknown, unknown>[] = []
    const operations: Ordered[] = []
    const pending: { readonly played: Played; readonly kind: Kind }[] = []
    for (const played of objects.values()) {
      const windows = windowsOf(played)
      const narrowed = keeping === 'real time' ? narrow(model, windows, began) : windows
      if (narrowed === null) this.#result = 'lost'
      const left = narrowed ?? windows
      const calls = left.flatMap(window => (window === null ? [] : [window.call]))
      const kinds = new Kinds(model, searched.length, began, calls, allowance)
      searched.push(kinds)
      for (const [index, window] of left.entries()) {
        if (window === null) continue
        const { operation } = played[index]!
        const { call, from: invokedAt, to: returnedAt, turn } = window
        const kind = kinds.of(call)
        if (returnedAt === never) pending.push({ played: played[index]!, kind })
        else operations.push({ operation, kind, invokedAt, returnedAt, turn })
      }
    }
    operations.sort((left, right) => left.invokedAt - right.invokedAt)
    this.#played = [...objects.values()].flat()
    this.#task = { objects: searched, operations, spares: sparesOf(pending) }
    this.#orderOf = () => (keeping === 'real time' ? new InTurn(operations) : new ProcessOrder(operations))
    this.#allowance = allowance
    this.#search = this.#searchWith(chainMaxAtFirst)
    // Where states may go on for ever, spares without end would only lose the way.
    const isTold = searched.every(({ mayBecome }) => mayBecome !== null)
    this.#lavish = isTold && pending.length > 0 ? this.#searchWith('lavish') : null
  }

  get result(): FinderResult {
    return this.#result
  }

  /** The order, once it is found. */
  get found(): readonly Played[] {
    const { operations, spares } = this.#task
    const playedOf = new Map(this.#played.map(one => [one.operation, one]))
    /** A spare stands for the first operation of its kind that was not taken before. */
    const used = new Map<number, number>()
    return this.#search.path.map(taken => {
      if (taken.is === 'completed') return playedOf.get(operations[taken.operation]!.operation)!
      const count = used.get(taken.spare) ?? 0
      used.set(taken.spare, count + 1)
      return playedOf.get(spares[taken.spare]!.operations[count]!)!
    })
  }

  /** Goes on for a stretch. */
  advance(): FinderResult {
    if (this.#result !== 'not done') return this.#result
    const result = this.#search.run(stretchSteps)
    if (result === 'cut short') {
      this.#chainMax *= 2
      this.#search.giveBack()
      this.#search = this.#searchWith(this.#chainMax)
    } else if (result !== 'given up' || this.#lavish === null || this.#allowance.isSpent) {
      this.#result = result
    }
    if (this.#result === 'not done') this.#askLavish()
    else this.#giveBack()
    return this.#result
  }

  #askLavish(): void {
    const result = this.#lavish?.run(stretchSteps)
    if (result === 'not done') return
    if (result === 'lost') this.#result = 'lost'
    this.#lavish?.giveBack()
    this.#lavish = null
  }

  #giveBack(): void {
    this.#search.giveBack()
    this.#lavish?.giveBack()
  }

  #searchWith(chainMax: ChainMax): Search {
    return new Search({ ...this.#task, order: this.#orderOf() }, chainMax, this.#allowance)
  }
}

function windowsOf(played: readonly Played[]): readonly Window[] {
  return played.map(({ operation: { invoked, ending }, call, isPending }) => ({
    call,
    from: invoked.position,
    to: isPending ? never : ending.at!.position,
    turn: null,
  }))
}

function narrow(model: Model, windows: readonly Window[], began: unknown): readonly (Window | null)[] | null {
  return model.narrow === undefined ? narrowByValues(model, windows, began) : model.narrow(windows, began)
}

function sparesOf(pending: readonly { readonly played: Played; readonly kind: Kind }[]): readonly Spare[] {
  const byKind = new Map<Kind, Played[]>()
  for (const { played, kind } of pending) {
    const alike = byKind.get(kind)
    if (alike === undefined) byKind.set(kind, [played])
    else alike.push(played)
  }
  return [...byKind].map(([kind, alike]) => ({ kind, operations: alike.map(({ operation }) => operation) }))
}

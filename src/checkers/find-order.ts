// Looks for an order of operations on one or more objects, a stretch of search at a time, and puts into words why there
// is none.

import type { HistoryKey, HistoryOperation, HistoryValue } from '../trace/history.ts'
import { type Kind, Kinds } from './kind.ts'
import type { Model, Played } from './model.ts'
import type { Order, Ordered } from './order.ts'
import { Search, type SearchObject, type SearchResult, type Spare, type Taken } from './search.ts'

/** Places that a search remembers at once, at some hundred bytes each. */
export const placesMax = 3_000_000
/** Steps between two looks at the clock: a few milliseconds. */
const stretchSteps = 2_000
/** Once it is clear that there is no order, steps spent on showing how far one can get. */
const showSteps = 50_000

export interface SearchOptions {
  /** Asked every few milliseconds; once it says true, what is undecided stays unknown. */
  readonly expired?: () => boolean
  readonly placesMax?: number
}

/** Why there is no order. */
export interface Stuck {
  /** Null where all keys were searched together. */
  readonly key: HistoryKey | null
  /** The longest way found, in the order in which the operations could have taken effect. */
  readonly prefix: readonly HistoryOperation[]
  /** What had to come next, and could not. */
  readonly stuck: HistoryOperation
  /** What each object does after the prefix: `the register holds 3`. */
  readonly state: string
}

export type Objects = ReadonlyMap<HistoryKey | null, readonly Played[]>

export class OrderFinder {
  readonly #model: Model
  readonly #initial: HistoryValue | undefined
  readonly #objects: Objects
  readonly #completed: readonly Played[]
  readonly #operations: readonly Ordered[]
  readonly #spares: readonly Spare[]
  readonly #searched: readonly SearchObject[]
  readonly #orderOf: (operations: readonly Ordered[]) => Order
  readonly #search: Search
  #result: SearchResult = 'not done'

  constructor(
    model: Model,
    initial: HistoryValue | undefined,
    objects: Objects,
    orderOf: (operations: readonly Ordered[]) => Order,
    limit?: number,
  ) {
    this.#model = model
    this.#initial = initial
    this.#objects = objects
    const kindOf = new Map<Played, Kind>()
    const searched: Kinds<unknown, unknown>[] = []
    for (const played of objects.values()) {
      const calls = played.map(({ call }) => call)
      const kinds = new Kinds(model, searched.length, model.initial(initial), calls)
      searched.push(kinds)
      for (const one of played) kindOf.set(one, kinds.of(one.call))
    }
    const all = [...kindOf.keys()].sort((left, right) => invokedAt(left) - invokedAt(right))
    this.#completed = all.filter(({ isPending }) => !isPending)
    this.#operations = this.#completed.map(one => ({
      operation: one.operation,
      kind: kindOf.get(one)!,
      returnedAt: one.operation.ending.at!.position,
    }))
    this.#spares = sparesOf(
      all.filter(({ isPending }) => isPending),
      kindOf,
    )
    this.#searched = searched
    this.#orderOf = orderOf
    this.#search = this.#searchOf(true, limit)
    if (this.#search.isLostFromTheStart) this.#result = 'lost'
  }

  get result(): SearchResult {
    return this.#result
  }

  /** Goes on for a stretch. */
  advance(): SearchResult {
    if (this.#result === 'not done') this.#result = this.#search.run(stretchSteps)
    return this.#result
  }

  /** Once the search is lost: how far one can get, and in words why no further. */
  whyLost(): { readonly evidence: Stuck; readonly explanation: string } {
    const blind = this.#searchOf(false, placesMax)
    blind.run(showSteps)
    const { path, due } = blind.deepest
    const prefix = this.#namesOf(path)
    const { operation: stuck, call } = this.#completed[due]!
    const key = this.#objects.size === 1 ? [...this.#objects.keys()][0]! : (this.#model.partition?.(stuck) ?? null)
    const state = this.#stateAfter(prefix, key)
    const { invoked, ending, process } = stuck
    const what = `${this.#model.describe.call(call)} by process ${process} (lines ${invoked.line} to ${ending.at!.line})`
    const where = key === null ? '' : ` on key ${JSON.stringify(key)}`
    const when = prefix.length === 0 ? 'at first' : `after the ${prefix.length} operations that can be put in order`
    return {
      evidence: { key, prefix: prefix.map(({ operation }) => operation), stuck, state },
      explanation: `${what}${where} cannot take effect: ${when}, ${state}`,
    }
  }

  #searchOf(hasForesight: boolean, limit = placesMax): Search {
    return new Search({
      objects: this.#searched,
      operations: this.#operations,
      spares: this.#spares,
      order: this.#orderOf(this.#operations),
      placesMax: limit,
      hasForesight,
    })
  }

  /** A spare stands for the first operation of its kind that was not taken before. */
  #namesOf(path: readonly Taken[]): readonly Played[] {
    const used = new Map<number, number>()
    const played = new Map([...this.#objects.values()].flat().map(one => [one.operation, one]))
    return path.map(taken => {
      if (taken.is === 'completed') return this.#completed[taken.operation]!
      const count = used.get(taken.spare) ?? 0
      used.set(taken.spare, count + 1)
      return played.get(this.#spares[taken.spare]!.operations[count]!)!
    })
  }

  /** Replayed with the true values, for the search saw only as much of them as the history tells apart. */
  #stateAfter(prefix: readonly Played[], key: HistoryKey | null): string {
    let state = this.#model.initial(this.#initial)
    const own = new Set(this.#objects.get(key))
    for (const one of prefix) {
      if (!own.has(one)) continue
      const step = this.#model.step(state, one.call)
      if (step.is === 'taken') state = step.next
    }
    return this.#model.describe.state(state)
  }
}

function sparesOf(pending: readonly Played[], kindOf: ReadonlyMap<Played, Kind>): readonly Spare[] {
  const byKind = new Map<Kind, HistoryOperation[]>()
  for (const one of pending) {
    const kind = kindOf.get(one)!
    const alike = byKind.get(kind)
    if (alike === undefined) byKind.set(kind, [one.operation])
    else alike.push(one.operation)
  }
  return [...byKind].map(([kind, operations]) => ({ kind, operations }))
}

function invokedAt({ operation }: Played): number {
  return operation.invoked.position
}

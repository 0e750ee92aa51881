// Looks for an order of operations on one or more objects, a stretch of search at a time.

import type { HistoryKey, HistoryValue } from '../trace/history.ts'
import type { Allowance } from './allowance.ts'
import { InTurn } from './in-turn.ts'
import type { Model, Played } from './model.ts'
import { type Prepared, prepareSearch } from './prepare-search.ts'
import { ProcessOrder } from './process-order.ts'
import { type ChainMax, Search, type SearchResult } from './search.ts'

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

interface Running {
  readonly task: Prepared
  search: Search
  /** An easier search, whose failure says as much; null once it succeeded, or gave up. */
  lavish: Search | null
}

export class OrderFinder {
  readonly #played: readonly Played[]
  readonly #keeping: Keeping
  readonly #allowance: Allowance
  readonly #preparing: Generator<undefined, Prepared | null>
  #chainMax = chainMaxAtFirst
  #running: Running | null = null
  #result: FinderResult = 'not done'

  constructor(question: Question) {
    this.#played = [...question.objects.values()].flat()
    this.#keeping = question.keeping
    this.#allowance = question.allowance
    this.#preparing = prepareSearch(question)
  }

  get result(): FinderResult {
    return this.#result
  }

  /** The order; empty as long as it is not found. */
  get found(): readonly Played[] {
    if (this.#result !== 'found' || this.#running === null) return []
    const { task, search } = this.#running
    const { operations, spares } = task
    const playedOf = new Map(this.#played.map(one => [one.operation, one]))
    /** A spare stands for the first operation of its kind that was not taken before. */
    const used = new Map<number, number>()
    return search.path.map(taken => {
      if (taken.is === 'completed') return playedOf.get(operations[taken.operation]!.operation)!
      const count = used.get(taken.spare) ?? 0
      used.set(taken.spare, count + 1)
      return playedOf.get(spares[taken.spare]!.operations[count]!)!
    })
  }

  /** Goes on for a stretch. */
  advance(): FinderResult {
    if (this.#result !== 'not done') return this.#result
    if (this.#running === null) this.#prepare()
    if (this.#running !== null) this.#run(this.#running)
    return this.#result
  }

  #prepare(): void {
    const { done, value: task } = this.#preparing.next()
    if (done !== true) return
    if (task === null) {
      this.#result = 'lost'
      return
    }
    // Where states may go on for ever, spares without end would only lose the way.
    const isTold = task.objects.every(({ mayBecome }) => mayBecome !== null)
    const lavish = isTold && task.spares.length > 0 ? this.#searchFor(task, 'lavish') : null
    this.#running = { task, search: this.#searchFor(task, chainMaxAtFirst), lavish }
  }

  #run(running: Running): void {
    const result = running.search.run(stretchSteps)
    if (result === 'cut short') {
      this.#chainMax *= 2
      running.search.giveBack()
      running.search = this.#searchFor(running.task, this.#chainMax)
    } else if (result !== 'given up' || running.lavish === null || this.#allowance.isSpent) {
      this.#result = result
    }
    if (this.#result === 'not done') this.#askLavish(running)
    if (this.#result === 'not done') return
    running.search.giveBack()
    running.lavish?.giveBack()
  }

  #askLavish(running: Running): void {
    const result = running.lavish?.run(stretchSteps)
    if (result === 'not done') return
    if (result === 'lost') this.#result = 'lost'
    running.lavish?.giveBack()
    running.lavish = null
  }

  #searchFor(task: Prepared, chainMax: ChainMax): Search {
    const order = this.#keeping === 'real time' ? new InTurn(task.operations) : new ProcessOrder(task.operations)
    return new Search({ ...task, order }, chainMax, this.#allowance)
  }
}

// Looks for an order of operations on one or more objects, a stretch of search at a time.

import type { HistoryKey, HistoryValue } from '../trace/history.ts'
import type { Allowance } from './allowance.ts'
import type { Model, Played } from './model.ts'
import { PairSearch } from './pair-search.ts'
import { type Prepared, prepareSearch } from './prepare-search.ts'
import { ProcessOrder } from './process-order.ts'
import { RealTimeOrder } from './real-time-order.ts'
import { type ChainMax, Search, type SearchResult, type Taken } from './search.ts'
import { SourceSearch } from './source-search.ts'
import type { Impossible } from './window.ts'

/** Between two looks at the clock: a few milliseconds. */
const stretchSteps = 1_000
/** To look at a source is a smaller step. */
const sourcesPerStep = 10
/** While hardly a way leads nowhere, however long the history is, the first search needs nobody beside it. */
const stepsAlonePerOperation = 4
/** Each step by sources looks at all operations: with more, one step takes longer than the clock may wait. */
const bySourcesMax = 30_000
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
  search: Search | PairSearch
  /** Of the first search. */
  steps: number
  /** Another search, that decides too what it decides first; null where there is none, or once it gave up. */
  beside: Search | SourceSearch | null | 'not begun'
}

export class OrderFinder {
  readonly #question: Question
  readonly #preparing: Generator<undefined, Prepared | Impossible>
  #chainMax = chainMaxAtFirst
  #running: Running | null = null
  #found: readonly Played[] = []
  #result: FinderResult = 'not done'
  #reached = 0

  constructor(question: Question) {
    this.#question = question
    this.#preparing = prepareSearch(question)
  }

  get result(): FinderResult {
    return this.#result
  }

  /** About how far into the history there was an order, if there is none of the whole. */
  get reached(): number {
    return this.#reached
  }

  /** The order; empty as long as it is not found. */
  get found(): readonly Played[] {
    return this.#found
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
    if (task.is === 'impossible') {
      this.#result = 'lost'
      this.#reached = task.at
      return
    }
    const { model, initial, keeping, allowance } = this.#question
    const isInPairs = model.flow !== undefined && keeping === 'real time'
    this.#running = {
      task,
      search: isInPairs
        ? new PairSearch(model.flow, model.initial(initial), task.placed, allowance)
        : this.#searchFor(task, chainMaxAtFirst),
      steps: 0,
      beside: isInPairs ? null : 'not begun',
    }
  }

  #besideOf(task: Prepared): Search | SourceSearch | null {
    const mayBecome = task.objects.map(object => object.mayBecome)
    if (this.#question.keeping === 'real time' && mayBecome.every(may => may === 'only itself')) {
      return task.operations.length > bySourcesMax ? null : new SourceSearch(task, this.#question.allowance)
    }
    // Where states may go on for ever, spares without end would only lose the way.
    return task.spares.length > 0 && !mayBecome.includes(null) ? this.#searchFor(task, 'lavish') : null
  }

  #run(running: Running): void {
    if (running.beside === 'not begun' && running.steps > running.task.operations.length * stepsAlonePerOperation) {
      running.beside = this.#besideOf(running.task)
    }
    const { search, beside } = running
    const result = search.run(stretchSteps)
    running.steps += stretchSteps
    this.#reached = Math.max(this.#reached, search.reached)
    if (result === 'cut short') {
      this.#chainMax *= 2
      search.giveBack()
      running.search = this.#searchFor(running.task, this.#chainMax)
    } else if (result !== 'given up' || beside === null || this.#question.allowance.isSpent) {
      this.#end(result, search, running)
    }
    const others = beside === 'not begun' ? null : beside
    if (this.#result === 'not done' && others !== null) this.#ask(others, running)
    if (this.#result === 'not done') return
    running.search.giveBack()
    others?.giveBack()
  }

  #ask(beside: Search | SourceSearch, running: Running): void {
    const isBySources = beside instanceof SourceSearch
    const result = beside.run(isBySources ? stretchSteps * sourcesPerStep : stretchSteps)
    if (result === 'not done') return
    // What is found where spares are never used up need not be an order.
    if (result === 'lost' || (result === 'found' && isBySources)) this.#end(result, beside, running)
    beside.giveBack()
    running.beside = null
  }

  #end(result: FinderResult, by: Search | SourceSearch | PairSearch, { task }: Running): void {
    this.#result = result
    if (result === 'found') this.#found = by instanceof PairSearch ? by.order : this.#playedOf(by.path, task)
  }

  /** A spare stands for the first operation of its kind that was not taken before. */
  #playedOf(path: readonly Taken[], { operations, spares }: Prepared): readonly Played[] {
    const played = [...this.#question.objects.values()].flat()
    const playedOf = new Map(played.map(one => [one.operation, one]))
    const used = new Map<number, number>()
    return path.map(taken => {
      if (taken.is === 'completed') return playedOf.get(operations[taken.operation]!.operation)!
      const count = used.get(taken.spare) ?? 0
      used.set(taken.spare, count + 1)
      return playedOf.get(spares[taken.spare]!.operations[count]!)!
    })
  }

  #searchFor(task: Prepared, chainMax: ChainMax): Search {
    const { keeping, allowance } = this.#question
    const order = keeping === 'real time' ? new RealTimeOrder(task.operations) : new ProcessOrder(task.operations)
    return new Search({ ...task, order }, chainMax, allowance)
  }
}

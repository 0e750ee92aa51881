// Looks for an order of operations on one or more objects, a stretch of search at a time.

import type { HistoryKey, HistoryValue } from '../trace/history.ts'
import type { Allowance } from './allowance.ts'
import type { Model, Played } from './model.ts'
import { PairSearch } from './pair-search.ts'
import { type Prepared, place, prepareSearch } from './prepare-search.ts'
import { ProcessOrder } from './process-order.ts'
import { RealTimeOrder } from './real-time-order.ts'
import { type ChainMax, Search, type SearchResult, type Taken } from './search.ts'
import { SourceSearch } from './source-search.ts'
import { Pace, type Preparing } from './stretches.ts'
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

type Running = InPairs | OneByOne

interface InPairs {
  readonly is: 'in pairs'
  readonly search: PairSearch
}

interface OneByOne {
  readonly is: 'one by one'
  readonly task: Prepared
  search: Search
  chainMax: number
  /** Of the first search. */
  steps: number
  /** Another search, that decides too what it decides first; null where there is none, or once it gave up. */
  beside: Search | SourceSearch | null | 'not begun'
}

export class OrderFinder {
  readonly #question: Question
  readonly #pace = new Pace()
  #doing: Preparing<Running | Impossible> | Running
  #found: () => readonly Played[] = () => []
  #result: FinderResult = 'not done'
  #reached = 0

  constructor(question: Question) {
    this.#question = question
    this.#doing = this.#begin()
  }

  get result(): FinderResult {
    return this.#result
  }

  /** Whether all is prepared. */
  get isSearching(): boolean {
    return !('next' in this.#doing)
  }

  /** About how far into the history there was an order, if there is none of the whole. */
  get reached(): number {
    return this.#reached
  }

  /** The order; empty as long as it is not found. */
  get found(): readonly Played[] {
    return this.#found()
  }

  /** Goes on for a stretch. */
  advance(): FinderResult {
    if (this.#result !== 'not done') return this.#result
    if ('next' in this.#doing) this.#prepare(this.#doing)
    else if (this.#doing.is === 'in pairs') this.#runInPairs(this.#doing)
    else this.#runOneByOne(this.#doing)
    return this.#result
  }

  #prepare(preparing: Preparing<Running | Impossible>): void {
    const { done, value } = preparing.next()
    if (done !== true) return
    if (value.is !== 'impossible') {
      this.#doing = value
      return
    }
    this.#result = 'lost'
    this.#reached = value.at
  }

  *#begin(): Preparing<Running | Impossible> {
    const { model, initial, keeping, allowance } = this.#question
    const placement = yield* place(this.#question, this.#pace)
    if (placement.is === 'impossible') return placement
    if (model.flow !== undefined && keeping === 'real time') {
      const [placed = []] = placement.objects
      const search = yield* PairSearch.begin(model.flow, model.initial(initial), placed, allowance, this.#pace)
      return { is: 'in pairs', search }
    }
    const task = yield* prepareSearch(this.#question, placement, this.#pace)
    const search = yield* this.#searchFor(task, chainMaxAtFirst)
    return { is: 'one by one', task, search, chainMax: chainMaxAtFirst, steps: 0, beside: 'not begun' }
  }

  *#withLongerChains(running: OneByOne): Preparing<Running> {
    running.search.giveBack()
    running.chainMax *= 2
    running.search = yield* this.#searchFor(running.task, running.chainMax)
    return running
  }

  *#withOneBeside(running: OneByOne): Preparing<Running> {
    const { task } = running
    const mayBecome = task.objects.map(object => object.mayBecome)
    if (this.#question.keeping === 'real time' && mayBecome.every(may => may === 'only itself')) {
      const isShort = task.operations.length <= bySourcesMax
      running.beside = isShort ? new SourceSearch(task, this.#question.allowance) : null
    } else {
      // Where states may go on for ever, spares without end would only lose the way.
      const isBounded = task.spares.length > 0 && !mayBecome.includes(null)
      running.beside = isBounded ? yield* this.#searchFor(task, 'lavish') : null
    }
    return running
  }

  *#searchFor(task: Prepared, chainMax: ChainMax): Preparing<Search> {
    const { keeping, allowance } = this.#question
    if (this.#pace.isOverAfter(task.operations.length)) yield
    const order = keeping === 'real time' ? new RealTimeOrder(task.operations) : new ProcessOrder(task.operations)
    return yield* Search.begin({ ...task, order }, chainMax, allowance, this.#pace)
  }

  #runInPairs({ search }: InPairs): void {
    this.#result = search.run(stretchSteps)
    this.#reached = search.reached
    if (this.#result === 'not done') return
    search.giveBack()
    this.#found = () => search.order
  }

  #runOneByOne(running: OneByOne): void {
    const { search, beside, steps, task } = running
    if (beside === 'not begun' && steps > task.operations.length * stepsAlonePerOperation) {
      this.#doing = this.#withOneBeside(running)
      return
    }
    const result = search.run(stretchSteps)
    running.steps += stretchSteps
    this.#reached = Math.max(this.#reached, search.reached)
    if (result === 'cut short') this.#doing = this.#withLongerChains(running)
    else if (result !== 'given up' || beside === null || this.#question.allowance.isSpent) {
      this.#end(result, search, task)
    }
    const others = beside === 'not begun' ? null : beside
    if (this.#result === 'not done' && others !== null) this.#ask(others, running)
    if (this.#result === 'not done') return
    running.search.giveBack()
    others?.giveBack()
  }

  #ask(beside: Search | SourceSearch, running: OneByOne): void {
    const isBySources = beside instanceof SourceSearch
    const result = beside.run(isBySources ? stretchSteps * sourcesPerStep : stretchSteps)
    if (result === 'not done') return
    // What is found where spares are never used up need not be an order.
    if (result === 'lost' || (result === 'found' && isBySources)) this.#end(result, beside, running.task)
    beside.giveBack()
    running.beside = null
  }

  #end(result: FinderResult, by: Search | SourceSearch, task: Prepared): void {
    this.#result = result
    if (result === 'found') this.#found = () => this.#playedOf(by.path, task)
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
}

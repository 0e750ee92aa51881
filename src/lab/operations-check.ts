// Whether what clients saw of a run could have come from one object that does one thing at a time: judged as far as the
// reader is, a stretch at a time, so that a page does not stand still. It does not know what is drawn of it.

import { linearizing } from '../checkers/linearizable.ts'
import type { Model } from '../checkers/model.ts'
import { models } from '../checkers/models.ts'
import type { Stretches } from '../checkers/stretches.ts'
import type { Stuck } from '../checkers/stuck.ts'
import type { Verdict } from '../checkers/verdict.ts'
import type { History } from '../trace/history.ts'
import { MalformedHistory } from '../trace/history-malformed.ts'
import { historyOf } from '../trace/trace-history.ts'
import type { Undertaking } from './tape/operations.ts'
import type { Tape } from './tape/tape.ts'

/** Enough for what a class does in an hour; a hopeless history is not searched until the memory is full. */
const placesMax = 200_000

export type OperationsVerdict =
  | { readonly is: 'holds' }
  | {
      readonly is: 'broken'
      readonly explanation: string
      /** The first whose answer cannot be explained, by its place among the operations. */
      readonly stuck: number
      /** All before it that count for its key, in an order that explains them. */
      readonly order: readonly number[]
    }
  | { readonly is: 'unknown'; readonly why: string }

export class OperationsCheck {
  /** As they stood when so many happenings were over: who had no answer yet was waiting. */
  readonly operations: readonly Undertaking[]
  /** The object that the clients take the cluster for, by the words that they use; null where no model speaks them. */
  readonly model: Model | null
  readonly #history: History | null = null
  readonly #search: Stretches<Verdict<Stuck>> | null = null
  #isBegun = false
  #verdict: OperationsVerdict | null = null

  constructor({ operations, happenings }: Pick<Tape, 'operations' | 'happenings'>, position: number) {
    this.operations = operations.filter(({ begun }) => begun.index < position).map(one => asOf(one, position))
    this.model = modelOf(this.operations)
    if (this.model === null) return
    try {
      this.#history = historyOf(happenings.slice(0, position), this.model.name)
      this.#search = linearizing(this.#history, this.model, placesMax)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Null while nobody can say. */
  get verdict(): OperationsVerdict | null {
    return this.#verdict
  }

  /** Searches for a few milliseconds, or ends the search with what it knows. False when there is nothing left to do. */
  advance(isTimeUp = false): boolean {
    if (this.#search === null || this.#verdict !== null) return false
    try {
      const stretch = this.#search.next(this.#isBegun && isTimeUp)
      this.#isBegun = true
      if (stretch.done === true) this.#verdict = this.#told(stretch.value)
    } catch (error) {
      this.#fail(error)
    }
    return this.#verdict === null
  }

  #told(verdict: Verdict<Stuck>): OperationsVerdict {
    if (verdict.is !== 'broken') return verdict
    const places = new Map(this.#history!.operations.map((operation, place) => [operation, place]))
    const { prefix, stuck } = verdict.evidence
    return {
      is: 'broken',
      explanation: verdict.explanation,
      stuck: places.get(stuck)!,
      order: prefix.map(operation => places.get(operation)!),
    }
  }

  /** A file may say anything: what is no history is not judged. */
  #fail(error: unknown): void {
    if (!(error instanceof MalformedHistory)) throw error
    this.#verdict = { is: 'unknown', why: error.message }
  }
}

function asOf(one: Undertaking, position: number): Undertaking {
  return one.ended === null || one.ended.index < position ? one : { ...one, ended: null }
}

function modelOf(operations: readonly Undertaking[]): Model | null {
  const words = new Set(operations.map(({ operation }) => operation.f))
  if (words.size === 0) return null
  return [...models.values()].find(model => [...words].every(word => Object.hasOwn(model.words, word))) ?? null
}

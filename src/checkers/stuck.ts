// Evidence that operations cannot be ordered: how much of the history can be explained, and the first answer that cannot.

import type { HistoryKey, HistoryOperation } from '../trace/history.ts'
import { Allowance } from './allowance.ts'
import { type Objects, OrderFinder, type Question } from './find-order.ts'
import type { Played } from './model.ts'
import type { Stretches } from './stretches.ts'

/** Stretches of search spent on one beginning of the history, before a shorter one is tried: so many, and for its length. */
const stretchesAtLeast = 100
const stretchesPerPosition = 0.002

/** Why there is no order. */
export interface Stuck {
  /** Null where all keys were searched together. */
  readonly key: HistoryKey | null
  /** What came before, in an order in which it could have taken effect. */
  readonly prefix: readonly HistoryOperation[]
  /** The first whose return cannot be explained. */
  readonly stuck: HistoryOperation
  /** What its object does after the prefix: `the register holds 3`. */
  readonly state: string
}

/**
 * Of a question whose answer is no. If a history can be explained, so can each beginning of it, in which some operations
 * have not returned yet. So the longest such beginning is found by halves, in strides from where the search came to.
 */
export function* whyStuck(
  question: Question,
  reached: number,
): Stretches<{ readonly evidence: Stuck; readonly explanation: string }> {
  const { model, objects } = question
  const returned = [...objects.values()]
    .flat()
    .filter(({ isPending }) => !isPending)
    .sort((left, right) => returnedAt(left) - returnedAt(right))
  let order: readonly Played[] = []
  let low = 0
  let high = returned.length
  let guess = returned.filter(one => returnedAt(one) < reached).length
  for (let stride = 1; high - low > 1; stride *= 2) {
    const middle = Math.min(Math.max(guess, low + 1), high - 1)
    const found = yield* orderUntil(question, returnedAt(returned[middle]!))
    if (found === null) {
      high = middle
    } else {
      low = middle
      order = found
    }
    const isBetween = low > 0 && high < returned.length
    guess = isBetween ? (low + high) >>> 1 : found === null ? high - stride : low + stride
  }
  const { operation: stuck, call } = returned[low]!
  const key = objects.size === 1 ? [...objects.keys()][0]! : (model.partition?.(stuck) ?? null)
  const state = stateAfter(order, question, key)
  const { invoked, ending, process } = stuck
  const what = `${model.describe.call(call)} by process ${process} (lines ${invoked.line} to ${ending.at!.line})`
  const where = key === null ? '' : ` on key ${JSON.stringify(key)}`
  const when = order.length === 0 ? 'at first' : `after the ${order.length} operations that can be put in order`
  return {
    evidence: { key, prefix: order.map(({ operation }) => operation), stuck, state },
    explanation: `${what}${where} cannot take effect: ${when}, ${state}`,
  }
}

/** An order of what returned before a position, with what was invoked by then; null if there is none, or it is hard. */
function* orderUntil(question: Question, end: number): Stretches<readonly Played[] | null> {
  const finder = new OrderFinder({ ...question, objects: until(question, end), allowance: new Allowance() })
  const stretchesMax = stretchesAtLeast + end * stretchesPerPosition
  for (let searched = 0; searched < stretchesMax; searched += Number(finder.isSearching)) {
    if (yield) return null
    const result = finder.advance()
    if (result === 'found') return finder.found
    if (result !== 'not done') return null
  }
  return null
}

function until({ model, objects }: Question, end: number): Objects {
  return new Map(
    [...objects].map(([key, played]) => [
      key,
      played.flatMap(one => {
        if (one.operation.invoked.position >= end) return []
        if (one.isPending || returnedAt(one) < end) return [one]
        return model.observes(one.call) ? [] : [{ ...one, isPending: true }]
      }),
    ]),
  )
}

function returnedAt({ operation }: Played): number {
  return operation.ending.at!.position
}

function stateAfter(order: readonly Played[], { model, initial, objects }: Question, key: HistoryKey | null): string {
  let state = model.initial(initial)
  const own = new Set(objects.get(key)?.map(({ operation }) => operation))
  for (const one of order) {
    if (!own.has(one.operation)) continue
    const step = model.step(state, one.call)
    if (step.is === 'taken') state = step.next
  }
  return model.describe.state(state)
}

// Sequential consistency: some order of all operations keeps the order of each process and explains every answer
// (Lamport, How to make a multiprocessor computer, 1979). Real time counts for nothing.
//
// Unlike linearizability it cannot be judged key by key: two keys may be fine alone and not together. But easier
// questions often answer it. What is linearizable is sequential; what is sequential is so on each key, and causal.

import type { History } from '../trace/history.ts'
import { type CausalEvidence, causal } from './causal.ts'
import { type Objects, OrderFinder, type SearchOptions, type Stuck } from './find-order.ts'
import { type Model, objectsOf, playedOf } from './model.ts'
import type { Order, Ordered } from './order.ts'
import { ProcessOrder } from './process-order.ts'
import { RealTimeOrder } from './real-time-order.ts'
import { holds, unknown, type Verdict } from './verdict.ts'

type OrderOf = (operations: readonly Ordered[]) => Order

const inProcessOrder: OrderOf = operations => new ProcessOrder(operations)
const inRealTime: OrderOf = operations => new RealTimeOrder(operations)

/** Throws `MalformedHistory` where the history does not speak the words of the model. */
export function sequential(
  history: History,
  model: Model,
  options: SearchOptions = {},
): Verdict<Stuck | CausalEvidence> {
  const objects = objectsOf(playedOf(history, model), model)
  const finderOf = (searched: Objects, order: OrderOf) =>
    new OrderFinder(model, history.initial, searched, order, options.placesMax)
  const alone = [...objects].map(object => new Map([object]))
  const together = finderOf(objects, inProcessOrder)
  const keys = objects.size === 1 ? [] : alone.map(object => finderOf(object, inProcessOrder))
  const timed = alone.map(object => finderOf(object, inRealTime))
  for (let round = 0; ; round++) {
    // A stretch of each question in turn, until one of them is answered.
    for (const finder of [...timed, ...keys, together]) {
      if (options.expired?.()) return unknown('the time ran out')
      const result = finder.advance()
      if (result === 'lost' && !timed.includes(finder)) return { is: 'broken', ...finder.whyLost() }
      if (finder === together && result === 'found') return holds
      if (finder === together && result === 'given up') return unknown('too many ways to order the operations')
      if (finder === timed.at(-1) && timed.every(({ result }) => result === 'found')) return holds
    }
    const refuted = round === 0 ? causal(history, model) : holds
    if (refuted.is === 'broken') return refuted
  }
}

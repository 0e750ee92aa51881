// Sequential consistency: some order of all operations keeps the order of each process and explains every answer
// (Lamport, How to make a multiprocessor computer, 1979). Real time counts for nothing.
//
// Unlike linearizability it cannot be judged key by key: two keys may be fine alone and not together.

import type { History } from '../trace/history.ts'
import { OrderFinder, type SearchOptions, type Stuck } from './find-order.ts'
import { type Model, objectsOf, playedOf } from './model.ts'
import { ProcessOrder } from './process-order.ts'
import { holds, unknown, type Verdict } from './verdict.ts'

/** Throws `MalformedHistory` where the history does not speak the words of the model. */
export function sequential(history: History, model: Model, options: SearchOptions = {}): Verdict<Stuck> {
  const objects = objectsOf(playedOf(history, model), model)
  const finder = new OrderFinder(
    model,
    history.initial,
    objects,
    operations => new ProcessOrder(operations),
    options.placesMax,
  )
  for (;;) {
    if (options.expired?.()) return unknown('the time ran out')
    switch (finder.advance()) {
      case 'found':
        return holds
      case 'lost':
        return { is: 'broken', ...finder.whyLost() }
      case 'given up':
        return unknown('too many ways to order the operations')
    }
  }
}

// Linearizability: each operation seems to take effect at one moment between its invocation and its return
// (Herlihy and Wing, Linearizability, 1990).

import type { History } from '../trace/history.ts'
import { OrderFinder, type SearchOptions, type Stuck } from './find-order.ts'
import { type Model, objectsOf, playedOf } from './model.ts'
import { RealTimeOrder } from './real-time-order.ts'
import { holds, unknown, type Verdict } from './verdict.ts'

/** Throws `MalformedHistory` where the history does not speak the words of the model. */
export function linearizable(history: History, model: Model, options: SearchOptions = {}): Verdict<Stuck> {
  let undecided = [...objectsOf(playedOf(history, model), model)].map(object => ({
    key: object[0],
    finder: new OrderFinder(
      model,
      history.initial,
      new Map([object]),
      operations => new RealTimeOrder(operations),
      options.placesMax,
    ),
  }))
  const givenUp: string[] = []
  // A stretch for each in turn: one hard key must not keep a broken one from being found.
  while (undecided.length > 0) {
    const open: typeof undecided = []
    for (const object of undecided) {
      if (options.expired?.()) return unknown(`the time ran out with ${undecided.length} objects undecided`)
      const result = object.finder.advance()
      if (result === 'lost') return { is: 'broken', ...object.finder.whyLost() }
      if (result === 'given up') givenUp.push(JSON.stringify(object.key))
      if (result === 'not done') open.push(object)
    }
    undecided = open
  }
  return givenUp.length === 0 ? holds : unknown(`too many ways to order the operations on key ${givenUp.join(', ')}`)
}

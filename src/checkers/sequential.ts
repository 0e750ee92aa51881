// Sequential consistency: some order of all operations keeps the order of each process and explains every answer
// (Lamport, How to make a multiprocessor computer, 1979). Real time counts for nothing.
//
// Unlike linearizability it cannot be judged key by key: two keys may be fine alone and not together. But easier
// questions often answer it. What is linearizable is sequential; what is sequential is so on each key, and causal.

import type { History } from '../trace/history.ts'
import { Allowance } from './allowance.ts'
import { type CausalEvidence, causal } from './causal.ts'
import { type Keeping, type Objects, OrderFinder, type Question } from './find-order.ts'
import type { SearchOptions } from './linearizable.ts'
import { type Model, objectsOf, playedOf } from './model.ts'
import { finish } from './stretches.ts'
import { type Stuck, whyStuck } from './stuck.ts'
import { holds, unknown, type Verdict } from './verdict.ts'

/** Stretches for each search before causal memory is asked. A search that is done by then has the better evidence. */
const roundsAlone = 4

/** Throws `MalformedHistory` where the history does not speak the words of the model. */
export function sequential(
  history: History,
  model: Model,
  { expired = () => false, placesMax }: SearchOptions = {},
): Verdict<Stuck | CausalEvidence> {
  const objects = objectsOf(playedOf(history, model), model)
  const allowance = new Allowance(placesMax)
  const ask = (searched: Objects, keeping: Keeping) => {
    const question: Question = { model, initial: history.initial, objects: searched, keeping, allowance }
    return { question, finder: new OrderFinder(question) }
  }
  const alone = [...objects].map(object => new Map([object]))
  const together = ask(objects, 'process order')
  const keys = objects.size === 1 ? [] : alone.map(object => ask(object, 'process order'))
  const timed = alone.map(object => ask(object, 'real time'))
  for (let round = 0; ; round++) {
    // A stretch of each question in turn, until one of them is answered.
    for (const asked of [...timed, ...keys, together]) {
      if (expired()) return unknown('the time ran out')
      const result = asked.finder.advance()
      if (result === 'lost' && !timed.includes(asked))
        return { is: 'broken', ...finish(whyStuck(asked.question, asked.finder.reached), expired) }
      if (asked === together && result === 'found') return holds
      if (asked === together && result === 'given up') return unknown('too many ways to order the operations')
      if (asked === timed.at(-1) && timed.every(({ finder }) => finder.result === 'found')) return holds
    }
    const refuted = round === roundsAlone ? causal(history, model, { expired }) : holds
    if (refuted.is === 'broken') return refuted
  }
}

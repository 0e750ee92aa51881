// Histories at random, larger than a test has time for, judged by the fast checker, by one of its searches alone, and by
// trying every order.

import { linearizable } from '../../src/checkers/linearizable.ts'
import type { Model } from '../../src/checkers/model.ts'
import { casRegister, keyValue, models, queue } from '../../src/checkers/models.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { isLinearizable } from '../checkers/brute-force.ts'
import { bySources } from '../checkers/by-sources.ts'
import { randomHistory } from '../checkers/random-history.ts'

const larger = { processesMax: 6, eventsMax: 22 }

const modelOf: ReadonlyMap<string, Model> = new Map([
  ...models,
  ['written-once', casRegister],
  ['set-once', casRegister],
  ['queued-once', queue],
  ['queued-before', queue],
  ['appended-once', keyValue],
])

/** A sentence for each history on which the two differ. */
export function disagreements(from: number, to: number): string[] {
  const sentences: string[] = []
  for (let seed = from; seed <= to; seed++) {
    for (const [draw, model] of modelOf) {
      const history = randomHistory(new SeededRandom(seed), draw, 1, larger)
      const { is } = linearizable(history, model)
      const truth = isLinearizable(history, model) ? 'holds' : 'broken'
      if (is !== truth) sentences.push(`${draw}, seed ${seed}: ${truth}, and the checker says ${is}`)
      const told = bySources(history, model) ?? truth
      if (told !== truth) sentences.push(`${draw}, seed ${seed}: ${truth}, and by sources it is ${told}`)
    }
  }
  return sentences
}

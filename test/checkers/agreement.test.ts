// The fast checkers agree with the definitions, on every one of thousands of small histories, of which half are wrong.

import { describe, expect, test } from 'vitest'
import { causal } from '../../src/checkers/causal.ts'
import { linearizable } from '../../src/checkers/linearizable.ts'
import { casRegister, models } from '../../src/checkers/models.ts'
import { sequential } from '../../src/checkers/sequential.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { isCausal, isLinearizable, isSequential } from './brute-force.ts'
import { randomHistory } from './random-history.ts'

const seeds = Array.from({ length: 3000 }, (_, seed) => seed)
const isHeld = (holds: boolean) => (holds ? 'holds' : 'broken')

describe.each([...models.values()])('$name', model => {
  test.each([1, 2])('linearizable agrees with trying every order, %i keys', keys => {
    for (const seed of seeds) {
      const history = randomHistory(new SeededRandom(seed), model.name, keys)
      expect(linearizable(history, model).is, `seed ${seed}`).toBe(isHeld(isLinearizable(history, model)))
    }
  })

  test('sequential agrees with trying every order', () => {
    for (const seed of seeds) {
      const history = randomHistory(new SeededRandom(seed), model.name, 1)
      expect(sequential(history, model).is, `seed ${seed}`).toBe(isHeld(isSequential(history, model)))
    }
  })
})

test('causal agrees with giving each process an order of its own', () => {
  let decided = 0
  for (const seed of seeds) {
    const history = randomHistory(new SeededRandom(seed), 'written-once', 2)
    const { is } = causal(history, casRegister)
    if (is === 'unknown') continue
    decided++
    expect(is, `seed ${seed}`).toBe(isHeld(isCausal(history, casRegister)))
  }
  expect(decided).toBeGreaterThan(seeds.length / 2)
})

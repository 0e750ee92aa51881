// The fast checkers agree with the definitions, on every one of thousands of small histories, of which half are wrong.

import { describe, expect, test, vi } from 'vitest'
import { causal } from '../../src/checkers/causal.ts'
import { linearizable } from '../../src/checkers/linearizable.ts'
import { type Model, playedOf } from '../../src/checkers/model.ts'
import { casRegister, keyValue, models, mutex, queue } from '../../src/checkers/models.ts'
import { sequential } from '../../src/checkers/sequential.ts'
import { SeededRandom } from '../../src/core/random.ts'
import type { HistoryOperation } from '../../src/trace/history.ts'
import { isCausal, isLinearizable, isSequential } from './brute-force.ts'
import { bySources } from './by-sources.ts'
import { randomHistory } from './random-history.ts'

/** Each takes a second; more where many others want the machine. */
vi.setConfig({ testTimeout: 60_000 })

const seeds = Array.from({ length: 3000 }, (_, seed) => seed)
const endOf = ({ ending }: HistoryOperation) => ending.at!.position
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

test.each([
  ['set-once', casRegister],
  ['queued-once', queue],
  ['appended-once', keyValue],
  ['queued-before', queue],
] as const)('linearizable agrees with trying every order: %s', (draw, model: Model) => {
  for (const seed of seeds) {
    const history = randomHistory(new SeededRandom(seed), draw, 1)
    expect(linearizable(history, model).is, `seed ${seed}`).toBe(isHeld(isLinearizable(history, model)))
  }
})

test.each([
  ['cas-register', casRegister],
  ['set-once', casRegister],
  ['mutex', mutex],
  ['key-value', keyValue],
] as const)('to ask where values came from agrees with trying every order: %s', (draw, model: Model) => {
  let decided = 0
  for (const seed of seeds) {
    const history = randomHistory(new SeededRandom(seed), draw, 1, { processesMax: 6, eventsMax: 16 })
    const is = bySources(history, model)
    if (is === null) continue
    decided++
    expect(is, `seed ${seed}`).toBe(isHeld(isLinearizable(history, model)))
  }
  expect(decided).toBeGreaterThan(seeds.length / 6)
})

test('the evidence is an order of what came before, in which each answer fits', () => {
  let broken = 0
  for (const seed of seeds) {
    const model = [...models.values()][seed % models.size]!
    const history = randomHistory(new SeededRandom(seed), model.name, 1)
    const verdict = linearizable(history, model)
    if (verdict.is !== 'broken') continue
    broken++
    const { prefix, stuck } = verdict.evidence
    const callOf = new Map(playedOf(history, model).map(({ operation, call }) => [operation, call]))
    let state = model.initial(history.initial)
    for (const operation of prefix) {
      const step = model.step(state, callOf.get(operation)!)
      expect(step.is, `seed ${seed}`).toBe('taken')
      if (step.is === 'taken') state = step.next
    }
    const due = history.operations.filter(({ ending }) => ending.is === 'ok' && ending.at.position < endOf(stuck))
    expect(prefix, `seed ${seed}`).toEqual(expect.arrayContaining(due.filter(operation => callOf.has(operation))))
  }
  expect(broken).toBeGreaterThan(seeds.length / 4)
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

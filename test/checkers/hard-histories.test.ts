// Thousands of operations on ten keys, hundreds of unknown outcome, decided in seconds: true ones, and the same with
// one answer changed.

import { describe, expect, test } from 'vitest'
import { linearizable } from '../../src/checkers/linearizable.ts'
import { casRegister, keyValue, models, queue } from '../../src/checkers/models.ts'
import { type History, type HistoryOperation, historyFrom } from '../../src/trace/history.ts'
import { corrupt, type Invention, inventEvents, inventHistory, swapDequeued } from './invent-history.ts'

/** Generous, for machines that many share; on a laptop each takes a second or two at most. */
const secondsMax = 30
/** A few milliseconds on a machine of one's own. */
const stretchMsMax = 500

const kinds: readonly Pick<Invention, 'model' | 'values' | 'specialPart'>[] = [
  { model: 'cas-register', values: null, specialPart: 0 },
  { model: 'cas-register', values: null, specialPart: 0.4 },
  { model: 'cas-register', values: 5, specialPart: 0.4 },
  { model: 'key-value', values: null, specialPart: 0.4 },
]
const crowds: readonly Pick<Invention, 'clients' | 'lostPart'>[] = [
  { clients: 10, lostPart: 0.15 },
  { clients: 100, lostPart: 0.1 },
]
/** Appends that come once: what was read tells their order, however many were at it at a time. */
const appends: readonly Invention[] = [
  { clients: 400, keys: 10, operations: 5000, specialPart: 0.4 },
  { clients: 100, keys: 1, operations: 3000, specialPart: 0.4 },
  { clients: 40, keys: 1, operations: 2000, specialPart: 0.95 },
].map((crowd, seed) => ({ seed, model: 'key-value', values: null, lostPart: 0.1, ...crowd }))
/** Appends of few values, that may all have gone into one text as well as into another. */
const alike: readonly Invention[] = [
  { clients: 50, values: 5, operations: 4000, specialPart: 0.4, lostPart: 0.05 },
  { clients: 50, values: 20, operations: 4000, specialPart: 0.4, lostPart: 0.1 },
  { clients: 30, values: 5, operations: 4000, specialPart: 0.9, lostPart: 0.1 },
].map(crowd => ({ seed: 1, model: 'key-value', keys: 10, ...crowd }))
/** All on one key, where every answer may come from one of many. */
const crowded: readonly Invention[] = [
  { clients: 60, values: 5, specialPart: 0.4 },
  { clients: 100, values: 20, specialPart: 0.4 },
  { clients: 100, values: 20, specialPart: 0.9 },
  { clients: 100, values: 100, specialPart: 0.2, lostPart: 0.4 },
  { clients: 400, values: 3, specialPart: 0.4 },
].map(crowd => ({ seed: 1, model: 'cas-register', keys: 1, operations: 2000, lostPart: 0.1, ...crowd }))
const inventions = [
  ...kinds.flatMap(kind =>
    crowds.map((crowd, seed): Invention => ({ seed, keys: 10, operations: 5000, ...kind, ...crowd })),
  ),
  ...appends,
  ...alike,
  ...crowded,
]

describe.each(inventions)(
  '$model, $clients clients, $keys keys, distinct values $values, lost $lostPart, special $specialPart',
  invention => {
    const model = models.get(invention.model)!

    test('what a real store did is linearizable', { timeout: secondsMax * 1000 }, () => {
      const history = inventHistory(invention)
      expect(history.operations.filter(({ ending }) => ending.is === 'unknown').length).toBeGreaterThan(100)
      expect(linearizable(history, model)).toEqual({ is: 'holds' })
    })

    test('with one answer changed, it is decided too', { timeout: secondsMax * 1000 }, () => {
      const { initial } = inventHistory(invention)
      const header = { model: invention.model, ...(initial === undefined ? {} : { initial }) }
      const history = historyFrom(corrupt(inventEvents(invention), invention.seed), header)
      const { is } = linearizable(history, model)
      if (invention.values === null) expect(is).toBe('broken')
      else expect(is).not.toBe('unknown')
    })
  },
)

describe.each([
  { clients: 5, values: null, lostPart: 0.1, specialPart: 0.45, operations: 2000 },
  { clients: 100, values: null, lostPart: 0.1, specialPart: 0.55, operations: 2000 },
  { clients: 10, values: 10, lostPart: 0.01, specialPart: 0.5, operations: 3000 },
])('a queue with $clients clients, distinct values $values, lost $lostPart', crowd => {
  const invention: Invention = { seed: 1, model: 'queue', keys: 1, ...crowd }
  const stretchesMax = crowd.values === null ? 50 : 5000
  const isLost = ({ f, ending }: HistoryOperation) => f === 'dequeue' && ending.is === 'unknown'

  test('lost dequeues and all, is linearizable', { timeout: secondsMax * 1000 }, () => {
    const history = inventHistory(invention)
    expect(history.operations.filter(isLost).length).toBeGreaterThan(10)
    expect(linearizable(history, queue)).toEqual({ is: 'holds' })
  })

  test('with two answers swapped, is not', { timeout: secondsMax * 1000 }, () => {
    const history = historyFrom(swapDequeued(inventEvents(invention)), { model: 'queue' })
    let stretches = 0
    expect(linearizable(history, queue, { expired: () => stretches++ > stretchesMax }).is).toBe('broken')
  })
})

describe.each([
  { clients: 5, values: 100, specialPart: 0.3 },
  { clients: 10, values: 20, specialPart: 0.3 },
  { clients: 10, values: null, specialPart: 0.3 },
])('a long history of one key, $clients clients, distinct values $values', crowd => {
  const operations = 20_000
  const stretchesMax = operations / 400
  const invention: Invention = { seed: 1, model: 'cas-register', keys: 1, lostPart: 0.001, operations, ...crowd }
  const decide = (history: History) => {
    let stretches = 0
    return linearizable(history, casRegister, { expired: () => stretches++ > stretchesMax }).is
  }

  test('is decided in stretches in proportion to its length', { timeout: secondsMax * 1000 }, () => {
    expect(decide(inventHistory(invention))).toBe('holds')
  })

  test('and so it is, with evidence, where it broke half way', { timeout: secondsMax * 1000 }, () => {
    const history = historyFrom(corrupt(inventEvents(invention), invention.seed), { model: invention.model })
    expect(decide(history)).toBe('broken')
  })
})

test('what is too hard is given up when the time is over, and not long after', () => {
  const limitMs = 500
  const tangle = { seed: 0, keys: 1, operations: 2000, values: 20, clients: 100, lostPart: 0.3, specialPart: 0.9 }
  const history = inventHistory({ model: 'key-value', ...tangle })
  const tookMs = Array.from({ length: 3 }, () => {
    const startMs = performance.now()
    const verdict = linearizable(history, keyValue, { expired: () => performance.now() - startMs > limitMs })
    expect(verdict).toEqual({ is: 'unknown', why: 'the time ran out with 1 objects undecided' })
    return performance.now() - startMs
  })
  // A machine that stands still for a moment is late now and then; a search that does not look at the clock, each time.
  expect(Math.min(...tookMs)).toBeLessThan(limitMs * 1.05 + stretchMsMax)
})

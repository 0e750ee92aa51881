// Goal: a paper's figures stand beside ours, with how sure ours are. Method: a small table, and statistics by hand.

import { describe, expect, test } from 'vitest'
import { means, standardErrors } from '../../src/command/statistics.ts'
import { speak } from './spoken.ts'

test('figures are printed beside those of the paper', async () => {
  const { code, out } = await speak('reproduce', 'gossip/demers', '--runs', '2')
  expect(code).toBe(0)
  expect(out).toMatch(/^variant push-feedback-counter, k 3, n 1000, fanout 1; 2 runs$/m)
  expect(out).toMatch(/^ {2}residue +0\.\d+ +[\d.]+ +0\.011$/m)
})

test('as JSON they are name, settings, runs, ours and paper', async () => {
  const { out } = await speak('reproduce', 'gossip/demers', '--runs', '2', '--set', 'n=50', '--set', 'k=1', '--json')
  expect(JSON.parse(out)).toEqual({
    name: 'gossip/demers',
    settings: { variant: 'push-feedback-counter', k: 1, n: 50, fanout: 1 },
    runs: 2,
    ours: expect.objectContaining({ residue: expect.any(Number), traffic: expect.any(Number) }),
    paper: {},
    errors: expect.objectContaining({ residue: expect.any(Number) }),
  })
})

test('where a run comes to no end there are no figures, and nobody can say', async () => {
  const typed = ['reproduce', 'raft/elections', '--set', 'down=3', '--runs', '2']
  const { code, out } = await speak(...typed)
  expect({ code, out }).toEqual({
    code: 3,
    out: expect.stringContaining('a run came to no end that could be measured'),
  })
  const { out: json } = await speak(...typed, '--json')
  expect(JSON.parse(json)).toMatchObject({ runs: 2, ours: {}, paper: {}, errors: {} })
})

describe('statistics', () => {
  const runs = [1, 2, 3, 4, 5, 9].map(a => ({ a }))

  test('the standard error of a mean is s / sqrt(n), and a single run has none', () => {
    expect(means(runs)).toEqual({ a: 4 })
    expect(standardErrors(runs).a).toBeCloseTo(Math.sqrt((9 + 4 + 1 + 0 + 1 + 25) / 5 / 6), 12)
    expect(standardErrors(runs.slice(0, 1))).toEqual({})
  })

  test('what one run could not measure has no mean', () => {
    const torn = [{ a: 1, b: 2 }, { a: 3 }]
    expect(means(torn)).toEqual({ a: 2 })
    expect(standardErrors(torn)).toEqual({ a: 1 })
  })
})

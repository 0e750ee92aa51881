// Goal: a paper's figures stand beside ours, with how sure ours are. Method: a small table, and statistics by hand.

import { describe, expect, test } from 'vitest'
import { standardErrors, summaryOf } from '../../src/command/statistics.ts'
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

describe('statistics', () => {
  const runs = [1, 2, 3, 4, 5, 9].map(a => ({ a }))

  test('the standard error of a mean is s / sqrt(n)', () => {
    const variance = runs.reduce((sum, { a }) => sum + (a - 4) ** 2, 0) / 5
    expect(summaryOf(runs, {})).toEqual({ a: 4 })
    expect(standardErrors(runs, {}).a).toBeCloseTo(Math.sqrt(variance / 6), 12)
  })

  test('a figure that is no mean has an error too, and a single run has none', () => {
    const summarise = (figures: readonly Readonly<Record<string, number>>[]) => ({
      largest: Math.max(...figures.map(({ a }) => a!)),
    })
    expect(summaryOf(runs, { summarise })).toEqual({ largest: 9 })
    // Without the 9 the largest is 5, and otherwise 9.
    expect(standardErrors(runs, { summarise }).largest).toBeCloseTo(
      Math.sqrt((5 / 6) * (5 * (2 / 3) ** 2 + (10 / 3) ** 2)),
    )
    expect(standardErrors(runs.slice(0, 1), {})).toEqual({})
  })
})

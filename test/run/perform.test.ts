// Goal: a test run never looks better than it was. Method: made-up steps, and what gets printed about them.

import { describe, expect, test } from 'vitest'
import { performAll } from './perform.ts'
import type { Step } from './steps.ts'
import { closingLine, exitCode, judge, nothing, oneFailed, onePassed, sum, type Tally } from './tally.ts'

describe('a run of steps', () => {
  test('ends with one line that adds up its tests and checks', async () => {
    const { printed, total } = await runOf(check('lint', onePassed), tests('unit', { ...nothing, passed: 7 }))
    expect(printed.at(-1)).toBe('8 passed, 0 failed')
    expect(exitCode(total)).toBe(0)
  })

  test('counts a step that crashes as failed, says why, and performs the next one', async () => {
    const crashing: Step = {
      title: 'browser',
      kind: 'tests',
      run: () => Promise.reject(new TypeError('no such browser')),
    }
    const { printed, total } = await runOf(crashing, tests('unit', onePassed))
    expect(printed).toContain('failed: browser\n    TypeError: no such browser')
    expect(printed.at(-1)).toBe('1 passed, 1 failed')
    expect(exitCode(total)).toBe(1)
  })

  test('repeats every failure at its end, where somebody who sees only that will look', async () => {
    const { printed } = await runOf(tests('unit', oneFailed('sums', 'expected 3')), check('lint', oneFailed('lint')))
    const end = printed.slice(printed.findIndex(line => line.includes('All together')))
    expect(end).toEqual(expect.arrayContaining(['failed: sums\n    expected 3', 'failed: lint']))
  })

  test('fails when no test ran, even if every check passed', async () => {
    const { printed, total } = await runOf(check('lint', onePassed), tests('unit', nothing))
    expect(printed).toContain('failed: no test ran, and that is a failure')
    expect(exitCode(total)).toBe(1)
  })

  test('does not take skipped tests for tests that ran', async () => {
    const { printed, total } = await runOf(tests('unit', { ...nothing, skipped: ['hash: vectors (absent)'] }))
    expect(printed).toContain('skipped: hash: vectors (absent)')
    expect(printed.at(-1)).toBe('0 passed, 1 failed, 1 skipped')
    expect(exitCode(total)).toBe(1)
  })

  test('says that it was narrowed, and to what', async () => {
    const { printed } = await runOf(tests('unit', onePassed))
    expect(printed).toContain('only test files whose path contains: core')
  })

  test('leaves a step that comes after the deadline no more than a moment', async () => {
    let limitMs = 0
    const step: Step = { title: 'late', kind: 'tests', run: async order => note(order.limitMs) }
    const note = (limit: number): Tally => {
      limitMs = limit
      return onePassed
    }
    await performAll({ steps: [step], filters: [], limitMs: -5000, print: () => {} })
    expect(limitMs).toBe(1)
  })
})

describe('a tally', () => {
  test('without a count is one failure: the runner crashed before it could count', () => {
    expect(judge(null, true)).toEqual(oneFailed('the test runner ended before it had counted'))
  })

  test('that shows no failure gains one when its runner ended badly', () => {
    expect(judge(onePassed, false)).toEqual({
      passed: 1,
      failed: ['the test runner ended badly, though no test failed'],
      skipped: [],
    })
  })

  test('that already shows the failure does not count it twice', () => {
    expect(judge(oneFailed('sums'), false)).toEqual(oneFailed('sums'))
  })

  test('of a failure that says too much keeps the first lines, without colours', () => {
    const [account] = oneFailed('sums', `\u001b[31mred\u001b[39m\n\n${'more\n'.repeat(100)}`).failed
    expect(account?.split('\n')).toEqual(['sums', '    red', ...Array(15).fill('    more')])
    expect(oneFailed('sums', 'x'.repeat(1e6)).failed[0]?.length).toBe(1500)
  })

  test('of nothing at all does not pass', () => {
    expect(exitCode(sum([]))).toBe(1)
  })

  test('mentions skipped tests only when there are any', () => {
    expect(closingLine(onePassed)).toBe('1 passed, 0 failed')
    expect(closingLine({ ...onePassed, skipped: ['a', 'b'] })).toBe('1 passed, 0 failed, 2 skipped')
  })
})

const check = (title: string, tally: Tally): Step => ({ title, kind: 'check', run: async () => tally })
const tests = (title: string, tally: Tally): Step => ({ title, kind: 'tests', run: async () => tally })

async function runOf(...steps: Step[]): Promise<{ printed: string[]; total: Tally }> {
  const printed: string[] = []
  const total = await performAll({ steps, filters: ['core'], limitMs: 1000, print: line => printed.push(line) })
  return { printed, total }
}

// Goal: many runs together say what they should, and no more. Method: results by hand, in all their mixtures.

import { expect, test } from 'vitest'
import type { RuleVerdict } from '../../src/checkers/judge.ts'
import type { RunResult } from '../../src/command/task.ts'
import { Verdicts } from '../../src/command/verdicts.ts'
import type { Lab } from '../../src/lab/lab.ts'

const lab = {
  rules: [
    { id: 'R1', says: 'Safe.', kind: 'always' },
    { id: 'R2', says: 'Rare.', kind: 'sometimes' },
  ],
} as unknown as Lab

const holds: RuleVerdict = { is: 'holds' }
const broken: RuleVerdict = { is: 'broken', explanation: 'two leaders', at: 3 }
const unknown: RuleVerdict = { is: 'unknown', why: 'the search ran out of time' }

function judged(...[always, sometimes]: readonly [RuleVerdict, RuleVerdict]): RunResult {
  const counts = { simulatedMs: 1, happenings: 1, steps: 1, messages: 1, lost: 0, faults: 0, operations: 0 }
  const rules = [always, sometimes].map(verdict => ({ id: '', says: '', kind: 'always', verdict }))
  return { is: 'judged', report: { rules, digest: '0123', counts, faults: [] } } as never
}

const stopped: RunResult = { is: 'stopped', why: 'AssertionError: terms only rise' }

test.each([
  ['all hold', [judged(holds, holds), judged(holds, unknown)], ['holds', 'holds'], 0, null],
  ['something rare was not reached', [judged(holds, unknown)], ['holds', 'unknown'], 0, null],
  [
    'one breaks a rule',
    [judged(holds, holds), judged(broken, holds), judged(unknown, holds)],
    ['broken', 'holds'],
    1,
    2,
  ],
  ['one is undecided', [judged(unknown, holds), judged(holds, holds)], ['unknown', 'holds'], 3, null],
  [
    'an undecided one is followed by a broken one',
    [judged(unknown, holds), judged(broken, holds)],
    ['broken', 'holds'],
    1,
    2,
  ],
  ['one stops at a mistake', [judged(holds, holds), stopped, judged(broken, holds)], ['broken', 'holds'], 1, 2],
] as const)('when %s', (_name, results, words, exitCode, brokenSeed) => {
  const verdicts = new Verdicts(lab)
  for (const [index, result] of results.entries()) verdicts.add(index + 1, result)
  expect(verdicts.rules.map(({ verdict }) => verdict)).toEqual(words)
  expect(verdicts).toMatchObject({ exitCode, brokenSeed, runs: results.length })
})

test('the first explanation stays, with its seed', () => {
  const verdicts = new Verdicts(lab)
  verdicts.add(4, judged(broken, holds))
  verdicts.add(5, judged({ ...broken, explanation: 'three leaders' }, holds))
  expect(verdicts.rules[0]).toMatchObject({ why: 'two leaders', seed: 4 })
  verdicts.add(6, stopped)
  expect(verdicts.stopped).toEqual({ seed: 6, why: 'AssertionError: terms only rise' })
})

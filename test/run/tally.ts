// What a test run comes to: how many passed, how many failed, and what was skipped and why.

import { stripVTControlCharacters } from 'node:util'

export interface Tally {
  readonly passed: number
  /** An account of each failure: what failed, and how, as far as its first lines tell. */
  readonly failed: readonly string[]
  /** One line for each skipped test, with the notice it left. */
  readonly skipped: readonly string[]
}

export const nothing: Tally = { passed: 0, failed: [], skipped: [] }
export const onePassed: Tally = { ...nothing, passed: 1 }

const linesMax = 16
const charactersMax = 1500

/** Long enough to begin the search for the cause where only the end of a run's output was kept. */
export function oneFailed(what: string, how = ''): Tally {
  const lines = stripVTControlCharacters(how)
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line !== '')
  const account = [what, ...lines.slice(0, linesMax)].join('\n    ')
  return { ...nothing, failed: [account.slice(0, charactersMax)] }
}

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, tally) => ({
      passed: total.passed + tally.passed,
      failed: [...total.failed, ...tally.failed],
      skipped: [...total.skipped, ...tally.skipped],
    }),
    nothing,
  )
}

/** The line that machines read, so it stands alone and comes last. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
}

/** A run that tested nothing has not passed. */
export function exitCode({ passed, failed }: Tally): 0 | 1 {
  return failed.length === 0 && passed > 0 ? 0 : 1
}

/** Believes the worse of two witnesses: what a test runner counted, and how it ended. Null: it never got to count. */
export function judge(counted: Tally | null, endedWell: boolean): Tally {
  if (!counted) return oneFailed('the test runner ended before it had counted')
  if (endedWell || counted.failed.length > 0) return counted
  return sum([counted, oneFailed('the test runner ended badly, though no test failed')])
}

// What a test run comes to: how many passed, how many failed, and what was skipped and why.

export interface Tally {
  readonly passed: number
  readonly failed: number
  /** One line for each skipped test, with the notice it left. */
  readonly skipped: readonly string[]
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: [] }
export const onePassed: Tally = { ...nothing, passed: 1 }
export const oneFailed: Tally = { ...nothing, failed: 1 }

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, tally) => ({
      passed: total.passed + tally.passed,
      failed: total.failed + tally.failed,
      skipped: [...total.skipped, ...tally.skipped],
    }),
    nothing,
  )
}

/** The line that machines read, so it stands alone and comes last. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
}

/** A run that tested nothing has not passed. */
export function exitCode({ passed, failed }: Tally): 0 | 1 {
  return failed === 0 && passed > 0 ? 0 : 1
}

/** Believes the worse of two witnesses: what a test runner counted, and how it ended. Null: it never got to count. */
export function judge(counted: Tally | null, endedWell: boolean): Tally {
  if (!counted) return oneFailed
  return endedWell || counted.failed > 0 ? counted : sum([counted, oneFailed])
}

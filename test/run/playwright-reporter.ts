// Counts what Playwright ran, beside its own reporter. An error outside any test counts as a failed test.

import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter'
import { nothing, oneFailed, onePassed, sum, type Tally } from './tally.ts'
import { saveTally } from './tally-file.ts'

export default class PlaywrightTally implements Reporter {
  #tests: readonly TestCase[] = []
  #errorsOutsideTests = 0

  onBegin(_config: unknown, suite: Suite): void {
    this.#tests = suite.allTests()
  }

  onError(): void {
    this.#errorsOutsideTests++
  }

  onEnd({ status }: FullResult): void {
    const errors = status === 'timedout' ? this.#errorsOutsideTests + 1 : this.#errorsOutsideTests
    saveTally(sum([...this.#tests.map(tallyOfTest), { ...nothing, failed: errors }]))
  }
}

/** A flaky test, which failed first and then passed, is a failure here: nobody reads it twice otherwise. */
function tallyOfTest(test: TestCase): Tally {
  switch (test.outcome()) {
    case 'expected':
      return onePassed
    case 'skipped':
      return { ...nothing, skipped: [`${test.titlePath().filter(Boolean).join(' > ')}${notice(test)}`] }
    case 'unexpected':
    case 'flaky':
      return oneFailed
  }
}

/** Nobody asked to skip a test that did not run: one before it broke what they share. */
function notice({ annotations, expectedStatus }: TestCase): string {
  const reasons = annotations.flatMap(annotation => annotation.description ?? [])
  if (reasons.length === 0 && expectedStatus !== 'skipped') return ' (did not run)'
  return reasons.length > 0 ? ` (${reasons.join('; ')})` : ''
}

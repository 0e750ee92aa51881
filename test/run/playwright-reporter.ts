// Counts what Playwright ran, beside its own reporter. An error outside any test counts as a failed test.

import type { FullResult, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter'
import { nothing, oneFailed, onePassed, sum, type Tally } from './tally.ts'
import { saveTally } from './tally-file.ts'

export default class PlaywrightTally implements Reporter {
  #tests: readonly TestCase[] = []
  #outside: readonly Tally[] = []

  onBegin(_config: unknown, suite: Suite): void {
    this.#tests = suite.allTests()
  }

  onError({ message }: TestError): void {
    this.#outside = [...this.#outside, oneFailed('outside any test', message)]
  }

  onEnd({ status }: FullResult): void {
    const late = status === 'timedout' ? [oneFailed('the stories', 'took longer than they may')] : []
    saveTally(sum([...this.#tests.map(tallyOfTest), ...this.#outside, ...late]))
  }
}

/** A flaky test, which failed first and then passed, is a failure here: nobody reads it twice otherwise. */
function tallyOfTest(test: TestCase): Tally {
  const name = test.titlePath().filter(Boolean).join(' > ')
  switch (test.outcome()) {
    case 'expected':
      return onePassed
    case 'skipped':
      return { ...nothing, skipped: [`${name}${notice(test)}`] }
    case 'unexpected':
    case 'flaky':
      return oneFailed(name, test.results.flatMap(({ errors }) => errors.map(({ message }) => message)).join('\n'))
  }
}

/** Nobody asked to skip a test that did not run: one before it broke what they share. */
function notice({ annotations, expectedStatus }: TestCase): string {
  const reasons = annotations.flatMap(annotation => annotation.description ?? [])
  if (reasons.length === 0 && expectedStatus !== 'skipped') return ' (did not run)'
  return reasons.length > 0 ? ` (${reasons.join('; ')})` : ''
}

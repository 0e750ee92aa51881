// Counts what vitest ran, beside its own reporter. An error outside any test counts as a failed test.

import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { nothing, oneFailed, onePassed, sum, type Tally } from './tally.ts'
import { saveTally } from './tally-file.ts'

export default class VitestTally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errorsOutsideTests: readonly unknown[]): void {
    saveTally(sum([...modules.map(tallyOfModule), ...errorsOutsideTests.map(() => oneFailed)]))
  }
}

function tallyOfModule(module: TestModule): Tally {
  const brokenSuites = [...module.children.allSuites()].filter(suite => suite.errors().length > 0).length
  const broken = brokenSuites + (module.errors().length > 0 ? 1 : 0)
  const tests = [...module.children.allTests()].map(test => tallyOfTest(module, test))
  return sum([...tests, { ...nothing, failed: broken }])
}

function tallyOfTest(module: TestModule, test: TestCase): Tally {
  const result = test.result()
  switch (result.state) {
    case 'passed':
      return onePassed
    case 'skipped':
      return { ...nothing, skipped: [`${module.relativeModuleId}: ${test.fullName}${notice(result.note)}`] }
    case 'failed':
    case 'pending': // It was still running when the run ended.
      return oneFailed
  }
}

const notice = (note: string | undefined): string => (note ? ` (${note})` : '')

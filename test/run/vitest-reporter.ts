// Counts what vitest ran, beside its own reporter. An error outside any test counts as a failed test.

import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node'
import { nothing, oneFailed, onePassed, sum, type Tally } from './tally.ts'
import { saveTally } from './tally-file.ts'

export default class VitestTally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errorsOutsideTests: readonly SerializedError[]): void {
    const outside = errorsOutsideTests.map(error => oneFailed('outside any test', toldBy([error])))
    saveTally(sum([...modules.map(tallyOfModule), ...outside]))
  }
}

function tallyOfModule(module: TestModule): Tally {
  const file = module.relativeModuleId
  const broken = [
    ...(module.errors().length > 0 ? [oneFailed(file, toldBy(module.errors()))] : []),
    ...[...module.children.allSuites()]
      .filter(suite => suite.errors().length > 0)
      .map(suite => oneFailed(`${file}: ${suite.fullName}`, toldBy(suite.errors()))),
  ]
  return sum([...[...module.children.allTests()].map(test => tallyOfTest(file, test)), ...broken])
}

function tallyOfTest(file: string, test: TestCase): Tally {
  const name = `${file}: ${test.fullName}`
  const result = test.result()
  switch (result.state) {
    case 'passed':
      return onePassed
    case 'skipped':
      return { ...nothing, skipped: [`${name}${notice(result.note)}`] }
    case 'failed':
      return oneFailed(name, toldBy(result.errors))
    case 'pending':
      return oneFailed(name, 'was still running when the run ended')
  }
}

/** Where values differ, the difference says more than the sentence above it. */
function toldBy(errors: readonly { readonly message: string; readonly diff?: unknown }[]): string {
  return errors.flatMap(({ message, diff }) => (diff ? [message, diff] : [message])).join('\n')
}

const notice = (note: string | undefined): string => (note ? ` (${note})` : '')

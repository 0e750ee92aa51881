// The whole test run: `npm test`, or `npm test -- core raft` for the test files whose path contains one of the words.

import { performAll } from './run/perform.ts'
import { steps } from './run/steps.ts'
import { exitCode } from './run/tally.ts'

/** Two cores of their own need less than half of this; a shared machine is slow, not wrong. After more, something hangs. */
const wholeRunLimitMs = 45 * 60_000

process.chdir(`${import.meta.dirname}/..`)
const filters = process.argv.slice(2)
const total = await performAll({ steps, filters, limitMs: wholeRunLimitMs, print: line => console.log(line) })
process.exitCode = exitCode(total)

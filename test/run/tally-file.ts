// How a test runner in another process hands over its tally: a small file, checked as it is read.

import { readFileSync, writeFileSync } from 'node:fs'
import type { Tally } from './tally.ts'

/** The environment names the file, so that a reporter needs no options. */
export const tallyFileVariable = 'TABSWARM_TALLY_FILE'

/** Without a file to write to, somebody runs the test runner by hand: then its own output says it all. */
export function saveTally(tally: Tally): void {
  const file = process.env[tallyFileVariable]
  if (file) writeFileSync(file, JSON.stringify(tally))
}

/** Null when there is none, or half of one: its writer crashed. */
export function loadTally(file: string): Tally | null {
  try {
    const { passed, failed, skipped } = JSON.parse(readFileSync(file, 'utf8'))
    const isTally = Number.isSafeInteger(passed) && Array.isArray(failed) && Array.isArray(skipped)
    return isTally ? { passed, failed, skipped } : null
  } catch {
    return null
  }
}

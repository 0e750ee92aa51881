// Performs steps one after the other and concludes. It does not know what a step does, so its promises can be tested.

import type { Order, Step } from './steps.ts'
import { closingLine, oneFailed, sum, type Tally } from './tally.ts'

export interface Run {
  readonly steps: readonly Step[]
  readonly filters: readonly string[]
  readonly limitMs: number
  print(line: string): void
}

/** Every step runs, whatever became of those before it; the last line printed is the closing line. */
export async function performAll({ steps, filters, limitMs, print }: Run): Promise<Tally> {
  const deadline = Date.now() + limitMs
  const tallies: Tally[] = []
  let testCount = 0
  for (const [index, step] of steps.entries()) {
    print(`\n=== ${index + 1} of ${steps.length}: ${step.title}`)
    const tally = await perform(step, { filters, limitMs: Math.max(1, deadline - Date.now()) }, print)
    print(`--- ${step.title}: ${closingLine(tally)}`)
    tallies.push(tally)
    if (step.kind === 'tests') testCount += tally.passed + tally.failed
  }
  print('\n=== All together')
  if (filters.length > 0) print(`only test files whose path contains: ${filters.join(', ')}`)
  if (testCount === 0) {
    print('no test ran, and that is a failure')
    tallies.push(oneFailed)
  }
  const total = sum(tallies)
  for (const skipped of total.skipped) print(`skipped: ${skipped}`)
  print(closingLine(total))
  return total
}

/** A step that crashes has failed. */
async function perform(step: Step, order: Order, print: (line: string) => void): Promise<Tally> {
  try {
    return await step.run(order)
  } catch (error) {
    print(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    return oneFailed
  }
}

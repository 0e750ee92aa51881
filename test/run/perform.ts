// Performs steps one after the other and concludes. It does not know what a step does, so its promises can be tested.

import type { Order, Step } from './steps.ts'
import { closingLine, oneFailed, sum, type Tally } from './tally.ts'

export interface Run {
  readonly steps: readonly Step[]
  readonly filters: readonly string[]
  readonly limitMs: number
  print(line: string): void
}

/** Every step runs, whatever became of those before it; at the end stand all failures, and last the closing line. */
export async function performAll({ steps, filters, limitMs, print }: Run): Promise<Tally> {
  const deadline = Date.now() + limitMs
  const tallies: Tally[] = []
  let testCount = 0
  for (const [index, step] of steps.entries()) {
    print(`\n=== ${index + 1} of ${steps.length}: ${step.title}`)
    const tally = await perform(step, { filters, limitMs: Math.max(1, deadline - Date.now()) })
    print(`--- ${step.title}: ${closingLine(tally)}`)
    tallies.push(tally)
    if (step.kind === 'tests') testCount += tally.passed + tally.failed.length
  }
  print('\n=== All together')
  if (filters.length > 0) print(`only test files whose path contains: ${filters.join(', ')}`)
  if (testCount === 0) {
    tallies.push(oneFailed('no test ran, and that is a failure'))
  }
  const total = sum(tallies)
  for (const failed of total.failed) print(`failed: ${failed}`)
  for (const skipped of total.skipped) print(`skipped: ${skipped}`)
  print(closingLine(total))
  return total
}

/** A step that crashes has failed. */
async function perform(step: Step, order: Order): Promise<Tally> {
  try {
    return await step.run(order)
  } catch (error) {
    return oneFailed(step.title, error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  }
}

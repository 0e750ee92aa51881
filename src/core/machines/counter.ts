// A counter: what is added is counted once, or the sum tells.

import type { Machine } from '../machine.ts'
import { int, type Of, oneOf, within } from '../shape.ts'

export const stepMax = 1_000_000

const command = oneOf({ add: { by: within(-stepMax, stepMax) }, get: {} })

export type CounterCommand = Of<typeof command>

/** Every command answers the sum that it leaves. */
export const counter: Machine<number, CounterCommand, number> = {
  name: 'counter',
  command,
  answer: int,
  state: int,
  initial: 0,

  apply(sum, command) {
    const next = command.type === 'add' ? sum + command.by : sum
    // At the end of the whole numbers it stands still, rather than to count wrongly.
    const state = Number.isSafeInteger(next) ? next : sum
    return { state, answer: state }
  },

  read: (sum, command) => (command.type === 'get' ? sum : null),
}

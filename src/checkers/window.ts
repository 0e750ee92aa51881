// The time in which an operation took effect: at first from its invocation to its return, and then what is left of that
// when the answers of all others are taken into account.

import type { Pace, Preparing } from './stretches.ts'

/** The end of a window that nothing closes: the operation may take effect at any later time, or never. */
export const never = Number.MAX_SAFE_INTEGER

export interface Window<Call = unknown> {
  /** As it was called, or what is known by now of what it did: an append that found a certain text. */
  readonly call: Call
  /** It took effect after this position in the history. */
  readonly from: number
  /** And before this one. */
  readonly to: number
}

/** Some operation has no time left, so that there is no order. */
export interface Impossible {
  readonly is: 'impossible'
  /** About where in the history that shows. */
  readonly at: number
}

/** What is left of each window; null in the place of an operation that can be left out. */
export type Narrowed<Call> =
  | { readonly is: 'narrowed'; readonly windows: readonly (Window<Call> | null)[] }
  | Impossible

export type Narrow<State, Call> = (
  windows: readonly Window<Call>[],
  initial: State,
  pace: Pace,
) => Preparing<Narrowed<Call>>

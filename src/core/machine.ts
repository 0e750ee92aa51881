// An application under a log: a deterministic machine that every replica feeds the same commands in the same order.

import type { PlainValue } from './plain-shape.ts'
import type { Shape } from './shape.ts'

export interface Machine<
  State extends PlainValue = any,
  Command extends PlainValue = any,
  Answer extends PlainValue = any,
> {
  readonly name: string
  /** What a client may ask. A log checks a command before it takes it in. */
  readonly command: Shape<Command>
  readonly answer: Shape<Answer>
  /** The shape of a snapshot. */
  readonly state: Shape<State>
  readonly initial: State
  /** Pure: gives the next state and leaves the old one as it was, so that a snapshot is a reference. */
  apply(state: State, command: Command): { readonly state: State; readonly answer: Answer }
  /** A query: an answer that changes nothing, so that it may skip the log where a read is known to be fresh. */
  read(state: State, command: Command): Answer | null
}

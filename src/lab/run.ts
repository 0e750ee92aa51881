// A run that a lab shows: what was recorded of it, what can be said of its rules, and the ways to take it further.
// A simulation, a trace from a file, and a cluster of real peers are all runs.

import type { Vocabulary } from '../core/protocol.ts'
import type { Pending } from '../simulator/pending.ts'
import type { Act } from '../trace/edit.ts'
import type { TraceHeader } from '../trace/trace.ts'
import type { Lab } from './lab.ts'
import type { Standings } from './standings.ts'
import type { Tape } from './tape/tape.ts'

export type Ground = TraceHeader['ground']

export interface Run<V extends Vocabulary = any, Node = any> {
  readonly lab: Lab
  readonly ground: Ground
  /** Its past is all there is: a file, or peers that are gone. */
  readonly isClosed: boolean
  readonly tape: Tape<V, Node>
  readonly standings: Standings
  /** How far its time has come. */
  readonly nowMs: number
  /** When it is over as far as its scenario goes; it may be taken further. Null where nobody knows. */
  readonly endMs: number | null
  /** Until something more happened. False: nothing ever will, or not by our doing. */
  forward(): boolean
  /** Lets its time reach this moment, or comes as far as it can. */
  forwardTo(atMs: number): void
  /** False where it was too late: nothing like that can be done any more. */
  act(act: Act<V>): boolean
  /** What will happen next unless somebody meddles; empty where nobody can know. */
  pending(): readonly Pending<V>[]
  /** The header under which it is saved. */
  readonly header: TraceHeader
}

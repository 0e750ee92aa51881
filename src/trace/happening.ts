// One thing that happened in a cluster. A trace is a list of these; every view, rule and export reads nothing else.

import type { PeerId } from '../core/ids.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Effect, Input, Message, Vocabulary } from '../core/protocol.ts'
import type { Fault } from '../faults/fault.ts'
import type { MeddlingVerb } from './edit.ts'

interface Occurrence {
  /** Its place in the trace, from 0. */
  readonly index: number
  /** Time of the run: simulated, or the recorder's clock. */
  readonly atMs: number
  /** The happening that led to this one: the send of a message, the setting of a timer. */
  readonly cause: number | null
}

/** A node was told one thing and asked for others. */
export interface StepHappening<V extends Vocabulary> extends Occurrence {
  readonly kind: 'step'
  readonly node: PeerId
  readonly input: Input<V>
  readonly effects: readonly Effect<V>[]
  /** What the node's own clock showed, where that was not the time of the run: without it no node could be replayed. */
  readonly clockMs?: number
}

/** A save reached the disk, and what waited for it was let go. */
export interface SyncedHappening extends Occurrence {
  readonly kind: 'synced'
  readonly node: PeerId
}

export interface FaultHappening extends Occurrence {
  readonly kind: 'fault'
  readonly fault: Fault
}

/** A message that will not arrive. */
export interface LostHappening<V extends Vocabulary> extends Occurrence {
  readonly kind: 'lost'
  readonly from: PeerId
  readonly to: PeerId
  readonly message: Message<V>
  readonly why: 'cut' | 'loss' | 'down' | 'gone' | 'dropped'
}

/** Somebody laid hands on something that was to come. */
export interface MeddledHappening extends Occurrence {
  readonly kind: 'meddled'
  readonly verb: MeddlingVerb
  /** The node to which it was to happen. */
  readonly node: PeerId
  /** Who sent it, if it is a message. */
  readonly from: PeerId | null
  /** The message or timer, by its type; `saved` and `done` for what a node waits for. */
  readonly what: { readonly type: string }
}

/** A client began an operation. Attempts to have it done are requests; the operation is what the client means. */
export interface BegunHappening extends Occurrence {
  readonly kind: 'begun'
  readonly client: string
  readonly operation: Operation
}

/** The client learned what became of its operation. */
export interface EndedHappening extends Occurrence {
  readonly kind: 'ended'
  readonly client: string
  readonly operation: Operation
  readonly outcome: Outcome
}

/** What a client means, in the words of a history: `f` on `key` with `value`. */
export interface Operation {
  readonly f: string
  readonly key?: string
  readonly value: unknown
}

export type Happening<V extends Vocabulary = any> =
  | StepHappening<V>
  | SyncedHappening
  | FaultHappening
  | LostHappening<V>
  | MeddledHappening
  | BegunHappening
  | EndedHappening

/** What a stage says of a happening. Its place and its time are added when it is told. */
export type Untimed<Kind extends Happening> = Kind extends unknown ? Omit<Kind, 'index' | 'atMs'> : never

// A named run: for tests, for the lab, for the reader. What happens when, and who asks for what.

import type { PeerId } from '../core/ids.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Request, Vocabulary } from '../core/protocol.ts'
import type { Random } from '../core/random.ts'
import type { NetworkConditions } from '../faults/conditions.ts'
import type { Fault } from '../faults/fault.ts'
import type { Operation } from './happening.ts'

/** One line of a script: at this time, a fault strikes or someone asks. */
export type ScriptLine<V extends Vocabulary = any> =
  | { readonly atMs: number; readonly fault: Fault }
  | { readonly atMs: number; readonly ask: { readonly node: PeerId; readonly request: Request<V> } }

export interface Scenario<V extends Vocabulary = any, Options = any> {
  readonly name: string
  /** One sentence: what the reader will see. */
  readonly says: string
  readonly nodes: number
  readonly forMs: number
  readonly options?: Partial<Options>
  readonly network?: Partial<NetworkConditions>
  /** How long a save takes to reach the disk. */
  readonly saveMs?: readonly [low: number, high: number]
  readonly script?: readonly ScriptLine<V>[]
  readonly load?: Load<V>
  /** Beyond what the protocol can bear: the ids of the rules that fall here, as the reader is meant to see. */
  readonly breaks?: readonly string[]
}

/** Clients that ask one thing at a time, each as its own small state machine. */
export interface Load<V extends Vocabulary = any, Memory = any> {
  readonly clients: number
  /** Pause between the end of one operation and the next. */
  readonly thinkMs: readonly [low: number, high: number]
  /** After so long without an answer an attempt counts as unknown. */
  readonly patienceMs: number
  begin(client: string, random: Random): Memory
  /** What the client wants next, or null when it has had enough. */
  wish(memory: Memory, random: Random): Operation | null
  /** How the wish is put to a node; called again for each attempt. */
  request(memory: Memory, operation: Operation): Request<V>
  /** Whom to ask: the members in a fixed order. The attempt counts from 0. */
  choose?(memory: Memory, members: readonly PeerId[], attempt: number, random: Random): PeerId
  /** What an attempt's outcome means for the operation: it is over, or try again. */
  settle(memory: Memory, operation: Operation, outcome: Outcome): Outcome | 'again'
}

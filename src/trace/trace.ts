// A recorded run: what is needed to repeat it, and all that happened in it.

import type { PeerId } from '../core/ids.ts'
import type { PlainValue } from '../core/plain-shape.ts'
import type { Vocabulary } from '../core/protocol.ts'
import type { TimedFault } from '../faults/fault.ts'
import type { Storm } from '../faults/storm.ts'
import type { Edit } from './edit.ts'
import type { Happening } from './happening.ts'

/** The version of the format. A reader of one version refuses all others. */
export const traceFormat = 1
export const traceMembersMax = 1_000_000
export const traceFaultsMax = 100_000

/** All that decides a run: the same header gives the same happenings. */
export interface TraceHeader {
  readonly trace: typeof traceFormat
  readonly protocol: string
  /** Beside those of the scenario and the mutant, which a lab knows by name. */
  readonly options: Readonly<Record<string, PlainValue>>
  /** Who is there at the beginning, in the order that every node sees. */
  readonly nodes: readonly PeerId[]
  readonly seed: number
  readonly scenario: string
  readonly mutant: string | null
  readonly storm: Storm | null
  readonly faults: readonly TimedFault[]
  /** What a person did while it ran. */
  readonly edits: readonly Edit[]
  readonly saveMs: readonly [low: number, high: number] | null
  /** The clients of the scenario were silent. */
  readonly isIdle: boolean
  readonly forMs: number
  /** What it ran on. Only a simulated run can be repeated from its seed. */
  readonly ground: 'simulated' | 'tabs' | 'laptops'
}

export interface Trace<V extends Vocabulary = any> {
  readonly header: TraceHeader
  readonly happenings: readonly Happening<V>[]
}

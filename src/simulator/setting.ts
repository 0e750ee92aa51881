// All that decides a run: the same setting gives the same one.

import type { PeerId } from '../core/ids.ts'
import type { Protocol, Vocabulary } from '../core/protocol.ts'
import type { Step } from '../core/step.ts'
import type { NetworkConditions } from '../faults/conditions.ts'
import type { Storm } from '../faults/storm.ts'
import type { Edit } from '../trace/edit.ts'
import type { Load, ScriptLine } from '../trace/scenario.ts'

export interface Setting<V extends Vocabulary, Node> {
  readonly protocol: Protocol<V, Node>
  /** Their names, or how many: then they are called n1, n2, ... */
  readonly members: number | readonly PeerId[]
  readonly seed: number
  readonly network?: Partial<NetworkConditions>
  readonly saveMs?: readonly [low: number, high: number]
  readonly script?: readonly ScriptLine<V>[]
  readonly load?: Load<V>
  readonly storm?: Storm | null
  /** What a person did to this run before: it is done again at the same moments. */
  readonly edits?: readonly Edit<V>[]
  /** `strictStep` holds the protocol to its contract, at a price. */
  readonly step?: Step
}

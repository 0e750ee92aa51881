// A cluster as labs, rules and tests see it. The simulator is one, a room of real peers is another.

import type { PeerId, Ticket } from '../core/ids.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Request, Vocabulary } from '../core/protocol.ts'
import type { Fault } from '../faults/fault.ts'
import type { Happening } from './happening.ts'

/** What may be looked at: enough for a rule, which must not touch anything. */
export interface ClusterView<Node> {
  readonly members: readonly PeerId[]
  /** The members of which progress may be demanded: connected for good, and running. */
  readonly core: readonly PeerId[]
  readonly nowMs: number
  /** Undefined while the node is down. */
  node(peer: PeerId): Node | undefined
  /** Rules speak of honest nodes: what a traitor's state says means nothing. */
  isHonest(peer: PeerId): boolean
}

export interface Cluster<V extends Vocabulary, Node> extends ClusterView<Node> {
  ask(peer: PeerId, request: Request<V>, settled?: (outcome: Outcome) => void): Ticket
  inject(fault: Fault): void
  /** Hears of everything from now on. Returns the way to stop. */
  watch(listener: (happening: Happening<V>) => void): () => void
}

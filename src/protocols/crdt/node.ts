// One node: its replica, what it knows of the others, and what it keeps for them.

import { type Actor, dotAfter } from '../../core/crdt/dot.ts'
import { covers, joinVectors, latestIn, meetVectors, type VersionVector } from '../../core/crdt/version-vector.ts'
import type { PeerId } from '../../core/ids.ts'
import type { Context } from '../../core/protocol.ts'
import type { Intervals } from './delta-based.ts'
import type { Change, Operation } from './operation.ts'
import type { Log } from './operation-based.ts'
import { collect, type Replica, tombstonesIn } from './replica.ts'
import type { Crdt } from './vocabulary.ts'

export interface CrdtNode {
  /** Who it is in the names of its operations: another after a lost disk, or it would give out names anew. */
  readonly actor: Actor
  /** A replica without a past edits only when all have told it what they know: see the README, "Stability". */
  hasListened: boolean
  /** Who has told it so far. */
  readonly tellers: Set<PeerId>
  replica: Replica
  /** What each of the others is known to have taken in, as far as that was taken in here too. */
  readonly heard: Map<PeerId, VersionVector>
  /** Whose turn it is to be told. */
  turn: number
  kept: Kept
}

/** What a node keeps so that it need not send everything, by the way in which it replicates. */
export type Kept = { readonly is: 'nothing' } | Intervals | Log

export const durableOf = ({ actor, hasListened, replica }: CrdtNode) => ({ actor, hasListened, replica })

/** The operation that a change is, if it is made here and now. */
export function operationFor({ actor, replica }: Pick<CrdtNode, 'actor' | 'replica'>, change: Change): Operation {
  return { dot: dotAfter({ actor, count: latestIn(replica.context) }, 1), known: replica.context, change }
}

/** Takes a new state, less the tombstones that nobody can need any more. */
export function become(node: CrdtNode, replica: Replica, ctx: Context<Crdt>): void {
  node.replica = collect(replica)
  ctx.save(durableOf(node))
  const count = tombstonesIn(replica.objects) - tombstonesIn(node.replica.objects)
  if (count > 0) ctx.announce({ type: 'collected', count })
}

/** Notes what another knows. What it has and we lack says nothing yet of what all have. */
export function hear(node: CrdtNode, peer: PeerId, context: VersionVector): void {
  if (covers(node.replica.context, context)) node.heard.set(peer, context)
}

/** Notes that another has told a new replica what it knows, and knows itself of the new one from now on. */
export function listen(node: CrdtNode, peer: PeerId, context: VersionVector, ctx: Context<Crdt>): void {
  if (node.hasListened || !covers(node.replica.context, context)) return
  node.tellers.add(peer)
  for (const other of ctx.peers) if (!node.tellers.has(other)) return
  node.hasListened = true
  ctx.save(durableOf(node))
}

/** What all members have taken in, as far as one knows: what is concurrent with it has arrived here. */
export function noteStability(node: CrdtNode, ctx: Context<Crdt>): void {
  let stable = node.replica.context
  for (const peer of ctx.peers) {
    const heard = node.heard.get(peer)
    if (heard === undefined) return
    stable = meetVectors(stable, heard)
  }
  if (covers(node.replica.stable, stable)) return
  become(node, { ...node.replica, stable: joinVectors(node.replica.stable, stable) }, ctx)
}

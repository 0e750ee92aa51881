// The leader's half of a snapshot's way: one piece at a time, again until it is acknowledged (§7, figure 13).

import { encode } from '../../core/codec.ts'
import type { Context } from '../../core/protocol.ts'
import type { Law } from './law.ts'
import type { Leader, Progress, RaftNode } from './node.ts'
import { type Raft, snapshot as snapshotShape } from './vocabulary.ts'

export function sendPiece(
  node: RaftNode,
  role: Leader,
  progress: Progress,
  { settings }: Law,
  ctx: Context<Raft>,
): void {
  progress.state = 'snapshot'
  progress.snapshot ??= { index: node.snapshot.index, bytes: encode(snapshotShape, node.snapshot), offset: 0 }
  const { index, bytes, offset } = progress.snapshot
  const end = Math.min(bytes.length, offset + settings.snapshotChunkBytes)
  ctx.send(progress.peer, {
    type: 'installSnapshot',
    term: node.term,
    round: role.round,
    index,
    offset,
    bytes: bytes.slice(offset, end),
    isLast: end === bytes.length,
  })
}

/** The follower has so much of it: the next piece goes on from there, also after one of the two was away. */
export function continueFrom(
  progress: Progress,
  { index, offset }: { readonly index: number; readonly offset: number },
): void {
  const { snapshot } = progress
  if (snapshot === null || snapshot.index !== index || offset > snapshot.bytes.length) return // of another snapshot
  snapshot.offset = offset
  progress.isAwaited = false
}

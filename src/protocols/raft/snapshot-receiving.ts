// A snapshot on its way: the leader sends it in pieces to a follower that needs entries which are compacted (§7, figure 13).

import { concat } from '../../core/bytes.ts'
import { decode, durableBytesMax } from '../../core/codec.ts'
import type { PeerId } from '../../core/ids.ts'
import type { Context, Message } from '../../core/protocol.ts'
import { Malformed } from '../../core/wire.ts'
import { useLatestConfiguration } from './following.ts'
import type { Law } from './law.ts'
import type { ArrivingSnapshot, RaftNode } from './node.ts'
import { answerFollowerReads } from './reading.ts'
import { heedLeader, save } from './roles.ts'
import { type Raft, type Snapshot, snapshot as snapshotShape } from './vocabulary.ts'

type Piece = Omit<Extract<Message<Raft>, { type: 'installSnapshot' }>, 'type'>

export function takePiece(node: RaftNode, piece: Piece, from: PeerId, law: Law, ctx: Context<Raft>): void {
  const { term, round, index } = piece
  if (!heedLeader(node, term, from, law, ctx)) {
    if (term < node.term) ctx.send(from, { type: 'snapshotPart', term: node.term, round, index, offset: 0 })
    return
  }
  if (node.role.is !== 'follower') return
  if (index <= node.commitIndex) {
    // Older than what is applied here, which is in every leader's log.
    node.role.arriving = null
    return ctx.send(from, { type: 'appended', term: node.term, round, matchIndex: node.commitIndex })
  }
  const arriving = continued(node.role.arriving, piece)
  node.role.arriving = arriving
  if (arriving === null || !piece.isLast || arriving.bytesCount !== piece.offset + piece.bytes.length) {
    return ctx.send(from, { type: 'snapshotPart', term: node.term, round, index, offset: arriving?.bytesCount ?? 0 })
  }
  node.role.arriving = null
  const snapshot = parse(arriving, law)
  if (snapshot === null) return // not from an honest leader
  restore(node, snapshot, law, ctx)
  answerFollowerReads(node, node.role, law, ctx)
  ctx.send(from, { type: 'appended', term: node.term, round, matchIndex: index })
}

/** With the piece, if it is the next; as it was, if it is not; null where there is nothing to continue. */
function continued(arriving: ArrivingSnapshot | null, { index, offset, bytes }: Piece): ArrivingSnapshot | null {
  if (offset === 0 && arriving?.index !== index) return { index, pieces: [bytes], bytesCount: bytes.length }
  if (arriving === null || arriving.index !== index) return null
  if (offset !== arriving.bytesCount || offset + bytes.length > durableBytesMax) return arriving
  arriving.pieces.push(bytes)
  arriving.bytesCount += bytes.length
  return arriving
}

function parse({ index, pieces }: ArrivingSnapshot, { machine }: Law): Snapshot | null {
  try {
    const snapshot = decode(snapshotShape, concat(...pieces), 'snapshot', durableBytesMax)
    machine.state.check(snapshot.machine, 'snapshot.machine')
    return snapshot.index === index ? snapshot : null
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

function restore(node: RaftNode, snapshot: Snapshot, { decisions }: Law, ctx: Context<Raft>): void {
  node.log = decisions.afterSnapshot(node.log, snapshot)
  node.snapshot = snapshot
  node.commitIndex = snapshot.index
  node.machine = snapshot.machine
  node.sessions = [...snapshot.sessions]
  useLatestConfiguration(node, ctx)
  save(node, ctx)
  ctx.announce({ type: 'restored', index: snapshot.index })
}

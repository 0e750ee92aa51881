// Reads, which no log entry pays for: the leader makes sure that it still leads, a follower asks the leader from which
// index on it may answer (thesis §6.4).

import type { PeerId, Ticket } from '../../core/ids.ts'
import type { PlainValue } from '../../core/plain-shape.ts'
import type { Context } from '../../core/protocol.ts'
import { answerReads, holdsLease, readMachine } from './freshness.ts'
import type { Law } from './law.ts'
import { type Follower, type Leader, type LeaderRead, type RaftNode, reasons } from './node.ts'
import { beginRound } from './replication.ts'
import type { Raft } from './vocabulary.ts'

export function read(node: RaftNode, query: PlainValue, ticket: Ticket<'read'>, law: Law, ctx: Context<Raft>): void {
  if (readMachine(node, law, query) === null) return ctx.refuse(ticket, reasons.notQuery)
  const { role } = node
  if (role.is === 'leader') readAsLeader(node, role, query, ticket, law, ctx)
  else if (role.is === 'follower' && role.leader !== null) askLeader(node, role, role.leader, query, ticket, law, ctx)
  else ctx.refuse(ticket, reasons.notLeader)
}

/** A follower wants to read: only a leader may say how far it must have come. */
export function nameReadIndex(node: RaftNode, serial: number, from: PeerId, law: Law, ctx: Context<Raft>): void {
  const { role } = node
  if (role.is !== 'leader' || role.reads.length >= law.settings.readsMax) return // it will ask elsewhere
  if (holdsLease(node, role, law, ctx.now)) {
    ctx.send(from, { type: 'readIndex', serial, index: node.commitIndex })
    return
  }
  awaitRound(node, role, { is: 'follower', peer: from, serial }, law, ctx)
}

/** The leader named the index: the read is answered here, now or when the log has come so far. */
export function learnReadIndex(
  node: RaftNode,
  { serial, index }: { readonly serial: number; readonly index: number },
  from: PeerId,
  law: Law,
  ctx: Context<Raft>,
): void {
  const { role } = node
  if (role.is !== 'follower' || role.leader !== from) return // asked of another leader
  const waiting = role.reads.find(read => read.serial === serial)
  if (waiting === undefined) return // an answer from the past
  waiting.index = index
  answerFollowerReads(node, role, law, ctx)
}

/** To be called when a follower's log was applied further. */
export function answerFollowerReads(node: RaftNode, role: Follower, law: Law, ctx: Context<Raft>): void {
  for (let place = role.reads.length - 1; place >= 0; place--) {
    const { index, ticket, query } = role.reads[place]!
    if (index === null || index > node.commitIndex) continue
    role.reads.splice(place, 1)
    ctx.answer(ticket, readMachine(node, law, query))
  }
}

function readAsLeader(
  node: RaftNode,
  role: Leader,
  query: PlainValue,
  ticket: Ticket<'read'>,
  law: Law,
  ctx: Context<Raft>,
): void {
  if (holdsLease(node, role, law, ctx.now)) return ctx.answer(ticket, readMachine(node, law, query))
  if (role.reads.length >= law.settings.readsMax) return ctx.refuse(ticket, reasons.tooManyReads)
  awaitRound(node, role, { is: 'client', ticket, query }, law, ctx)
}

/** One round serves all reads that were there when it began. */
function awaitRound(node: RaftNode, role: Leader, asker: LeaderRead['asker'], law: Law, ctx: Context<Raft>): void {
  // All that earlier leaders committed comes before this leader's first entry (§8).
  const index = Math.max(node.commitIndex, role.firstIndex)
  role.reads.push({ index, round: role.round + 1, asker })
  answerReads(node, role, law, ctx)
  if (role.round === role.confirmedRound) beginRound(node, role, law, ctx)
}

function askLeader(
  node: RaftNode,
  role: Follower,
  leader: PeerId,
  query: PlainValue,
  ticket: Ticket<'read'>,
  { settings }: Law,
  ctx: Context<Raft>,
): void {
  // The oldest was most likely lost on the way.
  if (role.reads.length >= settings.readsMax) ctx.refuse(role.reads.shift()!.ticket, reasons.tooManyReads)
  const serial = node.nextRead++
  role.reads.push({ serial, ticket, query, index: null })
  ctx.send(leader, { type: 'askReadIndex', serial })
}

// Steps between roles (§5.1, figure 4), and what a server owes to others when it leaves one.

import type { PeerId } from '../../core/ids.ts'
import type { Context } from '../../core/protocol.ts'
import type { Law } from './law.ts'
import { type Follower, type Leader, type RaftNode, type Role, reasons } from './node.ts'
import type { Raft } from './vocabulary.ts'

export const patience = { type: 'patience' } as const
export const election = { type: 'election' } as const
export const heartbeat = { type: 'heartbeat' } as const
export const checkQuorum = { type: 'checkQuorum' } as const
export const transfer = { type: 'transfer' } as const
export const catchUp = { type: 'catchUp' } as const

/** No honest cluster comes so far. A liar who claims it would leave no term for others. */
export const termMax = 2 ** 48

export function save({ term, votedFor, snapshot, log }: RaftNode, ctx: Context<Raft>): void {
  ctx.save({ term, votedFor, snapshot, log })
}

export function followerOf(leader: PeerId | null, isShielding: boolean): Follower {
  return { is: 'follower', leader, isShielding, isInStep: false, early: [], arriving: null, reads: [] }
}

/**
 * Starts the election timeout anew: on granting a vote, on hearing from the current leader, on standing for election,
 * and never else (§5.2). First the part that all have in common, then the random one.
 */
export function awaitLeader(node: RaftNode, { settings }: Law, ctx: Context<Raft>): void {
  ctx.set(patience, settings.electionTimeoutMs[0])
  if (!node.isElectionNear) return
  node.isElectionNear = false
  ctx.cancel(election)
}

/** A higher term makes everyone a follower (§5.1). The timeout goes on as it was, for whoever has one. */
export function adoptTerm(node: RaftNode, term: number, law: Law, ctx: Context<Raft>): void {
  node.term = term
  node.votedFor = null
  follow(node, null, law, ctx)
  save(node, ctx)
}

/** Takes a message from whoever leads this server's term or a later one. False if it is from the past, or a lie. */
export function heedLeader(node: RaftNode, term: number, from: PeerId, law: Law, ctx: Context<Raft>): boolean {
  if (term < node.term || term > termMax) return false
  if (term > node.term) adoptTerm(node, term, law, ctx)
  if (node.role.is === 'leader') return false // two leaders of one term: the other is none
  follow(node, from, law, ctx)
  awaitLeader(node, law, ctx)
  return true
}

/** A follower of this leader, or of nobody known. */
export function follow(node: RaftNode, leader: PeerId | null, law: Law, ctx: Context<Raft>): void {
  const { role } = node
  if (role.is === 'follower' && role.leader === leader) {
    role.isShielding = leader !== null
    return
  }
  changeRole(node, followerOf(leader, leader !== null), ctx)
  if (role.is === 'leader') awaitLeader(node, law, ctx)
}

export function changeRole(node: RaftNode, role: Role, ctx: Context<Raft>): void {
  const before = node.role
  node.role = role
  if (before.is === 'follower') refuseReads(before, ctx)
  else if (before.is === 'leader') leaveOffice(node, before, ctx)
}

/** A read has no effect, so that its client may be told for certain that nothing happened. */
export function refuseReads({ reads }: Follower, ctx: Context<Raft>): void {
  for (const { ticket } of reads.splice(0)) ctx.refuse(ticket, reasons.leadershipLost)
}

/** What is in the log may still be committed by the next leader: nobody can say. */
function leaveOffice(node: RaftNode, role: Leader, ctx: Context<Raft>): void {
  for (const { ticket } of role.proposals) ctx.abandon(ticket, reasons.leadershipLost)
  for (const { asker } of role.reads) {
    if (asker.is === 'client') ctx.refuse(asker.ticket, reasons.leadershipLost)
  }
  if (role.change?.catchUp === null) ctx.abandon(role.change.ticket, reasons.leadershipLost)
  else if (role.change !== null) ctx.refuse(role.change.ticket, reasons.leadershipLost)
  if (role.transfer !== null) ctx.abandon(role.transfer.ticket, reasons.leadershipLost)
  ctx.cancel(heartbeat)
  ctx.cancel(checkQuorum)
  ctx.announce({ type: 'steppedDown', term: node.term })
}

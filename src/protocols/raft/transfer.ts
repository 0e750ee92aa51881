// Leadership transfer: the leader stops taking commands, brings the other up to date, and tells it to stand (thesis §3.10).

import type { PeerId, Ticket } from '../../core/ids.ts'
import type { Context } from '../../core/protocol.ts'
import { isVoter } from './configuration.ts'
import { askForVotes } from './election.ts'
import type { Law } from './law.ts'
import { lastIndex } from './log.ts'
import { type Leader, type RaftNode, reasons } from './node.ts'
import { heedLeader, transfer } from './roles.ts'
import type { Raft } from './vocabulary.ts'

export function beginTransfer(
  node: RaftNode,
  role: Leader,
  to: PeerId,
  ticket: Ticket<'transferLeadership'>,
  law: Law,
  ctx: Context<Raft>,
): void {
  if (role.transfer !== null) return ctx.refuse(ticket, reasons.transferring)
  if (to === ctx.self || !isVoter(node.configuration, to) || !role.followers.has(to))
    return ctx.refuse(ticket, reasons.notVoter)
  role.transfer = { ticket, to, isAsked: false }
  ctx.set(transfer, law.settings.electionTimeoutMs[1])
  handOver(node, role, law, ctx)
}

/** Asks the other to stand as soon as it holds all that this leader holds. */
export function handOver(node: RaftNode, role: Leader, { decisions }: Law, ctx: Context<Raft>): void {
  const { transfer } = role
  if (transfer === null || transfer.isAsked) return
  const matchIndex = role.followers.get(transfer.to)?.matchIndex ?? 0
  if (!decisions.mayTakeOver(matchIndex, lastIndex(node.log))) return
  transfer.isAsked = true
  role.hasHandedOver = true
  ctx.send(transfer.to, { type: 'timeoutNow', term: node.term })
}

/** After an election timeout the leader goes on as before. Whoever was asked to stand may still do so. */
export function loseTransfer({ role }: RaftNode, ctx: Context<Raft>): void {
  if (role.is !== 'leader' || role.transfer === null) return // decided meanwhile
  const { ticket, isAsked } = role.transfer
  role.transfer = null
  if (isAsked) ctx.abandon(ticket, reasons.notTransferred)
  else ctx.refuse(ticket, reasons.notTransferred)
}

export function takeOver(node: RaftNode, term: number, from: PeerId, law: Law, ctx: Context<Raft>): void {
  if (!heedLeader(node, term, from, law, ctx)) return
  if (isVoter(node.configuration, ctx.self)) askForVotes(node, true, law, ctx)
}

// Changes of membership: newcomers catch up first, then a joint configuration carries the cluster over (§6; thesis §4).

import type { Ticket } from '../../core/ids.ts'
import type { Context } from '../../core/protocol.ts'
import { isJoint, settled } from './configuration.ts'
import type { Law } from './law.ts'
import { lastIndex } from './log.ts'
import { type Change, type Leader, type RaftNode, reasons } from './node.ts'
import { appendOwn, newProgress, replicate } from './replication.ts'
import { catchUp } from './roles.ts'
import type { Configuration, Raft } from './vocabulary.ts'
import { weightOfConfiguration } from './weight.ts'

export function reconfigure(
  node: RaftNode,
  role: Leader,
  target: Configuration,
  ticket: Ticket<'reconfigure'>,
  law: Law,
  ctx: Context<Raft>,
): void {
  const whyNot = whyNotTo(target, node, role, law)
  if (whyNot !== null) return ctx.refuse(ticket, whyNot)
  const newcomers = target.incoming.filter(peer => !node.configuration.incoming.includes(peer))
  const change: Change = { ticket, target, catchUp: null }
  role.change = change
  if (newcomers.length === 0) return enter(node, role, change, law, ctx)
  change.catchUp = { newcomers, roundEnd: lastIndex(node.log), isLate: false, lateCount: 0 }
  for (const peer of newcomers) {
    const progress = role.followers.get(peer) ?? newProgress(peer, lastIndex(node.log) + 1)
    role.followers.set(peer, progress)
    replicate(node, role, progress, law, ctx)
  }
  ctx.set(catchUp, law.settings.electionTimeoutMs[0])
}

/**
 * Once a round of catching up took less than an election timeout, the newcomers are close enough to count: the cluster
 * will not have to wait for them longer than for a new leader (thesis §4.2.1).
 */
export function followCatchUp(node: RaftNode, role: Leader, law: Law, ctx: Context<Raft>): void {
  const { change } = role
  if (change?.catchUp == null) return
  const { catchUp: round } = change
  if (round.newcomers.some(peer => (role.followers.get(peer)?.matchIndex ?? 0) < round.roundEnd)) return
  if (!round.isLate) {
    change.catchUp = null
    ctx.cancel(catchUp)
    return enter(node, role, change, law, ctx)
  }
  round.isLate = false
  round.roundEnd = lastIndex(node.log)
  ctx.set(catchUp, law.settings.electionTimeoutMs[0])
}

/** A round took too long. After so many, the change is given up: nothing of it is in the log. */
export function loseCatchUp(node: RaftNode, { settings }: Law, ctx: Context<Raft>): void {
  const { role } = node
  if (role.is !== 'leader' || role.change?.catchUp == null) return // decided meanwhile
  const { ticket, catchUp: round } = role.change
  round.isLate = true
  round.lateCount++
  if (round.lateCount < settings.catchUpRoundsMax) return ctx.set(catchUp, settings.electionTimeoutMs[0])
  for (const peer of round.newcomers) {
    if (!node.configuration.learners.includes(peer)) role.followers.delete(peer)
  }
  role.change = null
  ctx.refuse(ticket, reasons.notCaughtUp)
}

function enter(node: RaftNode, role: Leader, { target }: Change, law: Law, ctx: Context<Raft>): void {
  const configuration = law.decisions.wayTo(node.configuration, target)
  appendOwn(node, role, { type: 'configuration', configuration }, law, ctx)
}

function whyNotTo(target: Configuration, node: RaftNode, role: Leader, { settings, decisions }: Law): string | null {
  if (target.incoming.length === 0) return reasons.noVoters
  if (weightOfConfiguration({ ...target, outgoing: node.configuration.incoming }) > settings.commandBytesMax)
    return reasons.tooManyMembers
  // Two leaders could otherwise begin different changes from one configuration (thesis §4.1, as mended in 2015).
  if (node.commitIndex < role.firstIndex) return reasons.newTerm
  const isOpen = role.change !== null || node.configurationIndex > node.commitIndex || isJoint(node.configuration)
  return decisions.mayChange(isOpen) ? null : reasons.changeUnderWay
}

/** Each named once, and nobody both votes and learns. */
export function targetOf({
  voters,
  learners,
}: {
  readonly voters: Configuration['incoming']
  readonly learners: Configuration['learners']
}): Configuration {
  const incoming = [...new Set(voters)]
  return settled(
    incoming,
    [...new Set(learners)].filter(peer => !incoming.includes(peer)),
  )
}

// How a leader is chosen: pre-vote, vote, and the first act of the winner (§5.2, §5.4.1; thesis §9.6).

import type { PeerId } from '../../core/ids.ts'
import type { Context } from '../../core/protocol.ts'
import { isVoter, membersOf, votersOf } from './configuration.ts'
import type { Law } from './law.ts'
import { lastIndex, lastTerm, type Position } from './log.ts'
import type { Leader, Progress, RaftNode } from './node.ts'
import { appendOwn, newProgress } from './replication.ts'
import {
  adoptTerm,
  awaitLeader,
  changeRole,
  checkQuorum,
  election,
  follow,
  heartbeat,
  patience,
  refuseReads,
  save,
  termMax,
} from './roles.ts'
import type { Raft } from './vocabulary.ts'

interface Ballot {
  readonly term: number
  readonly lastIndex: number
  readonly lastTerm: number
}

/** The least election timeout went by without a leader: the random rest begins. */
export function losePatience(node: RaftNode, { settings }: Law, ctx: Context<Raft>): void {
  const { role } = node
  if (role.is === 'leader') return // it has its own timers
  if (role.is === 'follower') {
    role.leader = null
    role.isShielding = false
    role.isInStep = false
    role.early.length = 0
    refuseReads(role, ctx)
  }
  if (!isVoter(node.configuration, ctx.self)) return // waits to be added
  const [low, high] = settings.electionTimeoutMs
  node.isElectionNear = true
  ctx.set(election, ctx.random.between(0, high - low))
}

export function standForElection(node: RaftNode, law: Law, ctx: Context<Raft>): void {
  node.isElectionNear = false
  if (node.role.is === 'leader' || !isVoter(node.configuration, ctx.self)) return
  if (law.settings.preVote) askForPreVotes(node, law, ctx)
  else askForVotes(node, false, law, ctx)
}

/** Changes nothing: only says how a vote would go (thesis §9.6). */
export function considerPreVote(node: RaftNode, ballot: Ballot, from: PeerId, law: Law, ctx: Context<Raft>): void {
  if (ballot.term > termMax) return
  const granted = ballot.term > node.term && !law.decisions.isShielded(node.role) && isUpToDate(node, ballot, law)
  // A grant speaks of the term asked for. A refusal tells the asker what term it is.
  ctx.send(from, { type: 'preVote', term: granted ? ballot.term : node.term, granted })
}

export function countPreVote(
  node: RaftNode,
  { term, granted }: { readonly term: number; readonly granted: boolean },
  from: PeerId,
  law: Law,
  ctx: Context<Raft>,
): void {
  if (!granted) {
    if (term > node.term && term <= termMax) adoptTerm(node, term, law, ctx)
    return
  }
  if (node.role.is !== 'preCandidate' || term !== node.term + 1) return // of an earlier round
  node.role.votes.set(from, granted)
  concludePreVote(node, node.role.votes, law, ctx)
}

export function considerVote(
  node: RaftNode,
  ballot: Ballot & { readonly isForced: boolean },
  from: PeerId,
  law: Law,
  ctx: Context<Raft>,
): void {
  const { term, isForced } = ballot
  if (term > termMax) return
  // While a leader is heard, a stranger's term is neither taken up nor answered (thesis §4.2.3).
  const isDisturbance = !isForced && law.settings.checkQuorum && law.decisions.isShielded(node.role)
  if (isDisturbance && term >= node.term) return
  if (term > node.term) {
    if (node.role.is === 'leader' && node.role.transfer?.to === from && isForced) answerTransfer(node.role, ctx)
    adoptTerm(node, term, law, ctx)
  }
  const granted = term === node.term && law.decisions.mayVoteFor(node.votedFor, from) && isUpToDate(node, ballot, law)
  if (granted) {
    node.votedFor = from
    save(node, ctx)
    follow(node, null, law, ctx)
    awaitLeader(node, law, ctx)
  }
  ctx.send(from, { type: 'vote', term: node.term, granted })
}

export function countVote(
  node: RaftNode,
  { term, granted }: { readonly term: number; readonly granted: boolean },
  from: PeerId,
  law: Law,
  ctx: Context<Raft>,
): void {
  if (term > node.term && term <= termMax) return adoptTerm(node, term, law, ctx)
  if (node.role.is !== 'candidate' || term !== node.term) return // of an earlier election
  node.role.votes.set(from, granted)
  concludeVote(node, node.role.votes, law, ctx)
}

/** `isForced`: at the leader's own wish, so that there is nobody to ask first (thesis §3.10). */
export function askForVotes(node: RaftNode, isForced: boolean, law: Law, ctx: Context<Raft>): void {
  node.term++
  node.votedFor = ctx.self
  const votes = new Map([[ctx.self, true]])
  changeRole(node, { is: 'candidate', votes }, ctx)
  save(node, ctx)
  awaitLeader(node, law, ctx)
  const ballot = { type: 'requestVote', term: node.term, ...lastOf(node), isForced } as const
  for (const voter of votersOf(node.configuration)) if (voter !== ctx.self) ctx.send(voter, ballot)
  concludeVote(node, votes, law, ctx)
}

function askForPreVotes(node: RaftNode, law: Law, ctx: Context<Raft>): void {
  const votes = new Map([[ctx.self, true]])
  changeRole(node, { is: 'preCandidate', votes }, ctx)
  awaitLeader(node, law, ctx)
  const ballot = { type: 'requestPreVote', term: node.term + 1, ...lastOf(node) } as const
  for (const voter of votersOf(node.configuration)) if (voter !== ctx.self) ctx.send(voter, ballot)
  concludePreVote(node, votes, law, ctx)
}

function concludePreVote(node: RaftNode, votes: ReadonlyMap<PeerId, boolean>, law: Law, ctx: Context<Raft>): void {
  if (law.decisions.voteResult(node.configuration, voter => votes.get(voter)) === 'won')
    askForVotes(node, false, law, ctx)
}

function concludeVote(node: RaftNode, votes: ReadonlyMap<PeerId, boolean>, law: Law, ctx: Context<Raft>): void {
  if (law.decisions.voteResult(node.configuration, voter => votes.get(voter)) === 'won') lead(node, law, ctx)
}

/** The winner tells everyone at once, by an entry of its own term that changes nothing (§5.2, §8). */
function lead(node: RaftNode, law: Law, ctx: Context<Raft>): void {
  const firstIndex = lastIndex(node.log) + 1
  const followers = new Map<PeerId, Progress>()
  for (const peer of membersOf(node.configuration))
    if (peer !== ctx.self) followers.set(peer, newProgress(peer, firstIndex))
  const role: Leader = {
    is: 'leader',
    firstIndex,
    followers,
    proposals: [],
    reads: [],
    round: 1,
    confirmedRound: 0,
    checkedRound: 0,
    openRounds: [],
    leaseFromMs: null,
    hasHandedOver: false,
    change: null,
    transfer: null,
  }
  changeRole(node, role, ctx)
  node.isElectionNear = false
  ctx.cancel(patience)
  ctx.cancel(election)
  ctx.set(heartbeat, law.settings.heartbeatMs)
  if (law.settings.checkQuorum) ctx.set(checkQuorum, law.settings.electionTimeoutMs[1])
  ctx.announce({ type: 'becameLeader', term: node.term })
  appendOwn(node, role, { type: 'noOp' }, law, ctx)
}

function answerTransfer(role: Leader, ctx: Context<Raft>): void {
  ctx.answer(role.transfer!.ticket, undefined)
  role.transfer = null
}

function isUpToDate({ log }: RaftNode, ballot: Ballot, { decisions }: Law): boolean {
  const own: Position = { index: lastIndex(log), term: lastTerm(log) }
  return decisions.isUpToDate({ index: ballot.lastIndex, term: ballot.lastTerm }, own)
}

const lastOf = ({ log }: RaftNode) => ({ lastIndex: lastIndex(log), lastTerm: lastTerm(log) })

// The leader's half of log replication: append, send, count, commit (§5.3, §5.4.2), and the rounds that show it is
// still followed (thesis §6.4). Followers are in following.ts.

import type { PeerId } from '../../core/ids.ts'
import type { Context } from '../../core/protocol.ts'
import { jointCommittedIndex } from '../../core/quorum.ts'
import { commitTo } from './commitment.ts'
import { isAlone, isJoint, isVoter, membersOf, settled } from './configuration.ts'
import { answerReads } from './freshness.ts'
import type { Law } from './law.ts'
import { append, entriesFrom, entryAt, lastIndex, lastOfTerm, termAt } from './log.ts'
import type { Leader, Progress, RaftNode } from './node.ts'
import { adoptTerm, changeRole, followerOf, save, termMax } from './roles.ts'
import { sendPiece } from './snapshot-sending.ts'
import type { Append, Content, Entry, Raft } from './vocabulary.ts'
import { weightOfContent } from './weight.ts'

/** Takes an entry into the leader's own log and sends it out. */
export function appendOwn(node: RaftNode, role: Leader, content: Content, law: Law, ctx: Context<Raft>): void {
  node.log = append(node.log, [{ term: node.term, content }])
  save(node, ctx)
  if (content.type === 'configuration') {
    node.configuration = content.configuration
    node.configurationIndex = lastIndex(node.log)
    meetFollowers(node, role, ctx)
    ctx.announce({ type: 'configured', configuration: content.configuration })
  }
  let said: Append | null = null
  for (const progress of role.followers.values()) said = replicate(node, role, progress, law, ctx, said)
  // One entry more at the leader makes no majority where others vote, unless it changes who they are.
  if (isAlone(node.configuration) || content.type === 'configuration') advanceCommit(node, role, law, ctx)
}

/**
 * Sends what a follower lacks, as far as its window lets, and returns the last append it took. What was `said` to another
 * is said again, as it is, to whoever lacks the same.
 */
export function replicate(
  node: RaftNode,
  role: Leader,
  progress: Progress,
  law: Law,
  ctx: Context<Raft>,
  said: Append | null = null,
): Append | null {
  if (progress.state !== 'replicate') return progress.isAwaited ? said : send(node, role, progress, law, ctx)
  const end = Math.min(lastIndex(node.log), progress.matchIndex + law.settings.entriesInFlightMax)
  let latest = said
  while (progress.state === 'replicate' && progress.nextIndex <= end)
    latest = send(node, role, progress, law, ctx, isAllOf(latest, progress.nextIndex, end) ? latest : null)
  return latest
}

const isAllOf = (said: Append | null, first: number, last: number): boolean =>
  said !== null && said.prevIndex + 1 === first && said.prevIndex + said.entries.length === last

/** Asks all followers at once whether they still follow, and sends again what was lost. */
export function beginRound(node: RaftNode, role: Leader, law: Law, ctx: Context<Raft>): void {
  role.round++
  if (law.settings.reads === 'lease') openRound(role, ctx.now)
  for (const progress of role.followers.values()) {
    if (progress.state === 'replicate') greet(node, role, progress, ctx)
    else send(node, role, progress, law, ctx)
  }
  confirmRounds(node, role, law, ctx)
}

/** Where nothing was acknowledged since the last heartbeat, what was under way is lost. */
export function noticeLosses({ followers }: Leader): void {
  for (const progress of followers.values()) {
    const isStuck = progress.state === 'replicate' && progress.nextIndex > progress.matchIndex + 1
    if (isStuck && progress.matchIndex === progress.matchBefore) probeFrom(progress, progress.matchIndex + 1)
    progress.matchBefore = progress.matchIndex
  }
}

/** A reply of a follower, of this term: its progress, or null where it means nothing to this server. */
export function heardFollower(
  node: RaftNode,
  { term, round }: { readonly term: number; readonly round: number },
  from: PeerId,
  law: Law,
  ctx: Context<Raft>,
): { readonly role: Leader; readonly progress: Progress } | null {
  if (term > node.term) {
    if (term <= termMax && law.decisions.isDeposed(node.term, term)) adoptTerm(node, term, law, ctx)
    return null
  }
  const { role } = node
  if (term < node.term || role.is !== 'leader') return null // an answer from the past
  const progress = role.followers.get(from)
  if (progress === undefined || round > role.round) return null // not asked
  if (round > progress.round) {
    progress.round = round
    if (round > role.confirmedRound) confirmRounds(node, role, law, ctx)
  }
  return { role, progress }
}

/** A follower holds the leader's log up to `matchIndex`. */
export function acknowledge(
  node: RaftNode,
  role: Leader,
  progress: Progress,
  matchIndex: number,
  law: Law,
  ctx: Context<Raft>,
): void {
  if (matchIndex > lastIndex(node.log)) return // never sent: a lie
  if (progress.state === 'probe' || (progress.state === 'snapshot' && matchIndex >= progress.snapshot!.index)) {
    progress.state = 'replicate'
    progress.nextIndex = matchIndex + 1
    progress.snapshot = null
  }
  progress.isAwaited = false
  if (matchIndex <= progress.matchIndex) return
  progress.matchIndex = matchIndex
  progress.nextIndex = Math.max(progress.nextIndex, matchIndex + 1)
  if (matchIndex > node.commitIndex) advanceCommit(node, role, law, ctx)
}

/** Goes back to where the logs may meet: a whole term at a time (end of §5.3). */
export function retreat(
  node: RaftNode,
  progress: Progress,
  rejected: { readonly prevIndex: number; readonly conflictTerm: number | null; readonly conflictIndex: number },
  { decisions }: Law,
): void {
  const { prevIndex, conflictTerm, conflictIndex } = rejected
  const isExpected = progress.state === 'probe' ? prevIndex === progress.nextIndex - 1 : prevIndex < progress.nextIndex
  if (progress.state === 'snapshot' || prevIndex <= progress.matchIndex || !isExpected) return // overtaken
  const lastOfIts = conflictTerm === null ? null : lastOfTerm(node.log, conflictTerm, prevIndex)
  const meeting = lastOfIts === null ? conflictIndex : lastOfIts + 1
  probeFrom(progress, Math.max(progress.matchIndex + 1, Math.min(meeting, prevIndex)))
  node.log = decisions.leadersLog(node.log, progress.nextIndex)
}

export function newProgress(peer: PeerId, nextIndex: number): Progress {
  return { peer, state: 'probe', nextIndex, matchIndex: 0, matchBefore: 0, isAwaited: false, round: 0, snapshot: null }
}

function probeFrom(progress: Progress, nextIndex: number): void {
  progress.state = 'probe'
  progress.isAwaited = false
  progress.nextIndex = nextIndex
}

/** Sends to whoever is a member now, and to nobody else (§6). */
function meetFollowers(node: RaftNode, role: Leader, ctx: Context<Raft>): void {
  const members = membersOf(node.configuration)
  for (const peer of role.followers.keys()) {
    if (!members.has(peer)) role.followers.delete(peer)
  }
  for (const peer of members) {
    if (peer !== ctx.self && !role.followers.has(peer)) role.followers.set(peer, newProgress(peer, lastIndex(node.log)))
  }
}

/** Returns the append it sent, or null where a snapshot goes instead. `said` is that append, if another was sent it. */
function send(
  node: RaftNode,
  role: Leader,
  progress: Progress,
  law: Law,
  ctx: Context<Raft>,
  said: Append | null = null,
): Append | null {
  progress.isAwaited = true
  const append = progress.state === 'snapshot' ? null : (said ?? appendFor(node, role, progress, law))
  if (append === null) sendPiece(node, role, progress, law, ctx)
  else {
    ctx.send(progress.peer, append)
    if (progress.state === 'replicate') progress.nextIndex += append.entries.length
  }
  return append
}

/** Null where what comes before is compacted. */
function appendFor(node: RaftNode, role: Leader, progress: Progress, law: Law): Append | null {
  const prevIndex = progress.nextIndex - 1
  const prevTerm = termAt(node.log, prevIndex)
  if (prevTerm === null) return null
  const entries = entriesFor(node, progress, law)
  const { term, commitIndex: leaderCommit } = node
  return { type: 'append', term, round: role.round, prevIndex, prevTerm, entries, leaderCommit }
}

/** A heartbeat that speaks only of what the follower is known to hold, so that it cannot come too early. */
function greet(node: RaftNode, role: Leader, progress: Progress, ctx: Context<Raft>): void {
  const prevIndex = Math.max(progress.matchIndex, node.log.start)
  const prevTerm = termAt(node.log, prevIndex)!
  const { term, commitIndex: leaderCommit } = node
  ctx.send(progress.peer, { type: 'append', term, round: role.round, prevIndex, prevTerm, entries: none, leaderCommit })
}

const none: readonly Entry[] = []
const openRoundsMax = 64

function entriesFor({ log }: RaftNode, progress: Progress, { settings }: Law): readonly Entry[] {
  const { nextIndex, matchIndex, state } = progress
  const window = state === 'probe' ? nextIndex + settings.entriesPerAppendMax : matchIndex + settings.entriesInFlightMax
  const most = Math.min(lastIndex(log) - nextIndex + 1, settings.entriesPerAppendMax, window - nextIndex + 1)
  if (most <= 0) return none
  let count = 1
  if (most > 1) {
    let weight = weightOfContent(entryAt(log, nextIndex).content)
    while (count < most) {
      weight += weightOfContent(entryAt(log, nextIndex + count).content)
      if (weight > settings.appendBytesMax) break
      count++
    }
  }
  return entriesFrom(log, nextIndex, count)
}

function advanceCommit(node: RaftNode, role: Leader, law: Law, ctx: Context<Raft>): void {
  const end = lastIndex(node.log)
  const index = Math.min(
    end,
    law.decisions.quorumIndex(node.configuration, voter =>
      voter === ctx.self ? end : role.followers.get(voter)?.matchIndex,
    ),
  )
  if (index <= node.commitIndex || !law.decisions.mayCount(termAt(node.log, index), node.term)) return
  commitTo(node, index, law, ctx)
  answerReads(node, role, law, ctx)
  if (node.configurationIndex <= index) finishChange(node, role, law, ctx)
}

/** A joint configuration that is committed leads on to the new one, whoever began it (§6). */
function finishChange(node: RaftNode, role: Leader, law: Law, ctx: Context<Raft>): void {
  const { configuration } = node
  if (isJoint(configuration)) {
    const next = settled(configuration.incoming, configuration.learners)
    return appendOwn(node, role, { type: 'configuration', configuration: next }, law, ctx)
  }
  if (role.change?.catchUp === null) {
    ctx.answer(role.change.ticket, undefined)
    role.change = null
  }
  if (isVoter(configuration, ctx.self)) return
  // A leader outside the new configuration leads until it is committed, says so, and goes (§6).
  beginRound(node, role, law, ctx)
  changeRole(node, followerOf(null, false), ctx)
}

/** Where no quorum answers for long, the oldest are forgotten: the lease only gets shorter. */
function openRound({ openRounds, round }: Leader, sentAtMs: number): void {
  if (openRounds.length >= openRoundsMax) openRounds.shift()
  openRounds.push({ round, sentAtMs })
}

function confirmRounds(node: RaftNode, role: Leader, law: Law, ctx: Context<Raft>): void {
  const { configuration } = node
  const confirmed = Math.min(
    role.round,
    jointCommittedIndex(configuration, voter => (voter === ctx.self ? role.round : role.followers.get(voter)?.round)),
  )
  if (confirmed <= role.confirmedRound) return
  role.confirmedRound = confirmed
  while (role.openRounds.length > 0 && role.openRounds[0]!.round <= confirmed)
    role.leaseFromMs = role.openRounds.shift()!.sentAtMs
  answerReads(node, role, law, ctx)
  if (role.round === confirmed && role.reads.some(({ round }) => round > confirmed)) beginRound(node, role, law, ctx)
}

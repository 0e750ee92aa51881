// The follower's half of log replication (§5.3, figure 2: AppendEntries).

import type { PeerId } from '../../core/ids.ts'
import type { Context } from '../../core/protocol.ts'
import { commitTo } from './commitment.ts'
import { configurationAt } from './configuration.ts'
import type { Law } from './law.ts'
import { append, conflictAt, cutFrom, joined, lastIndex } from './log.ts'
import type { EarlyAppend, Follower, RaftNode } from './node.ts'
import { answerFollowerReads } from './reading.ts'
import { heedLeader, save } from './roles.ts'
import type { Append, Entry, Log, Raft } from './vocabulary.ts'

/** More than a leader has under way to one follower, unless its network is very slow. */
const earlyAppendsMax = 32

export function takeEntries(
  node: RaftNode,
  message: Omit<Append, 'type'>,
  from: PeerId,
  law: Law,
  ctx: Context<Raft>,
): void {
  const { term, round, prevIndex, prevTerm, entries, leaderCommit } = message
  if (!heedLeader(node, term, from, law, ctx)) {
    // The sender learns of the higher term and steps down; else this server could never come back (thesis §9.6).
    if (term < node.term) reject(node, message, from, ctx)
    return
  }
  if (isFromFuture(entries, term)) return
  const role = node.role as Follower
  if (waits(role, node.log, message)) return
  const lastShown = prevIndex + entries.length
  let matchIndex = lastShown
  if (prevIndex >= node.log.start) {
    if (!law.decisions.holds(node.log, { index: prevIndex, term: prevTerm })) return reject(node, message, from, ctx)
    role.isInStep = true
    const all = withEarly(role.early, lastShown, entries)
    if (!take(node, prevIndex, all, law, ctx)) return
    matchIndex = prevIndex + all.length
  } else if (lastShown > node.log.start) {
    // What was compacted is committed, so that it is the same here and there.
    if (!take(node, node.log.start, entries.slice(node.log.start - prevIndex), law, ctx)) return
  }
  const commitIndex = law.decisions.followersCommit({ leaderCommit, lastShown, ownLastIndex: lastIndex(node.log) })
  if (commitIndex > node.commitIndex) {
    commitTo(node, commitIndex, law, ctx)
    if (role.reads.length > 0) answerFollowerReads(node, role, law, ctx)
  }
  ctx.send(from, { type: 'appended', term: node.term, round, matchIndex })
}

/**
 * On a network that keeps no order, appends of one leader overtake each other. One that comes early waits for those
 * before it; if they are lost, the leader notices and sends all again.
 */
function waits({ isInStep, early }: Follower, log: Log, { prevIndex, entries }: EarlyAppend): boolean {
  if (!isInStep || entries.length === 0 || prevIndex <= lastIndex(log) || early.length >= earlyAppendsMax) return false
  const fresh = { prevIndex, entries }
  let place = early.push(fresh) - 1
  for (; place > 0 && early[place - 1]!.prevIndex <= prevIndex; place--) early[place] = early[place - 1]!
  early[place] = fresh
  return true
}

/** The entries with those that came early and follow them. What they overlap with, the leader sent again. */
function withEarly(early: EarlyAppend[], lastShown: number, entries: readonly Entry[]): readonly Entry[] {
  let all = entries
  let end = lastShown
  while (early.length > 0 && early[early.length - 1]!.prevIndex <= end) {
    const next = early.pop()!
    if (next.prevIndex < end) continue
    all = joined(all, next.entries)
    end += next.entries.length
  }
  return all
}

/** Makes the log equal to the leader's as far as the entries go. False where only a liar could ask for it. */
function take(node: RaftNode, prevIndex: number, entries: readonly Entry[], law: Law, ctx: Context<Raft>): boolean {
  if (entries.length === 0 && lastIndex(node.log) === prevIndex) return true
  const conflict = law.decisions.conflict(node.log, prevIndex, entries)
  if (conflict !== null) {
    if (conflict <= node.commitIndex) return false
    cut(node, conflict, law, ctx)
  }
  const held = lastIndex(node.log) - prevIndex
  if (held < entries.length) {
    const fresh = held === 0 ? entries : entries.slice(held)
    node.log = append(node.log, fresh)
    if (fresh.some(({ content }) => content.type === 'configuration')) useLatestConfiguration(node, ctx)
  } else if (conflict === null) return true
  save(node, ctx)
  return true
}

function cut(node: RaftNode, index: number, { decisions }: Law, ctx: Context<Raft>): void {
  node.log = cutFrom(node.log, index)
  if (node.configurationIndex < index) return
  // The configuration was never committed: the one before is in force again (§6).
  node.configuration = decisions.afterCut(node.log, node.snapshot, node.configuration)
  node.configurationIndex = configurationAt(node.log, node.snapshot, lastIndex(node.log)).index
  ctx.announce({ type: 'configured', configuration: node.configuration })
}

/** A server uses the latest configuration in its log, committed or not (§6). */
export function useLatestConfiguration(node: RaftNode, ctx: Context<Raft>): void {
  const { configuration, index } = configurationAt(node.log, node.snapshot, lastIndex(node.log))
  node.configuration = configuration
  node.configurationIndex = index
  ctx.announce({ type: 'configured', configuration })
}

function reject(
  { term, log }: RaftNode,
  { round, prevIndex }: Pick<Append, 'round' | 'prevIndex'>,
  from: PeerId,
  ctx: Context<Raft>,
): void {
  ctx.send(from, { type: 'rejected', term, round, prevIndex, ...conflictAt(log, prevIndex) })
}

/** No leader holds an entry of a later term than its own. */
const isFromFuture = (entries: readonly Entry[], term: number): boolean =>
  entries.length > 0 && entries[entries.length - 1]!.term > term

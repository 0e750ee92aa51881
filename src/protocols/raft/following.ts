// The follower's half of log replication (§5.3, figure 2: AppendEntries).

import type { PeerId } from '../../core/ids.ts'
import type { Context, Message } from '../../core/protocol.ts'
import { commitTo } from './commitment.ts'
import { configurationAt } from './configuration.ts'
import type { Law } from './law.ts'
import { append, conflictAt, cutFrom, lastIndex } from './log.ts'
import type { RaftNode } from './node.ts'
import { answerFollowerReads } from './reading.ts'
import { heedLeader, save } from './roles.ts'
import type { Entry, Raft } from './vocabulary.ts'

type Append = Extract<Message<Raft>, { type: 'append' }>

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
  const lastShown = prevIndex + entries.length
  if (prevIndex >= node.log.start) {
    if (!law.decisions.holds(node.log, { index: prevIndex, term: prevTerm })) return reject(node, message, from, ctx)
    if (!take(node, prevIndex, entries, law, ctx)) return
  } else if (lastShown > node.log.start) {
    // What was compacted is committed, so that it is the same here and there.
    if (!take(node, node.log.start, entries.slice(node.log.start - prevIndex), law, ctx)) return
  }
  const commitIndex = law.decisions.followersCommit({ leaderCommit, lastShown, ownLastIndex: lastIndex(node.log) })
  if (commitIndex > node.commitIndex) {
    commitTo(node, commitIndex, law, ctx)
    if (node.role.is === 'follower' && node.role.reads.length > 0) answerFollowerReads(node, node.role, law, ctx)
  }
  ctx.send(from, { type: 'appended', term: node.term, round, matchIndex: lastShown })
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

// What is committed is applied at once, and once enough of it is applied, the log is compacted (§5.3, §7).

import type { Context } from '../../core/protocol.ts'
import { configurationAt } from './configuration.ts'
import type { Law } from './law.ts'
import { compact, entryAt, termAt } from './log.ts'
import type { RaftNode } from './node.ts'
import { save } from './roles.ts'
import { apply, settle } from './sessions.ts'
import type { Raft } from './vocabulary.ts'

/** Applies all up to `index`, and tells the clients that waited for it. */
export function commitTo(node: RaftNode, index: number, law: Law, ctx: Context<Raft>): void {
  const { role } = node
  const proposals = role.is === 'leader' ? role.proposals : []
  let settledCount = 0
  while (node.commitIndex < index) {
    const at = ++node.commitIndex
    const applied = apply(node, entryAt(node.log, at), at, law)
    if (proposals[settledCount]?.index === at) settle(applied, proposals[settledCount++]!.ticket, ctx)
  }
  if (settledCount > 0) proposals.splice(0, settledCount)
  ctx.announce({ type: 'committed', index })
  if (isCompactionDue(node, law)) takeSnapshot(node, law, ctx)
}

/**
 * While a snapshot is on its way, the entries after it are kept twice as long. Else a busy leader would have compacted
 * them before it arrived, and would have to send another, for ever.
 */
function isCompactionDue({ role, commitIndex, log }: RaftNode, { decisions, settings }: Law): boolean {
  const committed = commitIndex - log.start
  if (!decisions.isTooLong(committed, settings)) return false
  const isSending = role.is === 'leader' && [...role.followers.values()].some(({ snapshot }) => snapshot !== null)
  return !isSending || decisions.isTooLong(committed / 2, settings)
}

/** The snapshot holds all that is applied; some entries before it stay, for followers that are a little behind. */
function takeSnapshot(node: RaftNode, { settings, decisions }: Law, ctx: Context<Raft>): void {
  const index = node.commitIndex
  const { configuration } = node.configurationIndex <= index ? node : configurationAt(node.log, node.snapshot, index)
  node.snapshot = {
    index,
    term: termAt(node.log, index)!,
    configuration,
    sessions: decisions.sessionsToKeep(node.sessions),
    machine: node.machine,
  }
  node.log = compact(node.log, Math.max(node.log.start, index - settings.entriesKept))
  save(node, ctx)
  ctx.announce({ type: 'compacted', index })
}

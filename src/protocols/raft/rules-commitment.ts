// What may be committed, and what it leads to (§5.3, §5.4, §6, §7).

import { digest } from '../../core/digest.ts'
import type { Digest, PeerId } from '../../core/ids.ts'
import { equal } from '../../core/plain.ts'
import { jointCommittedIndex } from '../../core/quorum.ts'
import { configurationAt } from './configuration.ts'
import { termAt } from './log.ts'
import type { RaftNode } from './node.ts'
import { always, announced, forgetOldest, type Sight, sightOf, sometimes } from './rules-sight.ts'
import type { Configuration, Log, Snapshot } from './vocabulary.ts'

export const commitmentRules = [
  always({
    id: 'R6',
    says: 'No two servers apply different entries at the same index: equal commit indices, equal machines and sessions (§5.4.3).',
    memory: () => ({
      reached: new Map<PeerId, number>(),
      outcomes: new Map<number, { readonly peer: PeerId; readonly outcome: Digest }>(),
    }),
    check({ reached, outcomes }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node } = sight
      if (reached.get(peer) === node.commitIndex) return true
      reached.set(peer, node.commitIndex)
      const outcome = digest([node.machine, node.sessions])
      const other = outcomes.get(node.commitIndex)
      // A lone voter commits what it has not saved yet: a crash may still undo it.
      if (other === undefined && node.configuration.incoming.length > 1) {
        outcomes.set(node.commitIndex, { peer, outcome })
        forgetOldest(outcomes)
      }
      return (
        other === undefined ||
        other.outcome === outcome ||
        `${peer} and ${other.peer} both applied all up to ${node.commitIndex}, and differ`
      )
    },
  }),

  always({
    id: 'R7',
    says: 'A leader commits by counting only where the entry is of its own term (§5.4.2).',
    memory: () => ({ leading: new Map<PeerId, { readonly term: number; readonly commitIndex: number }>() }),
    check({ leading }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node } = sight
      const { term, commitIndex } = node
      const before = leading.get(peer)
      if (node.role.is !== 'leader') {
        if (before !== undefined) leading.delete(peer)
        return true
      }
      if (before?.term === term && before.commitIndex === commitIndex) return true
      leading.set(peer, { term, commitIndex })
      if (before?.term !== term) return true
      const entryTerm = termAt(node.log, commitIndex)
      return entryTerm === term || `${peer} leads term ${term} and counted entry ${commitIndex}, of term ${entryTerm}`
    },
  }),

  always({
    id: 'R8',
    says: 'A leader commits only what a majority of its voters holds, and while two configurations are joint, a majority of each (§5.3, §6).',
    memory: () => ({
      leading: new Map<PeerId, LeaderFacts>(),
      /** The logs of those that are down, as they were last seen. */
      logs: new Map<PeerId, Log>(),
    }),
    check({ leading, logs }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node } = sight
      if (logs.get(peer) !== node.log) logs.set(peer, node.log)
      const before = leading.get(peer)
      const { term, commitIndex, configuration } = node
      if (before?.commitIndex === commitIndex && before.configuration === configuration && before.term === term)
        return true
      leading.set(peer, { term, commitIndex, configuration, isLeader: node.role.is === 'leader' })
      if (!before?.isLeader || before.term !== term || before.commitIndex >= commitIndex) return true
      const entryTerm = termAt(node.log, commitIndex)
      const acknowledged = (voter: PeerId) => (holds(logs.get(voter), commitIndex, entryTerm) ? commitIndex : 0)
      // What was counted may have ended the joint configuration, and then the new one counts on, in the same step.
      const held = Math.max(
        jointCommittedIndex(before.configuration, acknowledged),
        jointCommittedIndex(configuration, acknowledged),
      )
      return held >= commitIndex || `${peer} committed entry ${commitIndex}, and no quorum of its voters holds it`
    },
  }),

  always({
    id: 'R17',
    says: 'A snapshot holds what the log up to its index led to: machine, sessions and configuration (§7).',
    memory: () => ({ current: new Map<PeerId, Snapshot>(), taken: new Map<number, Digest>() }),
    check({ current, taken }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node, input, effects } = sight
      const { snapshot } = node
      if (current.get(peer) === snapshot) return true
      current.set(peer, snapshot)
      const { index } = snapshot
      if (announced(effects, 'compacted') !== null) {
        const whyNot = whyNotOutcome(snapshot, node, effects)
        if (whyNot !== null) return `the snapshot that ${peer} took at ${index} holds ${whyNot}`
        taken.set(index, digest(snapshot))
        forgetOldest(taken)
        return true
      }
      const known = taken.get(index)
      if (input.kind === 'start' || known === undefined || known === digest(snapshot)) return true
      return `the snapshot that ${peer} was sent, of all up to ${index}, is not the one that was taken`
    },
  }),

  sometimes({
    id: 'R25',
    says: 'A snapshot takes the place of a log.',
    memory: () => ({}),
    check(_memory, happening, cluster) {
      const sight = sightOf(happening, cluster)
      return sight !== null && announced(sight.effects, 'restored') !== null
    },
  }),
]

interface LeaderFacts {
  readonly term: number
  readonly commitIndex: number
  readonly configuration: Configuration
  readonly isLeader: boolean
}

const holds = (log: Log | undefined, index: number, term: number | null): boolean =>
  log !== undefined && (log.start >= index || termAt(log, index) === term)

function whyNotOutcome(snapshot: Snapshot, node: RaftNode, effects: Sight['effects']): string | null {
  if (snapshot.index !== node.commitIndex) {
    // The step that ends a joint configuration may go on to commit more: then its end is no likeness of the snapshot.
    const wasReached = effects.some(
      ({ kind, ...rest }) =>
        kind === 'announce' && equal(rest, { event: { type: 'committed', index: snapshot.index } }),
    )
    return wasReached ? null : 'what is not applied'
  }
  if (!equal(snapshot.machine, node.machine)) return 'another machine than the log led to'
  if (!equal(snapshot.sessions, node.sessions)) return 'other sessions than the log led to'
  const { configuration } = configurationAt(node.log, snapshot, snapshot.index)
  return equal(snapshot.configuration, configuration) ? null : 'another configuration than the log led to'
}

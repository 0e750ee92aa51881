// How the members of a cluster may change (§6; thesis §4).

import type { PeerId } from '../../core/ids.ts'
import { equal } from '../../core/plain.ts'
import { configurationAt, haveSameVoters, isJoint } from './configuration.ts'
import { entryAt, findEntry, lastIndex } from './log.ts'
import type { RaftNode } from './node.ts'
import { always, sightOf } from './rules-sight.ts'
import type { Configuration, Log } from './vocabulary.ts'

export const membershipRules = [
  always({
    id: 'R14',
    says: 'A server uses the latest configuration in its log, committed or not, and returns to the one before when it is cut off (§6, thesis §4.1).',
    memory: () => ({ logs: new Map<PeerId, Log>() }),
    check({ logs }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node } = sight
      if (logs.get(peer) === node.log) return true
      logs.set(peer, node.log)
      const latest = configurationAt(node.log, node.snapshot, lastIndex(node.log))
      return (
        equal(latest.configuration, node.configuration) ||
        `${peer} uses ${shown(node.configuration)}, and its log says ${shown(latest.configuration)}`
      )
    },
  }),

  always({
    id: 'R15',
    says: 'One change of membership at a time: a leader appends a configuration only once the one before it is committed (§6).',
    memory: () => ({ logs: new Map<PeerId, Log>() }),
    check({ logs }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node } = sight
      const before = logs.get(peer)
      if (before === node.log) return true
      logs.set(peer, node.log)
      if (node.role.is !== 'leader') return true
      for (const index of freshConfigurations(before, node)) {
        const previous = configurationAt(node.log, node.snapshot, index - 1)
        if (previous.index > node.commitIndex) {
          return `${peer} appended a configuration at ${index}, and that at ${previous.index} is not committed`
        }
      }
      return true
    },
  }),

  always({
    id: 'R16',
    says: 'Voters change only through a joint configuration: of two that follow each other, one is joint with the other (§6).',
    memory: () => ({ logs: new Map<PeerId, Log>() }),
    check({ logs }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node } = sight
      const before = logs.get(peer)
      if (before === node.log) return true
      logs.set(peer, node.log)
      for (const index of freshConfigurations(before, node)) {
        const { configuration: from } = configurationAt(node.log, node.snapshot, index - 1)
        const { configuration: to } = configurationAt(node.log, node.snapshot, index)
        if (!mayFollow(from, to)) return `on ${peer}, ${shown(to)} follows ${shown(from)} at ${index}`
      }
      return true
    },
  }),
]

/** Where configurations stand that were not there before, and whose predecessor is still known. */
function freshConfigurations(before: Log | undefined, { log, snapshot }: RaftNode): readonly number[] {
  const indices: number[] = []
  for (let index = lastIndex(log); index > Math.max(log.start, snapshot.index); index--) {
    const entry = entryAt(log, index)
    if (before !== undefined && findEntry(before, index) === entry) break
    if (entry.content.type === 'configuration') indices.push(index)
  }
  return indices
}

function mayFollow(from: Configuration, to: Configuration): boolean {
  if (isJoint(to)) return !isJoint(from) && haveSameMembers(to.outgoing, from.incoming)
  return haveSameVoters(from, to)
}

const haveSameMembers = (left: readonly PeerId[], right: readonly PeerId[]): boolean =>
  left.length === right.length && left.every(peer => right.includes(peer))

const shown = ({ incoming, outgoing }: Configuration): string =>
  outgoing.length === 0 ? `{${incoming.join(' ')}}` : `{${outgoing.join(' ')}} with {${incoming.join(' ')}}`

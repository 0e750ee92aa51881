// What must come about once the network is calm (thesis §6.2, §9.6).

import type { PeerId } from '../../core/ids.ts'
import { jointCommittedIndex, majority } from '../../core/quorum.ts'
import { membersOf } from './configuration.ts'
import type { RaftNode } from './node.ts'
import { announced, checksQuorum, eventually, sightOf, type View } from './rules-sight.ts'

/** A few elections and a few heartbeats: so long after the last fault the core must be at work again. */
export const recoveryMs = 4_000
/** Several times the longest election timeout that the check-quorum timer waits for. */
const unfollowedMsMax = 3_000

export const progressRules = [
  eventually({
    id: 'R21',
    says: 'The connected majority elects a leader and commits a new entry, and all of its servers come to apply it, even one that was stranded in a higher term (thesis §6.2, §9.6).',
    memory: () => ({ lastFaultMs: 0, commitBefore: 0, committed: 0, target: null as number | null }),
    observe(memory, happening, cluster) {
      if (happening.kind === 'fault') {
        memory.lastFaultMs = happening.atMs
        memory.commitBefore = memory.committed
        memory.target = null
        return
      }
      const sight = sightOf(happening, cluster)
      if (sight === null) return
      const { node, peer } = sight
      memory.committed = Math.max(memory.committed, node.commitIndex)
      if (memory.target !== null || node.role.is !== 'leader' || !cluster.core.includes(peer)) return
      if (node.commitIndex > memory.commitBefore) memory.target = node.commitIndex
    },
    check({ lastFaultMs, target }, cluster) {
      if (cluster.nowMs - lastFaultMs < recoveryMs || !isCoreAble(cluster)) return true
      const leader = latestLeader(cluster)
      if (leader === null) return `nobody leads ${cluster.core.join(' ')}`
      const { configuration, commitIndex, term, role } = leader.node
      const isAtWork = role.is === 'leader' && commitIndex >= role.firstIndex
      if (!isAtWork) return `${leader.peer} leads term ${term} and has committed nothing of it`
      for (const peer of cluster.core) {
        const node = cluster.node(peer)!
        if (!membersOf(configuration).has(peer) || node.commitIndex >= (target ?? role.firstIndex)) continue
        return `${peer} has applied all up to ${node.commitIndex} only, and ${leader.peer} leads and is at ${commitIndex}`
      }
      return true
    },
  }),

  eventually({
    id: 'R22',
    says: 'A leader that no quorum answers steps down (thesis §6.2).',
    memory: () => ({ offices: new Map<PeerId, Office>(), paused: new Set<PeerId>() }),
    observe({ offices, paused }, happening, cluster) {
      if (happening.kind === 'fault') {
        const { fault } = happening
        if (fault.type === 'pause') paused.add(fault.node)
        if (fault.type === 'resume' || fault.type === 'crash') paused.delete(fault.node)
        return
      }
      const sight = sightOf(happening, cluster)
      if (sight === null) return
      const { peer, node, input, effects } = sight
      const office = offices.get(peer)
      if (office?.term !== node.term || node.role.is !== 'leader') offices.delete(peer)
      else if (input.kind === 'message') office.heardMs.set(input.from, happening.atMs)
      if (announced(effects, 'becameLeader') !== null && checksQuorum(effects))
        offices.set(peer, { term: node.term, sinceMs: happening.atMs, heardMs: new Map() })
    },
    check({ offices, paused }, cluster) {
      for (const [peer, { sinceMs, heardMs }] of offices) {
        const node = cluster.node(peer)
        // Who stands still cannot step down.
        if (node === undefined || node.role.is !== 'leader' || paused.has(peer)) continue
        const heard = jointCommittedIndex(node.configuration, voter =>
          voter === peer ? cluster.nowMs : (heardMs.get(voter) ?? sinceMs),
        )
        if (cluster.nowMs - heard > unfollowedMsMax)
          return `${peer} leads term ${node.term}, and no quorum answered since ${heard}`
      }
      return true
    },
  }),
]

interface Office {
  readonly term: number
  readonly sinceMs: number
  readonly heardMs: Map<PeerId, number>
}

/** Whether the core holds a quorum of every configuration that one of its servers goes by. */
function isCoreAble(cluster: View): boolean {
  const core = new Set(cluster.core)
  if (core.size === 0) return false
  const isQuorum = (voters: readonly PeerId[]): boolean =>
    voters.length === 0 || voters.filter(voter => core.has(voter)).length >= majority(voters.length)
  return cluster.core.every(peer => {
    const { incoming, outgoing } = cluster.node(peer)!.configuration
    return isQuorum(incoming) && isQuorum(outgoing)
  })
}

function latestLeader(cluster: View): { readonly peer: PeerId; readonly node: RaftNode } | null {
  let latest: { readonly peer: PeerId; readonly node: RaftNode } | null = null
  for (const peer of cluster.core) {
    const node = cluster.node(peer)!
    if (node.role.is === 'leader' && (latest === null || node.term > latest.node.term)) latest = { peer, node }
  }
  return latest
}

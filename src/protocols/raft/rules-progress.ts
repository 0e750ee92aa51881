// What must come about once the network is calm (thesis §6.2, §9.6).

import type { PeerId } from '../../core/ids.ts'
import { jointCommittedIndex, majority } from '../../core/quorum.ts'
import { membersOf } from './configuration.ts'
import type { RaftNode } from './node.ts'
import { announced, eventually, sightOf, type View, waitFor } from './rules-sight.ts'

/** A few elections and a few heartbeats: so long after the last fault the core must be at work again, */
const recoveryMsMin = 4_000
/** and as many times as long as it waits for a leader. */
const recoveryWaits = 25
/** How often a leader finds that no quorum has answered. */
const checksMax = 10
/** A leader that runs does not rest for so long between two heartbeats. */
const restMsMax = 1_000

export const progressRules = [
  eventually({
    id: 'R21',
    says: 'The connected majority elects a leader and commits a new entry, and all of its servers come to apply it, even one that was stranded in a higher term (thesis §6.2, §9.6).',
    memory: () => ({ lastFaultMs: 0, waitMs: 0, commitBefore: 0, committed: 0, target: null as number | null }),
    observe(memory, happening, cluster) {
      if (happening.kind === 'fault') {
        memory.lastFaultMs = happening.atMs
        memory.commitBefore = memory.committed
        memory.target = null
        return
      }
      const sight = sightOf(happening, cluster)
      if (sight === null) return
      const { node, peer, effects } = sight
      memory.waitMs = Math.max(memory.waitMs, waitFor('patience', effects) ?? 0)
      memory.committed = Math.max(memory.committed, node.commitIndex)
      if (memory.target !== null || node.role.is !== 'leader' || !cluster.core.includes(peer)) return
      if (node.commitIndex > memory.commitBefore) memory.target = node.commitIndex
    },
    check({ lastFaultMs, waitMs, target }, cluster) {
      const recoveryMs = Math.max(recoveryMsMin, recoveryWaits * waitMs)
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
    memory: () => ({ offices: new Map<PeerId, Office>() }),
    observe({ offices }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return
      const { peer, node, input, effects } = sight
      const { atMs } = happening
      const office = offices.get(peer)
      if (office?.term !== node.term || node.role.is !== 'leader') offices.delete(peer)
      else {
        if (atMs - office.awakeMs > restMsMax) beginAnew(office, atMs)
        office.awakeMs = atMs
        if (input.kind === 'message') office.heardMs.set(input.from, atMs)
      }
      const checkMs = waitFor('checkQuorum', effects)
      if (checkMs !== null && announced(effects, 'becameLeader') !== null)
        offices.set(peer, { term: node.term, checkMs, sinceMs: atMs, awakeMs: atMs, heardMs: new Map() })
    },
    check({ offices }, cluster) {
      for (const [peer, { checkMs, sinceMs, awakeMs, heardMs }] of offices) {
        const node = cluster.node(peer)
        if (node === undefined || node.role.is !== 'leader') continue
        const heard = jointCommittedIndex(node.configuration, voter =>
          voter === peer ? awakeMs : (heardMs.get(voter) ?? sinceMs),
        )
        if (awakeMs - heard > checksMax * checkMs)
          return `${peer} leads term ${node.term}, and no quorum answered since ${heard}`
      }
      return true
    },
  }),
]

interface Office {
  readonly term: number
  /** How long it waits between two looks at who answered. */
  readonly checkMs: number
  /** Since when its voters could have answered. */
  sinceMs: number
  /** When it last did anything. Who stands still, paused or with its page gone, can neither be answered nor step down. */
  awakeMs: number
  readonly heardMs: Map<PeerId, number>
}

/** It stood still, and must be given the time again. */
function beginAnew(office: Office, atMs: number): void {
  office.sinceMs = atMs
  office.heardMs.clear()
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

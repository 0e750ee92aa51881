// A page that takes part in a Raft cluster of its room, and tells a test what it saw there.

import type { PeerId } from '../../../../src/core/ids.ts'
import { clients } from '../../../../src/protocols/raft/clients.ts'
import raftLab from '../../../../src/protocols/raft/lab.ts'
import type { RoomCluster } from '../../../../src/swarm/cluster/cluster.ts'
import { type JoinOptions, joinRoom } from '../../../../src/swarm/join-room.ts'
import { brokenIn, recordedBy } from '../../../swarm/cluster/recorded-by.ts'

export interface Judged {
  readonly divergence: string | null
  readonly broken: readonly string[]
  readonly lost: number
  readonly clients: number
}

declare global {
  interface Window {
    cluster: RoomCluster
    /** Gives this page's id. */
    take(options: JoinOptions): Promise<PeerId>
    homes(): Record<string, PeerId>
    leader(): { node: PeerId; home: PeerId | undefined; term: number } | null
    startClients(count: number): void
    /** How many operations of clients were answered, as far as this page knows. */
    answered(): number
    /** Takes a while, in which the page tells nobody anything. */
    judge(): Judged
    clusterTroubles: string[]
  }
}

window.clusterTroubles = []

window.take = async options => {
  const room = await joinRoom(options)
  window.cluster = await room.cluster(raftLab.protocol({}), { nodes: 5 })
  window.cluster.on('trouble', ({ about, why }) => window.clusterTroubles.push(`${about}: ${why}`))
  return room.self
}

window.homes = () => Object.fromEntries(window.cluster.homes)

/** Of the latest term, as far as this page knows. */
window.leader = () => {
  const { cluster } = window
  const leaders = cluster.core.flatMap(node => {
    const state = cluster.node(node) as { term: number; role: { is: string } } | undefined
    return state?.role.is === 'leader' ? [{ node, home: cluster.homes.get(node), term: state.term }] : []
  })
  return leaders.sort((left, right) => right.term - left.term)[0] ?? null
}

window.startClients = count => window.cluster.startClients(clients(count))

window.answered = () =>
  window.cluster.happenings.filter(one => one.kind === 'ended' && one.outcome.is === 'answered').length

window.judge = () => {
  const run = recordedBy(window.cluster, raftLab)
  const { tape, divergence } = run
  const { operations } = tape
  return {
    divergence: divergence && JSON.stringify(divergence),
    broken: brokenIn(run),
    lost: tape.happenings.filter(({ kind }) => kind === 'lost').length,
    clients: new Set(operations.map(({ client }) => client)).size,
  }
}

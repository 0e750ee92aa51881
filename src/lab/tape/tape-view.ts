// The cluster as it stands at the end of a tape: what rules may look at where there is no simulator to ask.

import type { PeerId } from '../../core/ids.ts'
import type { ClusterView } from '../../trace/cluster.ts'
import type { Tape } from './tape.ts'

export function viewOf(tape: Tape): ClusterView<any> {
  const actor = (peer: PeerId) => tape.actor(peer, tape.length)
  return {
    get members() {
      return tape.membersAt(tape.length)
    },
    get core() {
      const { groups } = tape.conditionsAt(tape.length)
      const running = this.members.filter(peer => actor(peer).is === 'up')
      if (groups === null) return running
      const together = (peer: PeerId) => running.filter(other => areTogether(groups, peer, other))
      return running.map(together).reduce((largest, group) => (group.length > largest.length ? group : largest), [])
    },
    get nowMs() {
      return tape.timeOf(tape.length)
    },
    node: peer => actor(peer).node,
    isHonest: peer => actor(peer).isHonest,
  }
}

const areTogether = (groups: ReadonlyMap<PeerId, number>, peer: PeerId, other: PeerId): boolean =>
  peer === other || (groups.has(peer) && groups.get(peer) === groups.get(other))

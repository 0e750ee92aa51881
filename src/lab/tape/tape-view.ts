// The cluster as it stands at the end of a tape: what rules may look at where there is no simulator to ask.

import type { PeerId } from '../../core/ids.ts'
import { largestGroup } from '../../faults/conditions.ts'
import type { ClusterView } from '../../trace/cluster.ts'
import type { Tape } from './tape.ts'

export function viewOf(tape: Tape): ClusterView<any> {
  const actor = (peer: PeerId) => tape.actor(peer, tape.length)
  return {
    get members() {
      return tape.membersAt(tape.length)
    },
    get core() {
      const running = this.members.filter(peer => actor(peer).is === 'up')
      return largestGroup(running, tape.conditionsAt(tape.length))
    },
    get nowMs() {
      return tape.timeOf(tape.length)
    },
    node: peer => actor(peer).node,
    isHonest: peer => actor(peer).isHonest,
  }
}

// The largest group of members that the network leaves together.

import type { PeerId } from '../../core/ids.ts'
import type { NetworkConditions } from '../../faults/conditions.ts'

export function largestGroup(members: readonly PeerId[], { groups }: NetworkConditions): readonly PeerId[] {
  if (groups === null) return members
  const together = members.map(peer => members.filter(other => areTogether(groups, peer, other)))
  return together.reduce((largest, group) => (group.length > largest.length ? group : largest), [])
}

const areTogether = (groups: ReadonlyMap<PeerId, number>, peer: PeerId, other: PeerId): boolean =>
  peer === other || (groups.has(peer) && groups.get(peer) === groups.get(other))

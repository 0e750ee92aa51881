// A network in two parts, as a fault.

import type { PeerId } from '../../core/ids.ts'
import type { Fault } from '../../faults/fault.ts'

/** Those who were chosen on one side, the rest on the other. */
export function partition(members: readonly PeerId[], away: readonly PeerId[]): Fault {
  const groups = [members.filter(peer => !away.includes(peer)), members.filter(peer => away.includes(peer))]
  return { type: 'partition', groups: groups.filter(group => group.length > 0) }
}

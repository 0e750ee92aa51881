// Whom a fault names, and what is left of it where some of those are not there.

import type { PeerId } from '../core/ids.ts'
import type { Fault } from './fault.ts'

export function peersNamedBy(fault: Fault): readonly PeerId[] {
  if ('groups' in fault) return fault.groups.flat()
  if ('node' in fault) return [fault.node]
  return 'from' in fault ? [fault.from, fault.to].filter(peer => peer !== null) : []
}

/** Null where it would strike nobody. */
export function among(members: readonly PeerId[], fault: Fault): Fault | null {
  if (fault.type !== 'partition') return peersNamedBy(fault).every(peer => members.includes(peer)) ? fault : null
  const groups = fault.groups.map(group => group.filter(peer => members.includes(peer)))
  return { ...fault, groups: groups.filter(group => group.length > 0) }
}

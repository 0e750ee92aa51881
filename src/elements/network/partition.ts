// A network in two parts, as a fault: by a list, or by a line that a hand drew around some of its nodes.

import type { PeerId } from '../../core/ids.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Point } from '../../lab/layout/point.ts'
import { isInside } from './polygon.ts'

/** Those who were chosen on one side, the rest on the other. */
export function partition(members: readonly PeerId[], away: readonly PeerId[]): Fault {
  const groups = [members.filter(peer => !away.includes(peer)), members.filter(peer => away.includes(peer))]
  return { type: 'partition', groups: groups.filter(group => group.length > 0) }
}

/** Null where all stand on one side of the line. */
export function partitionBy(
  line: readonly Point[],
  members: readonly PeerId[],
  places: readonly Point[],
): Fault | null {
  const away = members.filter((_, place) => isInside(places[place]!, line))
  return away.length === 0 || away.length === members.length ? null : partition(members, away)
}

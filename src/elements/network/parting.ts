// What parts the members of a network: cuts between two of them, and the sides of a partition.

import type { PeerId } from '../../core/ids.ts'
import { isCut, type NetworkConditions } from '../../faults/conditions.ts'

/** Everyone who cannot hear another, one way or both, as an index into members. */
export function cutsOf(
  conditions: NetworkConditions,
  members: readonly PeerId[],
): readonly { readonly from: number; readonly to: number; readonly isBothWays: boolean }[] {
  if (conditions.groups === null && conditions.cuts.size === 0) return []
  return members.flatMap((left, from) =>
    members.slice(from + 1).flatMap((right, offset) => {
      const to = from + 1 + offset
      const [there, back] = [isCut(conditions, left, right), isCut(conditions, right, left)]
      if (!there && !back) return []
      return [there ? { from, to, isBothWays: back } : { from: to, to: from, isBothWays: false }]
    }),
  )
}

/** The sides of a partition, each as indices into members; who stands in no group is alone. */
export function groupsOf({ groups }: NetworkConditions, members: readonly PeerId[]): readonly (readonly number[])[] {
  if (groups === null) return []
  const sides = new Map<unknown, number[]>()
  members.forEach((peer, place) => {
    const side = groups.get(peer) ?? peer
    sides.set(side, [...(sides.get(side) ?? []), place])
  })
  return [...sides.values()]
}

// The state of a network, as the faults so far have left it. Plain data, changed only by faults.

import type { PeerId } from '../core/ids.ts'
import type { Fault } from './fault.ts'

export interface LinkConditions {
  readonly lowMs: number
  readonly highMs: number
  readonly lossPerMille: number
  readonly duplicatePerMille: number
  readonly reorderPerMille: number
  readonly reorderByMs: number
}

export interface NetworkConditions {
  /** What holds on every link that has no entry of its own. */
  readonly everywhere: LinkConditions
  /** By `from>to`. Where a name is left out, it stands for everyone: `n1>` is all that n1 sends. */
  readonly links: ReadonlyMap<string, Partial<LinkConditions>>
  /** Ends of one-way cuts, in the same writing. `>` is everyone to everyone. */
  readonly cuts: ReadonlySet<string>
  /** The group of each member, or null when the network is whole. */
  readonly groups: ReadonlyMap<PeerId, number> | null
  readonly bytesPerMs: number
  readonly isOrderKept: boolean
}

/** A quiet local network: what a classroom's switch does on a good day. */
export const quietNetwork: NetworkConditions = {
  everywhere: {
    lowMs: 1,
    highMs: 5,
    lossPerMille: 0,
    duplicatePerMille: 0,
    reorderPerMille: 0,
    reorderByMs: 0,
  },
  links: new Map(),
  cuts: new Set(),
  groups: null,
  bytesPerMs: 0,
  isOrderKept: false,
}

/** The conditions after a fault. Faults of nodes change nothing here; `heal` goes back to `atFirst`. */
export function afterFault(conditions: NetworkConditions, fault: Fault, atFirst: NetworkConditions): NetworkConditions {
  switch (fault.type) {
    case 'partition':
      return { ...conditions, groups: groupOf(fault.groups) }
    case 'cut':
      return { ...conditions, cuts: new Set([...conditions.cuts, linkName(fault)]) }
    case 'mend':
      return { ...conditions, cuts: new Set([...conditions.cuts].filter(name => name !== linkName(fault))) }
    case 'heal':
      return atFirst
    case 'loss':
      return onLink(conditions, fault, { lossPerMille: fault.perMille })
    case 'delay':
      return onLink(conditions, fault, { lowMs: fault.lowMs, highMs: Math.max(fault.lowMs, fault.highMs) })
    case 'duplicate':
      return onLink(conditions, fault, { duplicatePerMille: fault.perMille })
    case 'reorder':
      return onLink(conditions, fault, { reorderPerMille: fault.perMille, reorderByMs: fault.byMs })
    case 'bandwidth':
      return { ...conditions, bytesPerMs: fault.bytesPerMs }
    case 'order':
      return { ...conditions, isOrderKept: fault.isKept }
    default:
      return conditions
  }
}

/** What holds on one link: its own entry before its ends' entries before what holds everywhere. */
export function conditionsOf(conditions: NetworkConditions, from: PeerId, to: PeerId): LinkConditions {
  const { everywhere, links } = conditions
  if (links.size === 0) return everywhere
  return { ...everywhere, ...links.get(`${from}>`), ...links.get(`>${to}`), ...links.get(`${from}>${to}`) }
}

export function isCut({ cuts, groups }: NetworkConditions, from: PeerId, to: PeerId): boolean {
  if (groups !== null && from !== to && !shareGroup(groups, from, to)) return true
  return cuts.size > 0 && (cuts.has('>') || cuts.has(`${from}>`) || cuts.has(`>${to}`) || cuts.has(`${from}>${to}`))
}

/** The most of these members whom no partition keeps apart; of equals, the first. Who stands in no group is alone. */
export function largestGroup(members: readonly PeerId[], { groups }: NetworkConditions): readonly PeerId[] {
  if (groups === null) return members
  const together = new Map<PeerId | number, PeerId[]>()
  for (const member of members) {
    const group = groups.get(member) ?? member
    const others = together.get(group)
    if (others) others.push(member)
    else together.set(group, [member])
  }
  return [...together.values()].reduce((largest, group) => (group.length > largest.length ? group : largest), [])
}

interface LinkEnds {
  readonly from: PeerId | null
  readonly to: PeerId | null
}

const linkName = ({ from, to }: LinkEnds): string => `${from ?? ''}>${to ?? ''}`

function onLink(conditions: NetworkConditions, ends: LinkEnds, change: Partial<LinkConditions>): NetworkConditions {
  const name = linkName(ends)
  if (name === '>') return { ...conditions, everywhere: { ...conditions.everywhere, ...change } }
  const links = new Map(conditions.links)
  links.set(name, { ...links.get(name), ...change })
  return { ...conditions, links }
}

function groupOf(groups: readonly (readonly PeerId[])[]): ReadonlyMap<PeerId, number> {
  return new Map(groups.flatMap((members, group) => members.map(member => [member, group] as const)))
}

function shareGroup(groups: ReadonlyMap<PeerId, number>, from: PeerId, to: PeerId): boolean {
  const group = groups.get(from)
  return group !== undefined && group === groups.get(to)
}

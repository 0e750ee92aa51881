// What becomes of one message. The simulator and the faulty link of a real peer ask the same question here.

import type { PeerId } from '../core/ids.ts'
import type { Random } from '../core/random.ts'
import { conditionsOf, isCut, type NetworkConditions } from './conditions.ts'

export type Fate =
  /** How long each copy travels, in microseconds. */
  | { readonly is: 'carried'; readonly copiesUs: readonly number[] }
  | { readonly is: 'lost'; readonly why: 'cut' | 'loss' }

const cut: Fate = { is: 'lost', why: 'cut' }
const lost: Fate = { is: 'lost', why: 'loss' }

export function networkFate(conditions: NetworkConditions, from: PeerId, to: PeerId, random: Random): Fate {
  if (isCut(conditions, from, to)) return cut
  const link = conditionsOf(conditions, from, to)
  if (link.lossPerMille > 0 && random.chance(link.lossPerMille / 1000)) return lost
  const first = random.between(link.lowMs * 1000, link.highMs * 1000)
  const copiesUs = [isLate(link, random) ? first + link.reorderByMs * 1000 : first]
  if (link.duplicatePerMille > 0 && random.chance(link.duplicatePerMille / 1000)) {
    copiesUs.push(random.between(link.lowMs * 1000, (link.highMs + link.reorderByMs) * 1000))
  }
  return { is: 'carried', copiesUs }
}

const isLate = (link: { readonly reorderPerMille: number }, random: Random): boolean =>
  link.reorderPerMille > 0 && random.chance(link.reorderPerMille / 1000)

// The life of a rumor at one node: fresh, hot, cold. Demers et al. 1987, §1.4: a site is susceptible, infective, removed.

import type { Random } from '../../core/random.ts'
import type { Update } from './vocabulary.ts'

export interface Rumor {
  readonly update: Update
  heat: Heat
}

export type Heat =
  /** Heard in this cycle: for those who contact us until it ends, we count as susceptible still. */
  | { readonly is: 'fresh' }
  /** We spread it. `useless` counts cycles in a row; `contacts` is what this cycle's contacts came to, at best. */
  | { readonly is: 'hot'; useless: number; contacts: 'none' | 'useless' | 'useful' }
  /** We know it and spread it no more. */
  | { readonly is: 'cold' }

/** How a node loses interest. */
export interface Interest {
  /** After `k` useless cycles in a row, or after each with probability `1/k`. */
  readonly by: 'counter' | 'coin'
  readonly k: number
}

const fresh: Heat = { is: 'fresh' }
const cold: Heat = { is: 'cold' }

export const freshRumor = (update: Update): Rumor => ({ update, heat: fresh })
export const coldRumor = (update: Update): Rumor => ({ update, heat: cold })
export const isHot = ({ heat }: Rumor): boolean => heat.is === 'hot'
export const isFresh = ({ heat }: Rumor): boolean => heat.is === 'fresh'

/** The footnote of table 3: of several contacts in one cycle, a single useful one is enough. */
export function noteContact({ heat }: Rumor, isUseful: boolean): void {
  if (heat.is !== 'hot') return // nothing is counted for what is not spread
  if (isUseful) heat.contacts = 'useful'
  else if (heat.contacts === 'none') heat.contacts = 'useless'
}

/** Judges the cycle that is over and begins the next. True where interest is lost now. */
export function turnCycle(rumor: Rumor, interest: Interest, random: Random): boolean {
  const { heat } = rumor
  if (heat.is === 'fresh') rumor.heat = { is: 'hot', useless: 0, contacts: 'none' }
  if (heat.is !== 'hot') return false
  const { contacts } = heat
  heat.contacts = 'none'
  if (contacts === 'useful') heat.useless = 0
  if (contacts !== 'useless') return false
  heat.useless++
  const isLost = interest.by === 'counter' ? heat.useless >= interest.k : random.chance(1 / interest.k)
  if (isLost) rumor.heat = cold
  return isLost
}

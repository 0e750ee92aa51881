// The places where a general could be wrong, each with its right answer. A mutant replaces one.

import type { PeerId } from '../../core/ids.ts'
import type { Order } from './vocabulary.ts'

export interface Judgments {
  /** What the word along a path comes to, when one was told it and the others say that they were told theirs. */
  verdict(own: Order, others: readonly Order[]): Order
  /** Who is told: all that the word has not passed through. */
  hearers(peers: readonly PeerId[], passed: readonly PeerId[]): readonly PeerId[]
  /** Whether a chain of signatures must be what it says. */
  isSealChecked: boolean
  /** Whether a general acts at the end of the last round, although messages are missing. */
  actsOn(missing: number): boolean
}

/** Who says nothing says this (A3 of the paper: absence is noticed; §3: the default is to retreat). */
export const byDefault: Order = 'retreat'

export const judgments: Judgments = {
  verdict: (own, others) => majority([own, ...others]),
  hearers: (peers, passed) => peers.filter(peer => !passed.includes(peer)),
  isSealChecked: true,
  actsOn: () => true,
}

/** Half is no majority. */
export function majority(orders: readonly Order[]): Order {
  const attacks = orders.filter(order => order === 'attack').length
  return attacks * 2 > orders.length ? 'attack' : byDefault
}

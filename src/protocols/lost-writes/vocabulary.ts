// What the keepers of a cart tell each other, and what a customer asks of them.

import { dot } from '../../core/crdt/dot.ts'
import type { Vocabulary } from '../../core/protocol.ts'
import { choice, list, nat, record } from '../../core/shape.ts'
import { item, items, store } from './cart.ts'

export const vocabulary = {
  messages: {
    /** This is what I keep: make of it and yours what both come to. */
    cart: { store },
  },
  timers: {
    /** Time to tell the next of the others. */
    round: {},
  },
  requests: {
    add: { ask: { item }, answer: dot },
    remove: { ask: { item }, answer: dot },
    /** One cart, or several between which the customer must decide. */
    read: { ask: {}, answer: list(items) },
  },
  events: {
    /** The edit was made and acknowledged. */
    edited: { count: nat, change: choice('add', 'remove'), item },
    /** An edit of this node was acknowledged, and has given way to one that had not seen it. */
    lost: { count: nat },
  },
  durable: record({ store }),
} as const satisfies Vocabulary

export type LostWrites = typeof vocabulary

// What generals say to each other, by word of mouth or under seal.

import type { Vocabulary } from '../../core/protocol.ts'
import { bytesOf, choice, list, maybe, nat, type Of, peer, record } from '../../core/shape.ts'

/** No path is longer than the army is large. */
export const pathLengthMax = 64

export const order = choice('attack', 'retreat')
export type Order = Of<typeof order>

/** One signature of a chain: over the order and all who signed before. */
export const seal = record({ by: peer, signature: bytesOf(64) })
export type Seal = Of<typeof seal>

export const vocabulary = {
  messages: {
    /** The last of the path says that the one before said ..., and so on back to the commander, who said `order`. */
    oral: { order, path: list(peer, pathLengthMax) },
    signed: { order, seals: list(seal, pathLengthMax) },
  },
  timers: {
    /** The round is over: whatever has not come was never sent. */
    round: { number: nat },
  },
  requests: {
    whichOrder: { ask: {}, answer: maybe(order) },
  },
  events: {
    obeyed: { order },
  },
  /** The order obeyed, if any. That there is something at all says that the war has begun. */
  durable: record({ obeyed: maybe(order) }),
} as const satisfies Vocabulary

export type Generals = typeof vocabulary

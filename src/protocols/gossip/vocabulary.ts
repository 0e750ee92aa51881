// What gossiping nodes tell each other, and what an update is made of.

import type { Vocabulary } from '../../core/protocol.ts'
import { flag, list, maybe, nat, type Of, peer, record, textOf } from '../../core/shape.ts'

/** So many keys of so many bytes, at their longest, fit into one message. */
export const keysMax = 64
const key = textOf(64)
const value = textOf(512)

/** The paper's globally unique timestamp (§1.1), without clocks: a later write counts higher, and ties go by name. */
export const version = record({ count: nat, by: peer })
export const update = record({ key, value, version })

export const vocabulary = {
  messages: {
    /** What I am spreading: a push, or the answer to a pull. */
    rumors: { updates: list(update, keysMax) },
    /** What are you spreading? */
    pull: {},
    /** Whether each of your rumors was news to me when this cycle began. */
    feedback: { verdicts: list(record({ key, version, isUseful: flag }), keysMax) },
    /** All that I know, hot or cold, by version: the beginning of anti-entropy. */
    compare: { versions: list(record({ key, version }), keysMax) },
    /** What you know less well than I, and the keys that I know less well than you. */
    reconcile: { updates: list(update, keysMax), wanted: list(key, keysMax) },
    /** What you wanted: the end of anti-entropy. */
    repair: { updates: list(update, keysMax) },
  },
  timers: {
    /** A cycle is over and the next one begins. */
    cycle: {},
    /** Time to compare everything with someone. */
    comparison: {},
  },
  requests: {
    spread: { ask: { key, value }, answer: version },
    read: { ask: { key }, answer: maybe(value) },
  },
  events: {
    /** News: the node is informed from now on. */
    heard: { key, version },
    /** The node lost interest: it knows, and spreads no more. */
    cooled: { key, version },
  },
  durable: record({ updates: list(update, keysMax) }),
} as const satisfies Vocabulary

export type Gossip = typeof vocabulary
export type Version = Of<typeof version>
export type Update = Of<typeof update>

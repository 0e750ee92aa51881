// What replicas tell each other, what their users ask of them, and what each remembers.

import { actor, dot } from '../../core/crdt/dot.ts'
import { versionVector } from '../../core/crdt/version-vector.ts'
import type { Vocabulary } from '../../core/protocol.ts'
import { choice, flag, list, nat, nothing, peer, record, textOf, within } from '../../core/shape.ts'
import { amountMax, changeNames, lettersPerEditMax, operation, word } from './operation.ts'
import { delta, replica } from './replica.ts'
import { values } from './values.ts'

export const operationsPerMessageMax = 64

const place = nat

export const vocabulary = {
  messages: {
    /** All of me: merge with it. */
    state: { replica },
    /** What I learned since I knew only so much. */
    delta: { delta },
    /** Do these, each once and after all that it builds on. */
    operations: { operations: list(operation, operationsPerMessageMax) },
    /**
     * So much I know: what do I lack? Whoever lacks something as well asks back, unless this is such an answer. One who
     * is new is always answered.
     */
    digest: { context: versionVector, kind: choice('question', 'firstQuestion', 'answer') },
  },
  timers: {
    /** Time to exchange with the next of the others. */
    round: {},
  },
  requests: {
    increment: { ask: { by: within(1, amountMax) }, answer: dot },
    adjust: { ask: { by: within(-amountMax, amountMax) }, answer: dot },
    assign: { ask: { value: word }, answer: dot },
    write: { ask: { value: word }, answer: dot },
    add: { ask: { element: word }, answer: dot },
    remove: { ask: { element: word }, answer: dot },
    put: { ask: { key: word, value: word }, answer: dot },
    erase: { ask: { key: word }, answer: dot },
    /** Before the letter that is now at this place. */
    insert: { ask: { at: place, text: textOf(4 * lettersPerEditMax) }, answer: dot },
    cut: { ask: { at: place, count: within(1, lettersPerEditMax) }, answer: dot },
    read: { ask: {}, answer: values },
    /** Exchange with this one now, not when its turn comes. */
    meet: { ask: { peer }, answer: nothing },
  },
  events: {
    /** An edit was made here. */
    edited: { count: nat, change: choice(...changeNames) },
    /** Something new came from another. */
    learned: { peer },
    /** An assignment lost as soon as it was made: its register holds one that a clock ahead has stamped. */
    lost: { value: word, holds: word },
    /** Tombstones are gone, as everyone knows what made them. */
    collected: { count: nat },
  },
  durable: record({ actor, hasListened: flag, replica }),
} as const satisfies Vocabulary

export type Crdt = typeof vocabulary

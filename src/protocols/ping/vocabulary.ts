// What a pinging node says, and what it remembers.

import type { Vocabulary } from '../../core/protocol.ts'
import { flag, list, nat, peer, record } from '../../core/shape.ts'

export const vocabulary = {
  messages: {
    /** Are you there? `serial` tells the answers of different rounds apart. */
    ping: { serial: nat },
    pong: { serial: nat },
  },
  timers: {
    /** Time to ask everyone again. */
    round: {},
    /** The answer of this peer to this round is overdue. */
    overdue: { peer, serial: nat },
  },
  requests: {
    isAlive: { ask: { peer }, answer: flag },
    whoIsAlive: { ask: {}, answer: list(peer) },
  },
  events: {
    appeared: { peer },
    vanished: { peer },
  },
  durable: record({ serial: nat }),
} as const satisfies Vocabulary

export type Ping = typeof vocabulary

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
    /** Whoever has not answered this round by now is late. */
    overdue: {},
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

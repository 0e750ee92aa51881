// Five nodes that give back every token they get, and do nothing else: what the simulator itself takes for an event.

import type { Protocol } from '../../src/core/protocol.ts'
import { nat, nothing } from '../../src/core/shape.ts'
import { Simulator } from '../../src/simulator/simulator.ts'

/** With four tokens to each other node there are as many under way as messages of the busy Raft. */
const tokensEach = 4

const vocabulary = {
  messages: { token: { serial: nat } },
  timers: {},
  requests: {},
  events: {},
  durable: nothing,
} as const

const echo: Protocol<typeof vocabulary, object> = {
  name: 'echo',
  vocabulary,
  start(ctx) {
    for (let serial = 0; serial < tokensEach; serial++) ctx.broadcast({ type: 'token', serial })
    return {}
  },
  onMessage: { token: (_node, { serial }, from, ctx) => ctx.send(from, { type: 'token', serial: serial + 1 }) },
  onTimer: {},
  onRequest: {},
}

export function echoes(seed: number): Simulator<typeof vocabulary, object> {
  return new Simulator({ protocol: echo, members: 5, seed })
}

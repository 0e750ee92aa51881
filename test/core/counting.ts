// A small protocol for tests of the contract itself: it counts what it is told, and uses every kind of effect once.

import type { PeerId, Ticket } from '../../src/core/ids.ts'
import type { Protocol, Vocabulary } from '../../src/core/protocol.ts'
import { flag, nat, record, text } from '../../src/core/shape.ts'

export const vocabulary = {
  messages: { add: { amount: nat }, added: { total: nat } },
  timers: { tick: { round: nat } },
  requests: { add: { ask: { amount: nat }, answer: nat }, prove: { ask: { text }, answer: flag } },
  events: { grew: { total: nat } },
  jobs: { prove: { ask: { text }, result: flag } },
  durable: record({ total: nat }),
} as const satisfies Vocabulary

export type Counting = typeof vocabulary

export interface CountingNode {
  total: number
  asking: Ticket<'prove'> | null
  readonly heardFrom: Map<PeerId, number>
}

export const counting: Protocol<Counting, CountingNode> = {
  name: 'counting',
  vocabulary,

  start(ctx, durable = { total: 0 }) {
    ctx.set({ type: 'tick', round: 1 }, 10)
    return { total: durable.total, asking: null, heardFrom: new Map() }
  },

  onMessage: {
    add(node, { amount }, from, ctx) {
      node.total += amount
      node.heardFrom.set(from, (node.heardFrom.get(from) ?? 0) + 1)
      ctx.save({ total: node.total })
      ctx.send(from, { type: 'added', total: node.total })
    },
    added: (_node, { total }, _from, ctx) => ctx.announce({ type: 'grew', total }),
  },

  onTimer: {
    tick(_node, { round }, ctx) {
      ctx.broadcast({ type: 'add', amount: ctx.random.between(1, 1_000) })
      ctx.cancel({ type: 'tick', round })
      ctx.set({ type: 'tick', round: round + 1 }, 10)
    },
  },

  onRequest: {
    add(node, { amount }, ticket, ctx) {
      if (amount === 0) return ctx.refuse(ticket, 'nothing to add')
      node.total += amount
      ctx.save({ total: node.total })
      ctx.answer(ticket, node.total)
    },
    prove(node, { text }, ticket, ctx) {
      if (node.asking !== null) ctx.abandon(node.asking, 'another came')
      node.asking = ticket
      ctx.work({ type: 'prove', text })
    },
  },

  onDone: {
    prove(node, isProven, ctx) {
      if (node.asking !== null) ctx.answer(node.asking, isProven)
      node.asking = null
    },
  },

  onPeers(node, peers) {
    for (const peer of [...node.heardFrom.keys()]) if (!peers.includes(peer)) node.heardFrom.delete(peer)
  },

  jobs: { prove: { run: ({ text }) => text.length % 2 === 0, durationMs: [20, 30] } },
}

// A node that does what it is asked, one effect at a time: what the acceptance of hosts is made with.

import type { PeerId } from '../../src/core/ids.ts'
import type { Protocol, Vocabulary } from '../../src/core/protocol.ts'
import { flag, nat, record } from '../../src/core/shape.ts'

export const vocabulary = {
  messages: { told: { total: nat } },
  timers: { alarm: { round: nat } },
  requests: {
    /** Adds, saves, tells everybody, answers. */
    keep: { ask: { amount: nat }, answer: nat },
    set: { ask: { round: nat, delayMs: nat }, answer: flag },
    cancel: { ask: { round: nat }, answer: flag },
    /** Answered when the computation is done. */
    prove: { ask: { number: nat }, answer: flag },
  },
  events: {},
  jobs: { prove: { ask: { number: nat }, result: flag } },
  durable: record({ total: nat }),
} as const satisfies Vocabulary

export type Errands = typeof vocabulary

export interface ErrandNode {
  total: number
  readonly heard: { readonly from: PeerId; readonly total: number }[]
  readonly rung: number[]
  readonly proving: { readonly number: number; readonly ticket: any }[]
  peers: readonly PeerId[]
}

export const errands: Protocol<Errands, ErrandNode> = {
  name: 'errands',
  vocabulary,
  start: (ctx, durable = { total: 0 }) => ({
    total: durable.total,
    heard: [],
    rung: [],
    proving: [],
    peers: [...ctx.peers],
  }),
  onMessage: { told: (node, { total }, from) => void node.heard.push({ from, total }) },
  onTimer: { alarm: (node, { round }) => void node.rung.push(round) },
  onRequest: {
    keep(node, { amount }, ticket, ctx) {
      node.total += amount
      ctx.answer(ticket, node.total)
      ctx.broadcast({ type: 'told', total: node.total })
      ctx.save({ total: node.total })
    },
    set(_node, { round, delayMs }, ticket, ctx) {
      ctx.set({ type: 'alarm', round }, delayMs)
      ctx.answer(ticket, true)
    },
    cancel(_node, { round }, ticket, ctx) {
      ctx.cancel({ type: 'alarm', round })
      ctx.answer(ticket, true)
    },
    prove(node, { number }, ticket, ctx) {
      node.proving.push({ number, ticket })
      ctx.work({ type: 'prove', number })
    },
  },
  onDone: {
    prove(node, isProven, ctx) {
      const proving = node.proving.shift()
      if (proving !== undefined) ctx.answer(proving.ticket, isProven)
    },
  },
  onPeers: (node, peers) => {
    node.peers = [...peers]
  },
  jobs: { prove: { run: ({ number }) => number % 2 === 0, durationMs: [40, 60] } },
}

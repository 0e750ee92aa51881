// Ping: who of the others is there? The smallest useful failure detector, and the folder that new protocols begin from.
// Chandra & Toueg, "Unreliable Failure Detectors for Reliable Distributed Systems", 1996, §1: a crashed node and a slow
// one look alike, so all it can offer is suspicion.

import type { PeerId } from '../../core/ids.ts'
import type { Context, Protocol } from '../../core/protocol.ts'
import { type Ping, vocabulary } from './vocabulary.ts'

export interface PingNode {
  /** The number of the last round. Saved, so that an answer from before a crash is never taken for a fresh one. */
  serial: number
  readonly alive: Set<PeerId>
  /** Who has not answered the round under way. */
  awaited: Set<PeerId>
}

export interface PingOptions {
  readonly everyMs: number
  /** After so long without an answer a peer counts as gone. */
  readonly patienceMs: number
}

export const defaults: PingOptions = {
  // A classroom notices a closed lid within a second.
  everyMs: 500,
  patienceMs: 250,
}

const round = { type: 'round' } as const
const overdue = { type: 'overdue' } as const

export function ping(options: Partial<PingOptions> = {}): Protocol<Ping, PingNode> {
  const { everyMs, patienceMs } = { ...defaults, ...options }

  return {
    name: 'ping',
    vocabulary,

    start(ctx, durable = { serial: 0 }) {
      const node: PingNode = { serial: durable.serial, alive: new Set(), awaited: new Set() }
      askEveryone(node, ctx)
      return node
    },

    onMessage: {
      ping(_node, { serial }, from, ctx) {
        ctx.send(from, { type: 'pong', serial })
      },

      pong(node, { serial }, from, ctx) {
        if (serial !== node.serial) return // an answer to an older round says nothing of now
        if (node.awaited.delete(from) && node.awaited.size === 0) ctx.cancel(overdue)
        if (node.alive.has(from)) return
        node.alive.add(from)
        ctx.announce({ type: 'appeared', peer: from })
      },
    },

    onTimer: {
      round: (node, _timer, ctx) => askEveryone(node, ctx),

      overdue(node, _timer, ctx) {
        for (const peer of node.awaited) if (node.alive.delete(peer)) ctx.announce({ type: 'vanished', peer })
      },
    },

    onRequest: {
      isAlive: (node, { peer }, ticket, ctx) => ctx.answer(ticket, node.alive.has(peer)),
      whoIsAlive: (node, _ask, ticket, ctx) => ctx.answer(ticket, [...node.alive]),
    },

    onPeers(node, peers, ctx) {
      for (const peer of [...node.alive].filter(peer => !peers.includes(peer))) {
        node.alive.delete(peer)
        ctx.announce({ type: 'vanished', peer })
      }
    },
  }

  function askEveryone(node: PingNode, ctx: Context<Ping>): void {
    node.serial++
    ctx.save({ serial: node.serial })
    ctx.broadcast({ type: 'ping', serial: node.serial })
    node.awaited = new Set(ctx.peers)
    ctx.set(overdue, patienceMs)
    ctx.set(round, everyMs)
  }
}

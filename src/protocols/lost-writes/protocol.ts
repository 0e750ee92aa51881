// What the last writer costs: one shopping cart on several replicas, kept in three ways. DeCandia et al., "Dynamo: Amazon's
// Highly Available Key-value Store", 2007, §4.4 and §6.3; and what came after it, Shapiro et al. 2011.

import { countMax, type Dot } from '../../core/crdt/dot.ts'
import { latestIn } from '../../core/crdt/version-vector.ts'
import type { Ticket } from '../../core/ids.ts'
import { equal } from '../../core/plain.ts'
import type { Context, Millis, Protocol } from '../../core/protocol.ts'
import {
  type Cart,
  cartsIn,
  type Edit,
  edited,
  emptyStore,
  isLost,
  itemsMax,
  merged,
  type Store,
  standing,
} from './cart.ts'
import { type LostWrites, vocabulary } from './vocabulary.ts'

export interface CartNode {
  store: Store
  /** How many of its own edits it has acknowledged and seen lost since it started. */
  lost: number
  /** Whose turn it is to be told. */
  turn: number
}

export const kinds = ['latest', 'siblings', 'additions'] as const

export interface CartOptions {
  readonly keeps: Cart['type']
  /** The pause between two tellings of the whole cart. */
  readonly everyMs: Millis
}

export const defaults: CartOptions = {
  keeps: 'additions',
  // Long enough to see an edit travel, short enough that everyone has heard of it in a second.
  everyMs: 200,
}

export function lostWrites(options: Partial<CartOptions> = {}): Protocol<LostWrites, CartNode> {
  const { keeps, everyMs } = { ...defaults, ...options }

  return {
    name: 'lost-writes',
    vocabulary,

    start(ctx, durable = { store: emptyStore(keeps) }) {
      ctx.set({ type: 'round' }, everyMs)
      return { store: durable.store, lost: 0, turn: ctx.random.between(0, 4096) }
    },

    onMessage: {
      cart(node, { store }, _from, ctx) {
        const after = merged(node.store, store)
        if (equal(after, node.store)) return // known already
        const own = standing(node.store)
        node.store = after
        ctx.save({ store: after })
        if (own?.actor === ctx.self) noteLoss(node, own, ctx)
      },
    },

    onTimer: {
      round(node, _timer, ctx) {
        ctx.set({ type: 'round' }, everyMs)
        if (ctx.peers.length === 0) return
        ctx.send(ctx.peers.at(node.turn++ % ctx.peers.length)!, { type: 'cart', store: node.store })
      },
    },

    onRequest: {
      add: (node, { item }, ticket, ctx) => edit(node, { type: 'add', item }, ticket, ctx),
      remove: (node, { item }, ticket, ctx) => edit(node, { type: 'remove', item }, ticket, ctx),
      read: (node, _ask, ticket, ctx) => ctx.answer(ticket, cartsIn(node.store)),
    },
  }

  function edit(node: CartNode, edit: Edit, ticket: Ticket<Edit['type']>, ctx: Context<LostWrites>): void {
    const dot = { actor: ctx.self, count: latestIn(node.store.heard) + 1 }
    const after = edited(node.store, edit, dot, ctx.now)
    if (dot.count > countMax || cartsIn(after).some(({ length }) => length > itemsMax)) {
      return ctx.refuse(ticket, 'the cart is full')
    }
    node.store = after
    ctx.save({ store: after })
    ctx.announce({ type: 'edited', count: dot.count, change: edit.type, item: edit.item })
    noteLoss(node, dot, ctx)
    ctx.broadcast({ type: 'cart', store: after })
    ctx.answer(ticket, dot)
  }
}

/** Nobody is told of it but the reader of this lab. */
function noteLoss(node: CartNode, dot: Dot, ctx: Context<LostWrites>): void {
  if (!isLost(dot, node.store)) return
  node.lost++
  ctx.announce({ type: 'lost', count: dot.count })
}

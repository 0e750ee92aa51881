// Keepers of a cart with one thing wrong, each time another.

import { byDot, nameOf } from '../../core/crdt/dot.ts'
import { joinVectors } from '../../core/crdt/version-vector.ts'
import { type CartOptions, lostWrites } from './protocol.ts'

export const mutants = [
  {
    name: 'takesTheOther',
    says: 'Puts the cart that it is told of in place of its own.',
    breaks: 'R1',
    protocol(options: Partial<CartOptions>) {
      const honest = lostWrites(options)
      return {
        ...honest,
        onMessage: {
          cart(node, { store }, _from, ctx) {
            node.store = { heard: joinVectors(node.store.heard, store.heard), cart: store.cart }
            ctx.save({ store: node.store })
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'throwsAllTogether',
    says: 'Makes one heap of both carts, whatever was taken out of either.',
    breaks: 'R2',
    protocol(options: Partial<CartOptions>) {
      const honest = lostWrites(options)
      return {
        ...honest,
        onMessage: {
          cart(node, { store }, from, ctx) {
            const { cart } = node.store
            honest.onMessage.cart(node, { store }, from, ctx)
            if (cart.type !== 'additions' || store.cart.type !== 'additions') return
            const all = [...cart.set, ...store.cart.set]
            const set = byDot(new Map(all.map(addition => [nameOf(addition.dot), addition])).values())
            node.store = { heard: node.store.heard, cart: { type: 'additions', set } }
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'saysItOnce',
    says: 'Tells of an edit when it is made, and never again to those who were away.',
    breaks: 'R3',
    protocol(options: Partial<CartOptions>) {
      const honest = lostWrites(options)
      return { ...honest, onTimer: { round: () => {} } } satisfies typeof honest
    },
  },
  {
    name: 'forgetsInACrash',
    says: 'Starts with an empty cart after a crash.',
    breaks: 'R4',
    protocol(options: Partial<CartOptions>) {
      const honest = lostWrites(options)
      return { ...honest, start: ctx => honest.start(ctx, undefined) } satisfies typeof honest
    },
  },
]

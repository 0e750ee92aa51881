// Gossip with one thing wrong, each time another.

import { type GossipOptions, gossip } from './protocol.ts'
import type { Update } from './vocabulary.ts'

export const mutants = [
  {
    name: 'forgetsInACrash',
    says: 'Starts with an empty memory after a crash.',
    breaks: 'R1',
    protocol(options: Partial<GossipOptions>) {
      const honest = gossip(options)
      return { ...honest, start: ctx => honest.start(ctx, undefined) } satisfies typeof honest
    },
  },
  {
    name: 'signsWhatItRelays',
    says: 'Takes in what it hears under its own name, as if it had started it.',
    breaks: 'R2',
    protocol(options: Partial<GossipOptions>) {
      const honest = gossip(options)
      return {
        ...honest,
        onMessage: {
          ...honest.onMessage,
          rumors(node, { updates }, from, ctx) {
            const signed = updates.map(({ key, value, version }) => ({
              key,
              value,
              version: { ...version, by: ctx.self },
            }))
            honest.onMessage.rumors(node, { updates: signed }, from, ctx)
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'tellsOldStories',
    says: 'Answers a pull with all that it knows, hot or cold.',
    breaks: 'R3',
    protocol(options: Partial<GossipOptions>) {
      const honest = gossip(options)
      return {
        ...honest,
        onMessage: {
          ...honest.onMessage,
          pull(node, _message, from, ctx) {
            const updates = [...node.rumors.values()].map(({ update }) => update)
            if (updates.length === 0) return
            node.traffic += updates.length
            ctx.send(from, { type: 'rumors', updates })
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'countsCycles',
    says: 'Counts a cycle in which it spread something as one update, whatever it sent and to how many.',
    breaks: 'R4',
    protocol(options: Partial<GossipOptions>) {
      const honest = gossip(options)
      return {
        ...honest,
        onTimer: {
          ...honest.onTimer,
          cycle(node, timer, ctx) {
            const before = node.traffic
            honest.onTimer.cycle(node, timer, ctx)
            node.traffic = Math.min(node.traffic, before + 1)
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'isTooQuick',
    says: 'Takes a rumor for old as soon as it has heard it, not when the cycle is over.',
    breaks: 'R5',
    protocol(options: Partial<GossipOptions>) {
      const honest = gossip(options)
      return {
        ...honest,
        onMessage: {
          ...honest.onMessage,
          rumors(node, message, from, ctx) {
            for (const rumor of node.rumors.values())
              if (rumor.heat.is === 'fresh') rumor.heat = { is: 'hot', useless: 0, contacts: 'none' }
            honest.onMessage.rumors(node, message, from, ctx)
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'comparesInVain',
    says: 'Compares with others and does nothing about the differences.',
    breaks: 'R6',
    protocol(options: Partial<GossipOptions>) {
      const honest = gossip(options)
      return { ...honest, onMessage: { ...honest.onMessage, compare: () => {} } } satisfies typeof honest
    },
  },
  {
    name: 'believesTheFirst',
    says: 'Keeps the first value it heard of a key, and takes no newer one from others.',
    breaks: 'R7',
    protocol(options: Partial<GossipOptions>) {
      const honest = gossip(options)
      const unknown = (node: { readonly rumors: ReadonlyMap<string, unknown> }, updates: readonly Update[]) =>
        updates.filter(({ key }) => !node.rumors.has(key))
      return {
        ...honest,
        onMessage: {
          ...honest.onMessage,
          rumors: (node, { updates }, from, ctx) =>
            honest.onMessage.rumors(node, { updates: unknown(node, updates) }, from, ctx),
          reconcile: (node, { updates, wanted }, from, ctx) =>
            honest.onMessage.reconcile(node, { updates: unknown(node, updates), wanted }, from, ctx),
          repair: (node, { updates }, from, ctx) =>
            honest.onMessage.repair(node, { updates: unknown(node, updates) }, from, ctx),
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'neverTires',
    says: 'Does not listen to whether its rumors are news.',
    breaks: 'R8',
    protocol(options: Partial<GossipOptions>) {
      const honest = gossip(options)
      return { ...honest, onMessage: { ...honest.onMessage, feedback: () => {} } } satisfies typeof honest
    },
  },
]

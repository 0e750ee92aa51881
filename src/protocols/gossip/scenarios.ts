// Runs of gossip worth seeing.

import { peerId } from '../../core/ids.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Load, Scenario, ScriptLine } from '../../trace/scenario.ts'
import type { GossipOptions } from './protocol.ts'
import type { Gossip } from './vocabulary.ts'

const names = (low: number, high: number) =>
  Array.from({ length: high - low + 1 }, (_, place) => peerId(`n${low + place}`))

const news = (atMs: number, node: number, key: string, value: string): ScriptLine<Gossip> => ({
  atMs,
  ask: { node: peerId(`n${node}`), request: { type: 'spread', key, value } },
})

const strike = (atMs: number, fault: Fault): ScriptLine<Gossip> => ({ atMs, fault })

/** Three people with a few things to say on the same topics, who also listen. */
const conversation: Load<Gossip, { left: number }> = {
  clients: 3,
  thinkMs: [100, 900],
  patienceMs: 500,
  begin: () => ({ left: 8 }),
  wish(memory, random) {
    if (memory.left-- === 0) return null
    const key = random.pick(['weather', 'exam', 'lunch'])
    return random.chance(0.5) ? { f: 'write', key, value: `news ${memory.left}` } : { f: 'read', key, value: null }
  },
  request: (_memory, { f, key, value }) =>
    f === 'write' ? { type: 'spread', key: key!, value: value as string } : { type: 'read', key: key! },
  settle: (_memory, _operation, outcome) => outcome,
}

export const scenarios: readonly Scenario<Gossip, GossipOptions>[] = [
  {
    name: 'conversation',
    says: 'Several rumors at once, some of them newer than others: push, pull and quiet comparison bring all to all.',
    nodes: 8,
    forMs: 12_000,
    load: conversation,
  },
  {
    name: 'calm-push',
    says: 'One rumor in a quiet room of fifty: first it doubles with each cycle, then the last few are hard to find.',
    nodes: 50,
    forMs: 5_000,
    options: { variant: 'push-feedback-counter', k: 4, antiEntropyEveryMs: 0 },
    script: [news(10, 1, 'exam', 'moved to Friday')],
  },
  {
    name: 'pull-finishes',
    says: 'The same with pull beside push: it finishes what push starts, and the last few ask for themselves.',
    nodes: 50,
    forMs: 5_000,
    options: { variant: 'push-pull-feedback-counter', k: 4, antiEntropyEveryMs: 0 },
    script: [news(10, 1, 'exam', 'moved to Friday')],
  },
  {
    name: 'residue',
    says: 'Whoever tells one who knows falls silent at once (k = 1), and about one in five never hears.',
    nodes: 50,
    forMs: 5_000,
    options: { variant: 'push-feedback-counter', k: 1, antiEntropyEveryMs: 0 },
    script: [news(10, 1, 'exam', 'moved to Friday')],
  },
  {
    name: 'coin-flips',
    says: 'Nobody answers, and a coin says after each contact whether to go on: chance alone decides who hears.',
    nodes: 50,
    forMs: 8_000,
    options: { variant: 'push-blind-coin', k: 3, fanout: 2, antiEntropyEveryMs: 0 },
    script: [news(10, 1, 'exam', 'moved to Friday')],
  },
  {
    name: 'lossy-network',
    says: 'A third of all messages is lost: gossip takes longer and arrives all the same.',
    nodes: 24,
    forMs: 8_000,
    script: [
      strike(0, { type: 'loss', perMille: 333, from: null, to: null }),
      news(10, 1, 'exam', 'moved to Friday'),
      news(700, 9, 'lunch', 'soup'),
    ],
  },
  {
    name: 'killed-nodes',
    says: 'A quarter of the room closes the lid in the middle of it; two come back and catch up.',
    nodes: 24,
    forMs: 10_000,
    script: [
      news(10, 1, 'exam', 'moved to Friday'),
      ...names(2, 7).map(node => strike(320, { type: 'crash', node, disk: 'synced' })),
      news(900, 9, 'exam', 'moved to Monday'),
      ...names(2, 3).map(node => strike(4_000, { type: 'restart', node })),
    ],
  },
  {
    name: 'partition',
    says: 'Each half hears its own news and its rumors die; after the healing, only comparison brings the halves together.',
    nodes: 20,
    forMs: 10_000,
    script: [
      strike(0, { type: 'partition', groups: [names(1, 10), names(11, 20)] }),
      news(10, 1, 'exam', 'moved to Friday'),
      news(10, 11, 'exam', 'moved to Monday'),
      news(500, 12, 'lunch', 'soup'),
      strike(5_000, { type: 'heal' }),
    ],
  },
]

// Runs of replicated data types worth seeing.

import { type PeerId, peerId } from '../../core/ids.ts'
import type { Request } from '../../core/protocol.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Scenario, ScriptLine } from '../../trace/scenario.ts'
import { editors } from './clients.ts'
import type { CrdtOptions } from './protocol.ts'
import type { Crdt } from './vocabulary.ts'

const [n1, n2, n3] = [peerId('n1'), peerId('n2'), peerId('n3')]

const ask = (atMs: number, node: PeerId, request: Request<Crdt>): ScriptLine<Crdt> => ({ atMs, ask: { node, request } })
const strike = (atMs: number, fault: Fault): ScriptLine<Crdt> => ({ atMs, fault })
const part = (atMs: number, ...groups: readonly (readonly PeerId[])[]): ScriptLine<Crdt> =>
  strike(atMs, { type: 'partition', groups })
const heal = (atMs: number): ScriptLine<Crdt> => strike(atMs, { type: 'heal' })
const meet = (atMs: number, node: PeerId, peer: PeerId): ScriptLine<Crdt> => ask(atMs, node, { type: 'meet', peer })
const everyoneReads = (atMs: number): readonly ScriptLine<Crdt>[] =>
  [n1, n2, n3].map(node => ask(atMs, node, { type: 'read' }))

export const scenarios: readonly Scenario<Crdt, CrdtOptions>[] = [
  {
    name: 'busy',
    says: 'Five replicas, edited everywhere at once: each sends only what the other lacks.',
    nodes: 5,
    forMs: 8_000,
    load: editors(4, 12),
  },
  {
    name: 'busy-states',
    says: 'The same, and each sends all it has, over and over: simple, robust, and heavy.',
    nodes: 5,
    forMs: 8_000,
    options: { replication: 'state' },
    load: editors(4, 12),
  },
  {
    name: 'busy-operations',
    says: 'The same, and each operation is sent to all and done once, in causal order.',
    nodes: 5,
    forMs: 8_000,
    options: { replication: 'operation' },
    load: editors(4, 12),
  },
  {
    name: 'edit-while-parted',
    says: 'Two halves go on editing without each other; when the network heals, neither has lost a thing.',
    nodes: 3,
    forMs: 6_000,
    script: [
      ask(400, n1, { type: 'increment', by: 1 }),
      ask(500, n1, { type: 'insert', at: 0, text: 'tea' }),
      part(1_000, [n1], [n2, n3]),
      ask(1_200, n1, { type: 'increment', by: 2 }),
      ask(1_300, n2, { type: 'increment', by: 3 }),
      ask(1_500, n1, { type: 'insert', at: 3, text: ' and milk' }),
      ask(1_600, n2, { type: 'insert', at: 0, text: 'hot ' }),
      ask(1_700, n3, { type: 'write', value: 'noon' }),
      ask(1_800, n1, { type: 'write', value: 'evening' }),
      heal(3_000),
      ...everyoneReads(5_500),
    ],
  },
  {
    name: 'by-hand',
    says: 'Nobody tells anybody by itself: have replicas meet in any order and as often as you like. It comes out the same.',
    nodes: 3,
    forMs: 6_000,
    options: { replication: 'state', everyMs: 60_000 },
    script: [
      ask(1_000, n1, { type: 'add', element: 'milk' }),
      ask(1_000, n2, { type: 'increment', by: 2 }),
      ask(1_000, n3, { type: 'insert', at: 0, text: 'tea' }),
      meet(2_000, n1, n2),
      meet(2_500, n3, n2),
      meet(3_000, n3, n2),
      meet(3_500, n2, n1),
      meet(4_000, n1, n3),
      ...everyoneReads(5_500),
    ],
  },
  {
    name: 'shuffled-twice',
    says: 'Operations come twice and in any order: done once each and in causal order, they give the same everywhere.',
    nodes: 3,
    forMs: 6_000,
    options: { replication: 'operation' },
    script: [
      strike(0, { type: 'duplicate', perMille: 700, from: null, to: null }),
      strike(0, { type: 'reorder', perMille: 500, byMs: 400, from: null, to: null }),
      ask(500, n1, { type: 'add', element: 'milk' }),
      ask(540, n1, { type: 'remove', element: 'milk' }),
      ask(580, n1, { type: 'increment', by: 1 }),
      ask(620, n2, { type: 'increment', by: 1 }),
      ask(660, n1, { type: 'insert', at: 0, text: 'ab' }),
      ask(700, n1, { type: 'cut', at: 0, count: 1 }),
      heal(3_000),
      ...everyoneReads(5_500),
    ],
  },
  {
    name: 'clock-behind',
    says: 'n3 reads "noon" and assigns "evening", later and knowingly; its clock is behind, and "noon" stays.',
    nodes: 3,
    forMs: 5_000,
    script: [
      strike(0, { type: 'skew', node: n3, byMs: -2_000 }),
      ask(1_000, n1, { type: 'assign', value: 'noon' }),
      ask(2_000, n3, { type: 'assign', value: 'evening' }),
      ask(2_000, n3, { type: 'write', value: 'evening' }),
      ...everyoneReads(4_000),
    ],
  },
  {
    name: 'hybrid-clock',
    says: 'The same with a clock that follows what it has seen: what knew of a value comes after it, and "evening" wins.',
    nodes: 3,
    forMs: 5_000,
    options: { clock: 'hybrid' },
    script: [
      strike(0, { type: 'skew', node: n3, byMs: -2_000 }),
      ask(1_000, n1, { type: 'assign', value: 'noon' }),
      ask(2_000, n3, { type: 'assign', value: 'evening' }),
      ...everyoneReads(4_000),
    ],
  },
  {
    name: 'shopping-cart',
    says: 'One takes the milk out while another puts it in again: what nobody has seen, nobody can remove, and it stays.',
    nodes: 3,
    forMs: 5_000,
    script: [
      ask(400, n1, { type: 'add', element: 'milk' }),
      ask(500, n1, { type: 'add', element: 'bread' }),
      part(1_000, [n1], [n2, n3]),
      ask(1_200, n1, { type: 'remove', element: 'milk' }),
      ask(1_200, n1, { type: 'remove', element: 'bread' }),
      ask(1_300, n2, { type: 'add', element: 'milk' }),
      heal(2_500),
      ...everyoneReads(4_500),
    ],
  },
  {
    name: 'siblings',
    says: 'Two write the same register without each other: a reader gets both, and whoever writes then replaces both.',
    nodes: 3,
    forMs: 5_000,
    script: [
      part(900, [n1], [n2, n3]),
      ask(1_000, n1, { type: 'write', value: 'noon' }),
      ask(1_000, n2, { type: 'write', value: 'evening' }),
      heal(2_000),
      ...everyoneReads(3_000),
      ask(3_500, n3, { type: 'write', value: 'evening, then' }),
      ...everyoneReads(4_500),
    ],
  },
  {
    name: 'two-typists',
    says: 'Two type in the same place at once: each word stays whole, and all see them in the same order.',
    nodes: 3,
    forMs: 4_000,
    script: [
      part(900, [n1], [n2, n3]),
      ...Array.from('left', (letter, at) => ask(1_000 + 50 * at, n1, { type: 'insert', at, text: letter })),
      ...Array.from('right', (letter, at) => ask(1_000 + 50 * at, n2, { type: 'insert', at, text: letter })),
      heal(2_000),
      ...everyoneReads(3_500),
    ],
  },
  {
    name: 'tombstones',
    says: 'While n3 is away every deleted letter and key must be kept for it; soon after its return nothing of them is left.',
    nodes: 3,
    forMs: 8_000,
    script: [
      ask(400, n1, { type: 'insert', at: 0, text: 'a long first draft' }),
      ask(500, n2, { type: 'put', key: 'milk', value: '2' }),
      part(1_000, [n1, n2], [n3]),
      ask(1_500, n2, { type: 'cut', at: 0, count: 7 }),
      ask(1_600, n1, { type: 'erase', key: 'milk' }),
      ask(2_500, n3, { type: 'insert', at: 6, text: ',' }),
      heal(4_000),
      ...everyoneReads(7_000),
    ],
  },
  {
    name: 'tombstones-for-ever',
    says: 'Nobody asks who still needs the tombstones, and they stay: the text is empty, and the state is not.',
    nodes: 3,
    forMs: 5_000,
    options: { isCollecting: false },
    breaks: ['R10'],
    script: [
      ask(400, n1, { type: 'insert', at: 0, text: 'a long first draft' }),
      ask(1_500, n2, { type: 'cut', at: 0, count: 18 }),
      ...everyoneReads(4_500),
    ],
  },
  {
    name: 'lost-disk',
    says: 'n1 loses its disk and comes back under another name. It edits again only when it has learned what the others know.',
    nodes: 3,
    forMs: 7_000,
    script: [
      ask(400, n1, { type: 'increment', by: 1 }),
      ask(500, n1, { type: 'add', element: 'milk' }),
      strike(1_500, { type: 'crash', node: n1, disk: 'lost' }),
      ask(1_800, n2, { type: 'add', element: 'bread' }),
      strike(2_500, { type: 'restart', node: n1 }),
      ask(2_501, n1, { type: 'increment', by: 1 }),
      ask(4_000, n1, { type: 'increment', by: 1 }),
      ask(4_100, n1, { type: 'add', element: 'tea' }),
      ...everyoneReads(6_500),
    ],
  },
]

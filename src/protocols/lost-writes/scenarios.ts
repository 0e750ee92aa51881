// One story told three times, and another: what becomes of a cart.

import { type PeerId, peerId } from '../../core/ids.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Load, Scenario, ScriptLine } from '../../trace/scenario.ts'
import type { Edit } from './cart.ts'
import type { CartOptions } from './protocol.ts'
import type { LostWrites } from './vocabulary.ts'

const [n1, n2, n3] = [peerId('n1'), peerId('n2'), peerId('n3')]

const ask = (atMs: number, node: PeerId, type: Edit['type'], item: string): ScriptLine<LostWrites> => ({
  atMs,
  ask: { node, request: { type, item } },
})
const read = (atMs: number, node: PeerId): ScriptLine<LostWrites> => ({
  atMs,
  ask: { node, request: { type: 'read' } },
})
const strike = (atMs: number, fault: Fault): ScriptLine<LostWrites> => ({ atMs, fault })

/** n1 takes the bread out and puts eggs in; n2, apart from it and a little later, puts milk in. Then n3 adds tea. */
const story: readonly ScriptLine<LostWrites>[] = [
  ask(400, n1, 'add', 'bread'),
  strike(1_000, { type: 'partition', groups: [[n1], [n2, n3]] }),
  ask(1_200, n1, 'remove', 'bread'),
  ask(1_250, n1, 'add', 'eggs'),
  ask(1_300, n2, 'add', 'milk'),
  strike(2_500, { type: 'heal' }),
  read(4_000, n3),
  ask(4_500, n3, 'add', 'tea'),
  ...[n1, n2, n3].map(node => read(6_000, node)),
]

/** n1's clock is two seconds ahead. n2 sees what n1 wrote, and writes after it. */
const clockAhead: readonly ScriptLine<LostWrites>[] = [
  strike(0, { type: 'skew', node: n1, byMs: 2_000 }),
  ask(400, n1, 'add', 'bread'),
  read(1_400, n2),
  ask(1_500, n2, 'add', 'milk'),
  ...[n1, n2, n3].map(node => read(3_500, node)),
]

/** A family that shops together, for a few things that everyone may want. */
const family: Load<LostWrites, { left: number }> = {
  clients: 4,
  thinkMs: [50, 400],
  patienceMs: 500,
  begin: () => ({ left: 14 }),
  wish(memory, random) {
    if (memory.left-- === 0) return null
    const item = random.pick(['bread', 'eggs', 'milk', 'tea'])
    return { f: random.pick(['add', 'add', 'remove', 'read']), value: item }
  },
  request: (_memory, { f, value }) =>
    f === 'read' ? { type: 'read' } : { type: f as Edit['type'], item: value as string },
  settle: (_memory, _operation, outcome) => outcome,
}

export const scenarios: readonly Scenario<LostWrites, CartOptions>[] = [
  {
    name: 'family',
    says: 'Four people fill one cart from everywhere, each addition by its own name: nothing is lost, nothing rises again.',
    nodes: 5,
    forMs: 8_000,
    load: family,
  },
  {
    name: 'cart-latest',
    says: 'The later cart replaces the other: the eggs are lost, and the bread that was taken out is back.',
    nodes: 3,
    forMs: 7_000,
    options: { keeps: 'latest' },
    breaks: ['R1', 'R2'],
    script: story,
  },
  {
    name: 'cart-siblings',
    says: 'Both carts are kept and both are shown. Nothing is lost; but whoever makes one of them brings the bread back.',
    nodes: 3,
    forMs: 7_000,
    options: { keeps: 'siblings' },
    breaks: ['R2'],
    script: story,
  },
  {
    name: 'cart-additions',
    says: 'The same story, and the cart is what was put in and not taken out: eggs, milk and tea, as everyone meant.',
    nodes: 3,
    forMs: 7_000,
    script: story,
  },
  {
    name: 'clock-ahead-latest',
    says: 'n2 sees the bread and adds milk, and is told that all is well. n1’s clock is ahead, so the bread alone stays.',
    nodes: 3,
    forMs: 5_000,
    options: { keeps: 'latest' },
    breaks: ['R1'],
    script: clockAhead,
  },
  {
    name: 'clock-ahead-siblings',
    says: 'A vector clock asks who had seen what, not what time it was: the later cart replaces the one it has seen.',
    nodes: 3,
    forMs: 5_000,
    options: { keeps: 'siblings' },
    script: clockAhead,
  },
  {
    name: 'clock-ahead-additions',
    says: 'Bread and milk: where nothing is overwritten, no clock can be wrong.',
    nodes: 3,
    forMs: 5_000,
    script: clockAhead,
  },
]

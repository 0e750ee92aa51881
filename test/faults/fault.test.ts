// Goal: a fault is data that can be drawn, written, read and checked. Method: its shape, and what follows from each draw.

import { describe, expect, test } from 'vitest'
import { decode, encode } from '../../src/core/codec.ts'
import { peerId } from '../../src/core/ids.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { afterFault, conditionsOf, quietNetwork } from '../../src/faults/conditions.ts'
import { type Fault, fault } from '../../src/faults/fault.ts'
import { clearing, drawFault, storm } from '../../src/faults/storm.ts'

const members = ['n1', 'n2', 'n3', 'n4', 'n5'].map(peerId)
const [n1, n2, n3] = members as [(typeof members)[0], (typeof members)[0], (typeof members)[0]]
const situation = { members, down: [n1], paused: [n2] }

describe('a fault', () => {
  test('of any kind comes back from its bytes', () => {
    const random = new SeededRandom(1)
    for (let sample = 0; sample < 500; sample++) {
      const drawn = fault.sample(random)
      expect(decode(fault, encode(fault, drawn), 'fault')).toEqual(drawn)
    }
  })

  test.each<[unknown, string]>([
    [{ type: 'crash', node: 'n1', disk: 'melted' }, 'fault.crash.disk: expected synced or unsynced or lost'],
    [{ type: 'loss', perMille: 1001, from: null, to: null }, 'fault.loss.perMille: expected 0 to 1000, got 1001'],
    [{ type: 'drift', node: 'n1', perMillion: -1_000_000 }, 'fault.drift.perMillion: expected -500000 to 500000'],
    [{ type: 'flood' }, 'fault.type: expected partition or cut'],
  ])('%o is none', (value, problem) => {
    expect(() => fault.check(value, 'fault')).toThrow(problem)
  })

  test('of one link overrules that of its ends, which overrules that of all links', () => {
    const after = (...faults: readonly Fault[]) =>
      faults.reduce((now, one) => afterFault(now, one, quietNetwork), quietNetwork)
    const loss = (perMille: number, from: typeof n1 | null, to: typeof n1 | null): Fault => ({
      type: 'loss',
      perMille,
      from,
      to,
    })
    const conditions = after(loss(1, null, null), loss(2, n1, null), loss(3, null, n2), loss(4, n1, n2))
    const perMille = (from: typeof n1, to: typeof n1) => conditionsOf(conditions, from, to).lossPerMille
    expect([perMille(n3, n1), perMille(n1, n3), perMille(n3, n2), perMille(n1, n2)]).toEqual([1, 2, 3, 4])
    expect(afterFault(conditions, { type: 'heal' }, quietNetwork)).toBe(quietNetwork)
  })

  test('of a node leaves the network as it is', () => {
    expect(afterFault(quietNetwork, { type: 'crash', node: n1, disk: 'lost' }, quietNetwork)).toBe(quietNetwork)
  })
})

describe('a storm', () => {
  test('draws faults that fit the situation', () => {
    const random = new SeededRandom(2)
    for (let draw = 0; draw < 2_000; draw++) {
      const drawn = drawFault(storm, situation, random)
      if (drawn === null) continue
      expect(fault.check(drawn, 'fault')).toEqual(drawn)
      if (drawn.type === 'restart') expect(drawn.node).toBe(n1)
      if (drawn.type === 'resume') expect(drawn.node).toBe(n2)
      if (drawn.type === 'crash' || drawn.type === 'pause') expect([n1, n2]).not.toContain(drawn.node)
      if (drawn.type === 'partition') expect(drawn.groups.flat().toSorted()).toEqual(members)
    }
  })

  test('takes nobody down when enough are down', () => {
    const random = new SeededRandom(3)
    for (let draw = 0; draw < 1_000; draw++) {
      expect(['crash', 'pause']).not.toContain(drawFault({ ...storm, downMax: 2 }, situation, random)?.type)
    }
  })

  test('clears for a majority: healed, awake, and at an even pace', () => {
    const random = new SeededRandom(4)
    const sizes = new Set<number>()
    for (let draw = 0; draw < 200; draw++) {
      const faults = clearing(situation, random)
      expect(faults[0]).toEqual({ type: 'heal' })
      const [core] = (faults[1] as Extract<Fault, { type: 'partition' }>).groups as [readonly (typeof n1)[]]
      sizes.add(core.length)
      expect(faults.some(one => one.type === 'restart')).toBe(core.includes(n1))
      expect(faults.some(one => one.type === 'resume')).toBe(core.includes(n2))
      for (const type of ['slow', 'drift']) expect(faults.filter(one => one.type === type).length).toBe(5)
    }
    expect([...sizes].toSorted()).toEqual([3, 4, 5])
  })
})

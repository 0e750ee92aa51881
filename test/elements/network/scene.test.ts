// Goal: the picture shows what is so at the reader's place, and nothing else. Method: runs of real labs, asked at many places.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../../src/core/ids.ts'
import { Arrivals } from '../../../src/elements/network/arrivals.ts'
import { frameOf, labelOf } from '../../../src/elements/network/frame.ts'
import { cutsOf, groupsOf } from '../../../src/elements/network/parting.ts'
import { hullOf, isInside } from '../../../src/elements/network/polygon.ts'
import { factOf, flightAt, nodeAt } from '../../../src/elements/network/scene.ts'
import { Seating } from '../../../src/elements/network/seating.ts'
import { afterFault, quietNetwork } from '../../../src/faults/conditions.ts'
import type { Fault } from '../../../src/faults/fault.ts'
import { layoutOf, ringMax } from '../../../src/lab/layout/layout.ts'
import { SimulatedRun } from '../../../src/lab/simulated-run.ts'
import { Workbench } from '../../../src/lab/workbench.ts'
import pingLab from '../../../src/protocols/ping/lab.ts'
import { housedLabs } from '../../protocols/labs.ts'

const five = ['n1', 'n2', 'n3', 'n4', 'n5'].map(peerId)
const [n1, n2, n3] = five as [never, never, never]

const flying = (bench: Workbench) => {
  const arrivals = new Arrivals()
  return flightAt(bench, arrow => arrivals.of(bench.run, arrow))
}

describe.each(housedLabs.map(({ lab }) => [lab.name, lab] as const))('%s', (_, lab) => {
  test('every message on its way is drawn once, where the clock says, and lands when the run says', () => {
    const bench = new Workbench(new SimulatedRun({ lab, seed: 11 }))
    bench.play(1_000)
    const { length } = bench.tape
    for (let step = 0; step <= 20; step++) {
      bench.goTo(Math.floor((length * step) / 20))
      const { messages, count, counts } = flying(bench)
      const onTheWay = bench.tape.onTheWay(bench.position)
      expect(count).toBe(onTheWay.length)
      expect(messages.reduce((sum, message) => sum + message.count, 0)).toBe(count)
      expect([...counts.values()].reduce((sum, one) => sum + one, 0)).toBe(count)
      for (const { arrow, progress } of messages) {
        const { sentAtMs, end } = arrow
        expect(progress).toBeGreaterThanOrEqual(0)
        expect(progress).toBeLessThanOrEqual(1)
        if (end !== null && end.atMs > sentAtMs)
          expect(progress).toBeCloseTo((bench.atMs - sentAtMs) / (end.atMs - sentAtMs), 9)
      }
    }
  })
})

describe('a run that plays', () => {
  test('what will arrive after the end of the tape moves by when it is due', () => {
    const bench = new Workbench(new SimulatedRun({ lab: pingLab, seed: 4 }))
    while (bench.tape.onTheWay(bench.position).length === 0) bench.step()
    const before = flying(bench).messages.map(({ arrow, progress }) => [arrow, progress] as const)
    bench.play(0.2)
    const after = new Map(flying(bench).messages.map(({ arrow, progress }) => [arrow, progress]))
    const moved = before.filter(([arrow]) => after.has(arrow))
    expect(moved.length).toBeGreaterThan(0)
    for (const [arrow, progress] of moved) expect(after.get(arrow)!).toBeGreaterThan(progress)
  })

  test('a crashed node has neither role nor timers, and says that it is down', () => {
    const bench = new Workbench(new SimulatedRun({ lab: pingLab, seed: 4 }))
    bench.play(50)
    bench.act({ kind: 'fault', fault: { type: 'crash', node: n2, disk: 'synced' } })
    expect(nodeAt(bench, n2)).toMatchObject({ is: 'down', role: null, fact: null, timers: [] })
    expect(nodeAt(bench, n1)).toMatchObject({ is: 'up' })
  })

  test('what was lost falls for a while, from where it was lost', () => {
    const bench = new Workbench(new SimulatedRun({ lab: pingLab, seed: 4 }))
    bench.act({ kind: 'fault', fault: { type: 'cut', from: null, to: null } })
    while (bench.happening?.kind !== 'lost') bench.step()
    const [fallen] = flying(bench).fallen
    expect(fallen).toMatchObject({ age: 0, from: bench.happening.from, to: bench.happening.to })
    bench.play(3)
    expect(flying(bench).fallen.some(({ age }) => age > 0)).toBe(true)
    bench.play(60_000)
    expect(flying(bench).fallen.every(({ age }) => age < 1)).toBe(true)
  })

  test('everyone keeps their seat while the run goes on', () => {
    const bench = new Workbench(new SimulatedRun({ lab: pingLab, seed: 4, nodes: 12 }))
    const seating = new Seating(() => {})
    const before = seating.at(bench)
    bench.play(500)
    expect(seating.at(bench)).toBe(before)
  })

  test('more than a ring holds are seated anew once, when it is known who speaks to whom', async () => {
    const bench = new Workbench(new SimulatedRun({ lab: pingLab, seed: 4, nodes: 40 }))
    let redraw = () => {}
    const isBetter = new Promise<void>(resolve => void (redraw = resolve))
    const seating = new Seating(redraw)
    const before = seating.at(bench)
    bench.play(2_000)
    expect(seating.at(bench)).toBe(before)
    await isBetter
    const after = seating.at(bench)
    expect(after).not.toBe(before)
    bench.play(2_000)
    expect(seating.at(bench)).toBe(after)
  })
})

describe('conditions of the network', () => {
  const given = (...faults: readonly Fault[]) =>
    faults.reduce((conditions, fault) => afterFault(conditions, fault, quietNetwork), quietNetwork)

  test('a whole network has neither cuts nor sides', () => {
    expect(cutsOf(quietNetwork, five)).toEqual([])
    expect(groupsOf(quietNetwork, five)).toEqual([])
  })

  test('a one-way cut points to who no longer hears', () => {
    expect(cutsOf(given({ type: 'cut', from: n3, to: n1 }), five)).toEqual([{ from: 2, to: 0, isBothWays: false }])
  })

  test('both ways cut is one cut', () => {
    const both = given({ type: 'cut', from: n3, to: n1 }, { type: 'cut', from: n1, to: n3 })
    expect(cutsOf(both, five)).toEqual([{ from: 0, to: 2, isBothWays: true }])
  })

  test('who stands in no group of a partition is alone', () => {
    const parted = given({ type: 'partition', groups: [[n1, n2], [n3]] })
    expect(groupsOf(parted, five)).toEqual([[0, 1], [2], [3], [4]])
    expect(cutsOf(parted, five)).toHaveLength(9)
  })
})

test('the number of a protocol’s age comes first: a term before a serial, and nothing where there is none', () => {
  expect(factOf({ serial: 3, term: 7 })).toBe('term 7')
  expect(factOf({ serial: 3 })).toBe('serial 3')
  expect(factOf({ alive: new Set() })).toBe(null)
  expect(factOf(undefined)).toBe(null)
})

describe('the frame', () => {
  test.each([320, 360, 700, 1_400, 2_400])('at %i pixels every node and its name are in the picture', width => {
    for (const count of [1, 3, 5, 9, 12, 20, 30, 100, 1_000]) {
      const frame = frameOf(width, layoutOf(count))
      frame.places.forEach(({ x, y }, place) => {
        expect(Math.min(x, frame.width - x, y, frame.height - y)).toBeGreaterThanOrEqual(frame.nodeRadius)
        if (frame.says === 'nothing') return
        const label = labelOf(frame, place, frame.says === 'all' ? 2 : 1)
        const reach = { start: [0, 46], middle: [-23, 23], end: [-46, 0] }[label.anchor]
        expect(label.x + reach[0]!).toBeGreaterThanOrEqual(0)
        expect(label.x + reach[1]!).toBeLessThanOrEqual(frame.width)
        expect(label.y).toBeGreaterThanOrEqual(10)
      })
    }
  })

  test.each([254, 294, 340, 420, 604, 1_340])(
    'at %i pixels no name lies over another, and no node over its neighbour',
    width => {
      for (let count = 2; count <= ringMax; count++) {
        const frame = frameOf(width, layoutOf(count))
        const lines = frame.says === 'all' ? 2 : 1
        const boxes = frame.places.map((_, place) => {
          const { x, y, anchor } = labelOf(frame, place, lines)
          const wide = lines === 2 ? 'term 12'.length * 6.5 : `n${place + 1}`.length * 9
          const left = { start: x, middle: x - wide / 2, end: x - wide }[anchor]
          return { left, right: left + wide, top: y - 11, bottom: y + 3 + 16 * (lines - 1) }
        })
        const pairs = boxes.flatMap((one, place) => boxes.slice(place + 1).map(other => [one, other] as const))
        const over = pairs.filter(
          ([one, other]) =>
            one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
        )
        if (frame.says !== 'nothing') expect(over, `${count} nodes`).toEqual([])
        frame.places.forEach(({ x, y }, place) => {
          const next = frame.places[(place + 1) % count]!
          expect(Math.hypot(next.x - x, next.y - y), `${count} nodes`).toBeGreaterThanOrEqual(2 * frame.nodeRadius)
        })
      }
    },
  )

  test('of a lecture’s cluster everything is said where there is room, of a few nodes on any phone', () => {
    expect([3, 5, 12].map(count => frameOf(700, layoutOf(count)).says)).toEqual(['all', 'all', 'all'])
    expect([3, 5, 8].map(count => frameOf(294, layoutOf(count)).says)).toEqual(['all', 'all', 'all'])
    expect(frameOf(700, layoutOf(30)).says).toBe('name')
  })

  test('a hull holds all of its points, and a hand’s line knows what is in it', () => {
    const square = [
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 4, y: 4 },
      { x: 0, y: 4 },
    ]
    const inside = { x: 1, y: 2 }
    expect(hullOf([...square, inside])).toHaveLength(4)
    expect(isInside(inside, square)).toBe(true)
    expect(isInside({ x: 5, y: 2 }, square)).toBe(false)
    expect(isInside({ x: 1, y: 5 }, square)).toBe(false)
  })
})

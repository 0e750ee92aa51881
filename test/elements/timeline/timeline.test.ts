// Goal: a diagram of a long run draws only what is in sight, puts each thing in its place, and tells past from future as
// vector clocks do. Method: runs of real labs, measured and compared.

import { describe, expect, test } from 'vitest'
import { Cone } from '../../../src/elements/timeline/cone.ts'
import { linesAt, linesAtOnce } from '../../../src/elements/timeline/lines.ts'
import { Ruler, zooms } from '../../../src/elements/timeline/ruler.ts'
import { steerTo } from '../../../src/elements/timeline/steer.ts'
import { Lanes, laneOf, stretch } from '../../../src/elements/timeline/view.ts'
import { SimulatedRun } from '../../../src/lab/simulated-run.ts'
import { Workbench } from '../../../src/lab/workbench.ts'
import pingLab from '../../../src/protocols/ping/lab.ts'
import type { Happening } from '../../../src/trace/happening.ts'
import { hostOf, type VectorClock, VectorClocks } from '../../../src/trace/vector-clock.ts'
import { housedLabs } from '../../protocols/labs.ts'

const at = (...times: readonly number[]) => times.map(atMs => ({ atMs }))

function played(lab = pingLab, forMs = 400): Workbench {
  const bench = new Workbench(new SimulatedRun({ lab, seed: 5 }))
  bench.play(forMs)
  return bench
}

describe('the ruler', () => {
  test.each(zooms.map((row, zoom) => [row, zoom]))(
    'at %i pixels a row nothing stands on another, and quiet is short',
    (row, zoom) => {
      const ruler = new Ruler(zoom!).measure(at(0, 0, 0, 1, 1.5, 900, 901, 100_000))
      for (let index = 1; index < 8; index++) {
        const gap = ruler.yOf(index) - ruler.yOf(index - 1)
        expect(gap).toBeGreaterThanOrEqual(row!)
        expect(gap).toBeLessThanOrEqual(row! * 4)
      }
      expect([4, 5, 6, 7].map(index => ruler.quietBefore(index))).toEqual([null, 898.5, null, 99_099])
    },
  )

  test('height and happening are each other’s inverse', () => {
    const ruler = new Ruler(2).measure(at(0, 3, 3, 4, 80))
    for (let index = 0; index < 5; index++) expect(ruler.indexAt(ruler.yOf(index))).toBe(index)
    expect(ruler.indexAt(0)).toBe(0)
    expect(ruler.indexAt(ruler.height)).toBe(5)
  })

  test('the reader stands below what is over and above what is to come, and moves on while time goes by', () => {
    const ruler = new Ruler(2).measure(at(0, 3, 3, 4, 80))
    for (let position = 1; position < 5; position++) {
      const y = ruler.yOfPlace(position, 0)
      expect(y).toBeGreaterThan(ruler.yOf(position - 1))
      expect(y).toBeLessThan(ruler.yOf(position))
    }
    expect(ruler.yOfPlace(4, 6)).toBeGreaterThan(ruler.yOfPlace(4, 4))
    expect(ruler.yOfPlace(4, 79)).toBeLessThan(ruler.yOf(4))
  })

  test('it grows with its tape, and begins anew for another', () => {
    const happenings = at(0, 1)
    const ruler = new Ruler(2).measure(happenings)
    const before = ruler.yOf(1)
    happenings.push({ atMs: 2 })
    expect(ruler.measure(happenings).yOf(1)).toBe(before)
    expect(ruler.yOf(2)).toBeGreaterThan(before)
    expect(ruler.measure(at(0, 9)).indexAt(ruler.height)).toBe(2)
  })

  test('of a hundred thousand happenings only those in sight are drawn', () => {
    const ruler = new Ruler(2).measure(at(...Array.from({ length: 100_000 }, (_, index) => index * 0.7)))
    const { from, to } = stretch(ruler, ruler.height / 2, 480)
    expect(to - from).toBeLessThan(100)
    expect(from).toBeGreaterThan(40_000)
  })
})

describe.each(housedLabs.map(({ lab }) => [lab.name, lab] as const))('%s', (_, lab) => {
  test('a cone is what vector clocks say: past is less, future is greater, neither is concurrent', () => {
    const happenings = played(lab, 300).tape.happenings.slice(0, 400)
    const clocks = new VectorClocks()
    const known = happenings.map((happening): VectorClock | null => {
      const host = hostOf(happening)
      return host === null ? null : clocks.tick(host, happening)
    })
    const isPast = (left: VectorClock, right: VectorClock) =>
      [...left].every(([host, count]) => count <= (right.get(host) ?? 0))
    for (let step = 1; step < 8; step++) {
      const index = Math.floor((happenings.length * step) / 8)
      const middle = known[index]
      if (middle == null) continue
      const cone = new Cone(happenings, index)
      known.forEach((clock, place) => {
        if (clock === null || place === index) return
        const side = isPast(clock, middle) ? 'past' : isPast(middle, clock) ? 'future' : 'neither'
        expect(cone.sideOf(place), `${place} seen from ${index}`).toBe(side)
      })
    }
  })

  test('J and K go along a lane, up and down through all lanes, sideways to another lane, and back again', () => {
    const bench = played(lab)
    const { happenings } = bench.tape
    const lanes = new Lanes(bench, 700)
    const middle = happenings.findIndex((event, index) => index > happenings.length / 2 && laneOf(event) !== null)
    const steer = (key: string, here: number) => steerTo(key, here, happenings, lanes)
    const along = steer('j', middle)
    if (along !== null) {
      expect(laneOf(happenings[along]!)).toBe(laneOf(happenings[middle]!))
      expect(steer('k', along)).toBe(middle)
    }
    const down = steer('ArrowDown', middle)!
    expect(down).toBeGreaterThan(middle)
    expect(steer('ArrowUp', down)).toBe(middle)
    const beside = steer('ArrowRight', middle) ?? steer('ArrowLeft', middle)!
    expect(laneOf(happenings[beside]!)).not.toBe(laneOf(happenings[middle]!))
    expect(steer('x', middle)).toBe(null)
  })
})

test('at either end a key leads nowhere', () => {
  const { tape } = played()
  const lanes = new Lanes(played(), 700)
  const [first, last] = [0, tape.length - 1]
  expect(steerTo('ArrowUp', first, tape.happenings, lanes)).toBe(null)
  expect(steerTo('ArrowDown', last, tape.happenings, lanes)).toBe(null)
  expect(steerTo('j', -1, tape.happenings, lanes)).toBe(null)
})

describe('the list', () => {
  const lines = (length: number, position: number, from: number | null) =>
    linesAt({ tape: { length } as Workbench['tape'], position }, from)

  test('holds a page around the reader, and its pages cover the run', () => {
    expect(lines(1_000, 500, null)).toMatchObject({ first: 480, end: 520 })
    const seen: number[] = []
    for (let from: number | null = 0; from !== null; from = lines(1_000, 0, from).later) seen.push(from)
    expect(seen).toHaveLength(1_000 / linesAtOnce)
    expect(lines(1_000, 0, seen.at(-1)!).end).toBe(1_000)
  })

  test('of a short run is one page, and of none is empty', () => {
    expect(lines(7, 3, null)).toEqual({ first: 0, end: 7, earlier: null, later: null })
    expect(lines(0, 0, null)).toEqual({ first: 0, end: 0, earlier: null, later: null })
  })
})

test('lanes fill the room, or scroll where there are too many, and only those in sight are drawn', () => {
  const bench = new Workbench(new SimulatedRun({ lab: pingLab, seed: 5, nodes: 100 }))
  const lanes = new Lanes(bench, 700)
  expect(lanes.sheetWidth).toBeGreaterThan(5_000)
  const seen = lanes.seen(2_000, 700)
  expect(seen.length).toBeLessThan(16)
  for (const place of seen.slice(0, -1)) expect(lanes.xOf(place)).toBeLessThan(2_700 + lanes.width)
  expect(new Lanes(played(), 700).sheetWidth).toBeCloseTo(700)
})

test('what happens to a client or on a link stands in no lane', () => {
  const begun: Happening = {
    kind: 'begun',
    index: 0,
    atMs: 0,
    cause: null,
    client: 'c1',
    operation: { f: 'read', value: null },
  }
  expect(laneOf(begun)).toBe(null)
})

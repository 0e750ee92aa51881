// Goal: nodes stand where their names can be read, in the same places whenever the same cluster is drawn.

import { describe, expect, test } from 'vitest'
import { type Pair, settled } from '../../../src/lab/layout/force.ts'
import { layoutOf, ringMax, seatsMax } from '../../../src/lab/layout/layout.ts'
import { afterTurns, type Point } from '../../../src/lab/layout/point.ts'

const distance = (left: Point, right: Point): number => Math.hypot(left.x - right.x, left.y - right.y)

function closest(points: readonly Point[]): number {
  const gaps = points.map((left, place) =>
    points.slice(place + 1).reduce((least, right) => Math.min(least, distance(left, right)), Infinity),
  )
  return Math.min(...gaps)
}

test('turns agree with sines and cosines to nine digits, all around', () => {
  for (let step = -50; step <= 150; step++) {
    const { x, y } = afterTurns(step / 100)
    const angle = (step / 100) * 2 * Math.PI
    expect(Math.abs(x - Math.sin(angle))).toBeLessThan(1e-9)
    expect(Math.abs(y + Math.cos(angle))).toBeLessThan(1e-9)
  }
})

describe.each([1, 2, 5, 9, ringMax, 31, 100, seatsMax, 1_000])('%i nodes', count => {
  test('stand within the picture, and none in the place of another', () => {
    const points = layoutOf(count)
    expect(points).toHaveLength(count)
    for (const { x, y } of points) expect(Math.hypot(x, y)).toBeLessThan(1 + 1e-9)
    if (count > 1) expect(closest(points)).toBeGreaterThan(1 / count)
  })
})

describe('those who speak to each other sit together', () => {
  /** Ten rings of ten, each tied to the next by one pair. */
  const pairs: readonly Pair[] = Array.from({ length: 100 }, (_, node): readonly Pair[] => {
    const group = Math.floor(node / 10)
    const next: Pair = [node, group * 10 + ((node + 1) % 10)]
    return node % 10 === 0 && group > 0 ? [next, [node, node - 10]] : [next]
  }).flat()

  test('pairs stand far closer than the rest', () => {
    const points = settled(100, pairs, 7)
    const mean = (of: readonly Pair[]) =>
      of.reduce((sum, [left, right]) => sum + distance(points[left]!, points[right]!), 0) / of.length
    const strangers = Array.from({ length: 50 }, (_, node): Pair => [node, node + 50])
    expect(mean(pairs)).toBeLessThan(mean(strangers) / 3)
    expect(closest(points)).toBeGreaterThan(0.01)
  })

  test('the same seed gives the same places, another seed others', () => {
    expect(settled(100, pairs, 7)).toEqual(settled(100, pairs, 7))
    expect(settled(100, pairs, 8)).not.toEqual(settled(100, pairs, 7))
  })

  test('a mesh of all with all says nothing: it keeps its seats, whatever the seed', () => {
    const mesh = Array.from({ length: 40 }, (_, left) =>
      Array.from({ length: left }, (_, right): Pair => [left, right]),
    ).flat()
    expect(settled(40, mesh, 1)).toEqual(settled(40, [], 2))
  })
})

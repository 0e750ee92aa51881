// Shapes with corners: what lies inside one, and the smallest around some points.

import type { Point } from '../../lab/layout/point.ts'

/** Whether a point lies inside a polygon that a hand drew: a ray from it crosses the edge an odd number of times. */
export function isInside({ x, y }: Point, polygon: readonly Point[]): boolean {
  let isIn = false
  polygon.forEach((left, place) => {
    const right = polygon[(place + 1) % polygon.length]!
    if (left.y > y !== right.y > y && x < ((right.x - left.x) * (y - left.y)) / (right.y - left.y) + left.x)
      isIn = !isIn
  })
  return isIn
}

/** The corners of the smallest convex shape around some points, clockwise (Andrew's monotone chain). */
export function hullOf(points: readonly Point[]): readonly Point[] {
  const sorted = points.toSorted((left, right) => left.x - right.x || left.y - right.y)
  if (sorted.length < 3) return sorted
  const half = (all: readonly Point[]): Point[] => {
    const chain: Point[] = []
    for (const point of all) {
      while (chain.length > 1 && turnOf(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

const turnOf = (first: Point, second: Point, third: Point): number =>
  (second.x - first.x) * (third.y - first.y) - (second.y - first.y) * (third.x - first.x)

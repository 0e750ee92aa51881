// Nodes that speak to each other drawn together, all others pushed apart, until they rest (Fruchterman & Reingold, 1991).

import { SeededRandom, seedFor } from '../../core/random.ts'
import { seats } from './layout.ts'
import type { Point } from './point.ts'

/** Two nodes that speak to each other, by their places in the list of members. */
export type Pair = readonly [number, number]

const pairsPerNodeMax = 6

/** Those who speak to each other sit together. A full mesh says nothing about who is near to whom: it keeps its seats. */
export function settled(count: number, pairs: readonly Pair[], seed = 0): readonly Point[] {
  const isTelling = pairs.length >= count - 1 && pairs.length <= count * pairsPerNodeMax
  return isTelling ? arrange(new SeededRandom(seedFor(seed, 'layout')).shuffle(seats(count)), pairs) : seats(count)
}

/** Two hundred nodes rest after so many rounds: further ones move none by a hundredth. */
const roundsMax = 120
/** How far a node may move in the first round; it cools evenly to nothing. */
const firstStep = 0.15
/** Two nodes in one place would have no direction to part in. */
const nearest = 1e-4

/** Places at rest, from given ones. A few milliseconds for two hundred nodes. */
function arrange(from: readonly Point[], pairs: readonly Pair[]): readonly Point[] {
  const xs = Float64Array.from(from, ({ x }) => x)
  const ys = Float64Array.from(from, ({ y }) => y)
  const ideal = Math.sqrt(Math.PI / from.length)
  for (let round = 0; round < roundsMax; round++) {
    const step = firstStep * (1 - round / roundsMax)
    move(xs, ys, forces(xs, ys, pairs, ideal), step)
  }
  return fitted(xs, ys)
}

interface Forces {
  readonly x: Float64Array
  readonly y: Float64Array
}

function forces(xs: Float64Array, ys: Float64Array, pairs: readonly Pair[], ideal: number): Forces {
  const x = new Float64Array(xs.length)
  const y = new Float64Array(xs.length)
  const pull = (left: number, right: number, strengthOf: (distance: number) => number) => {
    const [dx, dy] = [xs[right]! - xs[left]!, ys[right]! - ys[left]!]
    const distance = Math.max(nearest, Math.sqrt(dx * dx + dy * dy))
    const strength = strengthOf(distance) / distance
    x[left]! += dx * strength
    y[left]! += dy * strength
    x[right]! -= dx * strength
    y[right]! -= dy * strength
  }
  for (let left = 0; left < xs.length; left++)
    for (let right = left + 1; right < xs.length; right++) pull(left, right, distance => (-ideal * ideal) / distance)
  for (const [left, right] of pairs) pull(left, right, distance => (distance * distance) / ideal)
  return { x, y }
}

function move(xs: Float64Array, ys: Float64Array, force: Forces, stepMax: number): void {
  for (let node = 0; node < xs.length; node++) {
    const [x, y] = [force.x[node]!, force.y[node]!]
    const length = Math.sqrt(x * x + y * y)
    if (length === 0) continue
    const share = Math.min(length, stepMax) / length
    xs[node]! += x * share
    ys[node]! += y * share
  }
}

/** Within one unit of the middle, each axis for itself: a picture is to be filled. */
function fitted(xs: Float64Array, ys: Float64Array): readonly Point[] {
  const [x, y] = [fitting(xs), fitting(ys)]
  return Array.from(xs, (_, node) => ({ x: x(xs[node]!), y: y(ys[node]!) }))
}

function fitting(values: Float64Array): (value: number) => number {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const half = (high - low) / 2 || 1
  return value => (value - (low + high) / 2) / half
}

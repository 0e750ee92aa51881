// Where the nodes of a cluster stand: a ring while each can have its name beside it, then seats, then a crowd of dots.
// The same members and seed stand in the same places, on every engine. All places are within one unit of the middle.

import { SeededRandom, seedFor } from '../../core/random.ts'
import { arrange, type Pair } from './force.ts'
import { afterTurns, type Point } from './point.ts'

/** A ring's names can stand outside of it. */
export const ringMax = 30
/** Beyond, a node is a dot. */
export const seatsMax = 200

export type Arrangement = 'ring' | 'seats' | 'crowd'

export const arrangementOf = (count: number): Arrangement =>
  count <= ringMax ? 'ring' : count <= seatsMax ? 'seats' : 'crowd'

/** Where there are few enough pairs to tell who is near to whom, those who speak to each other sit together. */
export function layoutOf(count: number, pairs: readonly Pair[] = [], seed = 0): readonly Point[] {
  switch (arrangementOf(count)) {
    case 'ring':
      return ring(count)
    case 'seats':
      return isTelling(count, pairs) ? arrange(seatsBy(seed, count), pairs) : seats(count)
    case 'crowd':
      return seats(count)
  }
}

/** In the order of the members, clockwise from the top. */
export function ring(count: number): readonly Point[] {
  return Array.from({ length: count }, (_, place) => afterTurns(place / Math.max(1, count)))
}

/** A sunflower's: each turned by the golden angle from the last, so that none is crowded and none alone (Vogel, 1979). */
export function seats(count: number): readonly Point[] {
  return Array.from({ length: count }, (_, place) => {
    const { x, y } = afterTurns(place * goldenTurns)
    const radius = Math.sqrt((place + 0.5) / count)
    return { x: x * radius, y: y * radius }
  })
}

/** A full mesh says nothing about who is near to whom. */
const isTelling = (count: number, { length }: readonly Pair[]): boolean =>
  length >= count - 1 && length <= count * pairsPerNodeMax

const pairsPerNodeMax = 6
const goldenTurns = (3 - Math.sqrt(5)) / 2

const seatsBy = (seed: number, count: number): readonly Point[] =>
  new SeededRandom(seedFor(seed, 'layout')).shuffle(seats(count))

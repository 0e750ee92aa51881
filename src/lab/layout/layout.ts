// Where the nodes of a cluster stand: a ring while each can have its name beside it, then seats, then a crowd of dots.
// As many members stand in the same places, on every engine. All places are within one unit of the middle.

import { afterTurns, type Point } from './point.ts'

/** A ring's names can stand outside of it. */
export const ringMax = 30
/** Beyond, a node is a dot. */
export const seatsMax = 200

export type Arrangement = 'ring' | 'seats' | 'crowd'

export const arrangementOf = (count: number): Arrangement =>
  count <= ringMax ? 'ring' : count <= seatsMax ? 'seats' : 'crowd'

export const layoutOf = (count: number): readonly Point[] =>
  arrangementOf(count) === 'ring' ? ring(count) : seats(count)

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

const goldenTurns = (3 - Math.sqrt(5)) / 2

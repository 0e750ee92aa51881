// A version vector: which operations someone knows, as the highest count of each actor. Parker et al., "Detection of
// Mutual Inconsistency in Distributed Systems", 1983. Whoever knows an operation knows all that its actor did before.

import { mapOf, type Shape } from '../shape.ts'
import { type Actor, actor, count, type Dot } from './dot.ts'

/** Actors of whom nothing is known are left out, so that equal knowledge is an equal map. */
export type VersionVector = ReadonlyMap<Actor, number>
export const versionVector: Shape<VersionVector> = mapOf(actor, count)

export const nothingKnown: VersionVector = new Map()

export const knows = (vector: VersionVector, { actor, count }: Dot): boolean => (vector.get(actor) ?? 0) >= count

export const learn = (vector: VersionVector, dot: Dot): VersionVector =>
  knows(vector, dot) ? vector : new Map(vector).set(dot.actor, dot.count)

/** Whether `left` knows all that `right` knows. */
export function covers(left: VersionVector, right: VersionVector): boolean {
  for (const [actor, count] of right) if ((left.get(actor) ?? 0) < count) return false
  return true
}

/** What either knows: the join. */
export function joinVectors(left: VersionVector, right: VersionVector): VersionVector {
  const joined = new Map(left)
  for (const [actor, count] of right) if (count > (joined.get(actor) ?? 0)) joined.set(actor, count)
  return joined
}

/** What both know: the meet. */
export function meetVectors(left: VersionVector, right: VersionVector): VersionVector {
  const met = new Map<Actor, number>()
  for (const [actor, count] of left) {
    const common = Math.min(count, right.get(actor) ?? 0)
    if (common > 0) met.set(actor, common)
  }
  return met
}

/** The Lamport clock of whoever knows this: no operation it knows has a higher count. */
export function latestIn(vector: VersionVector): number {
  let latest = 0
  for (const count of vector.values()) latest = Math.max(latest, count)
  return latest
}

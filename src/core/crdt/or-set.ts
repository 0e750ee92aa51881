// A set in which to add wins over to remove. Bieniusa et al., "An Optimized Conflict-free Replicated Set", 2012: each
// adding has a dot, a removal takes the dots it has seen, and no tombstones stay behind, because a dot that someone
// knows of and does not hold was removed there.

import { list, record, type Shape, textOf } from '../shape.ts'
import { byDot, type Dot, dot, nameOf } from './dot.ts'
import { knows, type VersionVector } from './version-vector.ts'

/** One adding of an element. */
export interface Addition {
  readonly element: string
  readonly dot: Dot
}
export const addition: Shape<Addition> = record({ element: textOf(64), dot })

/** By dot. An element is in the set as long as one of its additions is. */
export type OrSet = readonly Addition[]
export const orSet: Shape<OrSet> = list(addition)

export const elementsOf = (set: OrSet): readonly string[] => [...new Set(set.map(({ element }) => element))].sort()

/** Takes the place of the additions of this element that the adder knew. */
export const add = (set: OrSet, element: string, dot: Dot, known: VersionVector): OrSet =>
  byDot([...remove(set, element, known), { element, dot }])

/** As an operation: takes away what is there of what the remover knew. What arrives after it, stays. */
export const remove = (set: OrSet, element: string, known: VersionVector): OrSet =>
  set.filter(addition => addition.element !== element || !knows(known, addition.dot))

/** What one side holds, and which dots it has an opinion on. */
export interface OrSetSide {
  readonly set: OrSet
  isSettled(dot: Dot): boolean
}

/** Stays what both hold, and what only one side holds as long as the other has never heard of it. */
export function joinOrSets(left: OrSetSide, right: OrSetSide): OrSet {
  const inLeft = new Set(left.set.map(({ dot }) => nameOf(dot)))
  const inRight = new Set(right.set.map(({ dot }) => nameOf(dot)))
  const fromLeft = left.set.filter(({ dot }) => inRight.has(nameOf(dot)) || !right.isSettled(dot))
  const fromRight = right.set.filter(({ dot }) => !inLeft.has(nameOf(dot)) && !left.isSettled(dot))
  return byDot([...fromLeft, ...fromRight])
}

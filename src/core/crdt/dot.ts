// A dot: the name of one operation, made of who did it and a count. Almeida, Shoker & Baquero, "Delta State Replicated
// Data Types", 2018, §7. The count is a Lamport clock as well, so dots stand in one order that keeps cause before effect.

import { record, type Shape, textOf, within } from '../shape.ts'

/** Who does operations: one life of one replica. A replica that lost its disk goes on under another name. */
export type Actor = string

export interface Dot {
  readonly actor: Actor
  readonly count: number
}

/** Far beyond any use, and far enough below the safe integers that sums of some thousands of counts stay safe. */
export const countMax = 2 ** 40

export const actor: Shape<Actor> = textOf(160)
export const count: Shape<number> = within(1, countMax)
export const dot: Shape<Dot> = record({ actor, count })

/** Lamport's total order: negative where `left` comes first. By code unit, which is the same everywhere. */
export function compareDots(left: Dot, right: Dot): number {
  if (left.count !== right.count) return left.count - right.count
  if (left.actor === right.actor) return 0
  return left.actor < right.actor ? -1 : 1
}

export const isSameDot = (left: Dot, right: Dot): boolean => left.count === right.count && left.actor === right.actor

export const dotAfter = ({ actor, count }: Dot, steps: number): Dot => ({ actor, count: count + steps })

/** For maps and sets, which compare their keys by identity. */
export const nameOf = ({ actor, count }: Dot): string => `${count} ${actor}`

/** The one order in which a list of dotted things is kept, so that equal contents are equal lists. */
export const byDot = <T extends { readonly dot: Dot }>(items: Iterable<T>): readonly T[] =>
  [...items].sort((left, right) => compareDots(left.dot, right.dot))

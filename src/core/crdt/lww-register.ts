// A register in which the last writer wins. Shapiro et al. 2011, §3.2.1. "Last" is what clocks say: a write by someone
// whose clock is behind loses, though it came later and its writer had read what it replaces.

import { int, maybe, record, type Shape, textOf } from '../shape.ts'
import { compareDots, type Dot, dot } from './dot.ts'

/** A value with its stamp: the time on its writer's clock and, where two times are equal, its dot. */
export interface Assignment {
  readonly value: string
  readonly atMs: number
  readonly dot: Dot
}
export const assignment: Shape<Assignment> = record({ value: textOf(64), atMs: int, dot })

/** `null`: nobody wrote. */
export type LwwRegister = Assignment | null
export const lwwRegister: Shape<LwwRegister> = maybe(assignment)

export const isLater = (left: Assignment, right: Assignment): boolean =>
  left.atMs === right.atMs ? compareDots(left.dot, right.dot) > 0 : left.atMs > right.atMs

/** To write is to merge with one's own assignment: it may lose at once. */
export function joinLwwRegisters(left: LwwRegister, right: LwwRegister): LwwRegister {
  if (left === null || right === null) return left ?? right
  return isLater(right, left) ? right : left
}

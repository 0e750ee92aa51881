// A register in which the last writer wins. Shapiro et al. 2011, §3.2.1. "Last" is what clocks say: a write by someone
// whose clock is behind loses, though it came later and its writer had read what it replaces.

import { int, maybe, record, type Shape } from '../shape.ts'
import { compareDots, type Dot, dot } from './dot.ts'

/** A value with its stamp: the time on its writer's clock and, where two times are equal, its dot. */
export interface Assignment<Value> {
  readonly value: Value
  readonly atMs: number
  readonly dot: Dot
}

/** `null`: nobody wrote. */
export type LwwRegister<Value> = Assignment<Value> | null
export const lwwRegisterOf = <Value>(value: Shape<Value>) => maybe(record({ value, atMs: int, dot }))

export const isLater = (left: Assignment<unknown>, right: Assignment<unknown>): boolean =>
  left.atMs === right.atMs ? compareDots(left.dot, right.dot) > 0 : left.atMs > right.atMs

/** To write is to merge with one's own assignment: it may lose at once. */
export function joinLwwRegisters<Value>(left: LwwRegister<Value>, right: LwwRegister<Value>): LwwRegister<Value> {
  if (left === null || right === null) return left ?? right
  return isLater(right, left) ? right : left
}

// A register that keeps every value that no later write has seen: siblings. Shapiro et al. 2011, §3.2.2, after Dynamo
// (DeCandia et al. 2007, §4.4). A write replaces what its writer knew, and stands beside what it did not know.

import { list, record, type Shape } from '../shape.ts'
import { byDot, type Dot, dot, nameOf } from './dot.ts'
import { knows, type VersionVector, versionVector } from './version-vector.ts'

/** A value, the write that made it, and the vector clock of that write: all that its writer knew, itself included. */
export interface Sibling<Value> {
  readonly value: Value
  readonly dot: Dot
  readonly clock: VersionVector
}

/** By dot. More than one: writes that did not know of each other. */
export type MvRegister<Value> = readonly Sibling<Value>[]
export const mvRegisterOf = <Value>(value: Shape<Value>) => list(record({ value, dot, clock: versionVector }))

/** To write is to merge with one's own sibling. */
export function joinMvRegisters<Value>(left: MvRegister<Value>, right: MvRegister<Value>): MvRegister<Value> {
  const siblings = new Map([...left, ...right].map(sibling => [nameOf(sibling.dot), sibling]))
  const all = [...siblings.values()]
  return byDot(all.filter(old => !all.some(other => isReplacedBy(old, other))))
}

/** A clock that knows the dot of another, and is not that one's own. */
const isReplacedBy = (old: Sibling<unknown>, by: Sibling<unknown>): boolean =>
  old.dot.count < by.dot.count && knows(by.clock, old.dot)

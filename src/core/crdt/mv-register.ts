// A register that keeps every value that no later write has seen: siblings. Shapiro et al. 2011, §3.2.2, after Dynamo
// (DeCandia et al. 2007, §4.4). A write replaces what its writer knew, and stands beside what it did not know.

import { list, record, type Shape, textOf } from '../shape.ts'
import { byDot, type Dot, dot } from './dot.ts'
import { knows, type VersionVector, versionVector } from './version-vector.ts'

/** A value, the write that made it, and the vector clock of that write: all that its writer knew, itself included. */
export interface Sibling {
  readonly value: string
  readonly dot: Dot
  readonly clock: VersionVector
}
export const sibling: Shape<Sibling> = record({ value: textOf(64), dot, clock: versionVector })

/** By dot. More than one: writes that did not know of each other. */
export type MvRegister = readonly Sibling[]
export const mvRegister: Shape<MvRegister> = list(sibling)

export const isReplacedBy = (old: Sibling, by: Sibling): boolean =>
  old.dot.count < by.dot.count && knows(by.clock, old.dot)

/** To write is to merge with one's own sibling. */
export function joinMvRegisters(left: MvRegister, right: MvRegister): MvRegister {
  const siblings = new Map([...left, ...right].map(sibling => [`${sibling.dot.count} ${sibling.dot.actor}`, sibling]))
  const all = [...siblings.values()]
  return byDot(all.filter(old => !all.some(other => isReplacedBy(old, other))))
}

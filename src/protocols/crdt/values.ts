// What a replica shows to those who read it.

import { balanceOf, totalOf } from '../../core/crdt/counters.ts'
import { pairsOf } from '../../core/crdt/lww-map.ts'
import { elementsOf } from '../../core/crdt/or-set.ts'
import { textIn } from '../../core/crdt/sequence.ts'
import { int, list, mapOf, maybe, nat, type Of, record, textOf } from '../../core/shape.ts'
import { word } from './operation.ts'
import type { Objects } from './replica.ts'

export const values = record({
  gCounter: nat,
  pnCounter: int,
  lwwRegister: maybe(word),
  /** Siblings: more than one where writes did not know of each other. */
  mvRegister: list(word),
  orSet: list(word),
  lwwMap: mapOf(word, word),
  sequence: textOf(16_384),
})
export type Values = Of<typeof values>

export const valuesOf = (objects: Objects): Values => ({
  gCounter: totalOf(objects.gCounter),
  pnCounter: balanceOf(objects.pnCounter),
  lwwRegister: objects.lwwRegister?.value ?? null,
  mvRegister: objects.mvRegister.map(({ value }) => value),
  orSet: elementsOf(objects.orSet),
  lwwMap: pairsOf(objects.lwwMap),
  sequence: textIn(objects.sequence),
})

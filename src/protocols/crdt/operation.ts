// An operation: what one edit means to every replica, whatever else they have taken in. It says what its maker knew, so
// that it can wait for that elsewhere.

import { countMax, type Dot, dot, dotAfter } from '../../core/crdt/dot.ts'
import { versionVector } from '../../core/crdt/version-vector.ts'
import { int, list, maybe, type Of, oneOf, record, textOf, within } from '../../core/shape.ts'

export const word = textOf(64)
export const amountMax = 2 ** 20
/** How much one edit may write or cut. */
export const lettersPerEditMax = 64

export const changes = {
  increment: { by: within(1, amountMax) },
  adjust: { by: within(-amountMax, amountMax) },
  /** The last-writer-wins register, with the time on the writer's clock. */
  assign: { value: word, atMs: int },
  /** The multi-value register. */
  write: { value: word },
  add: { element: word },
  remove: { element: word },
  put: { key: word, value: word },
  erase: { key: word },
  /** Behind the letter `after`, or at the beginning. Each letter takes a count of its own. */
  insert: { after: maybe(dot), text: textOf(4 * lettersPerEditMax) },
  cut: { ids: list(dot, lettersPerEditMax) },
} as const

export const changeNames = Object.keys(changes) as (keyof typeof changes)[]

export const change = oneOf(changes)
export type Change = Of<typeof change>

/** `known` is all that its maker knew: it is done there only, where all of that was done before. */
export const operation = record({ dot, known: versionVector, change })
export type Operation = Of<typeof operation>

/** Text takes a count for each letter, so that each has an id. */
export const lengthOf = (change: Change): number => (change.type === 'insert' ? Array.from(change.text).length : 1)

/** The highest dot that an operation takes: to know it is to know the operation. */
export const lastDot = ({ dot, change }: Operation): Dot => dotAfter(dot, Math.max(1, lengthOf(change)) - 1)

/** An actor can name no more operations than the shape of a count allows. */
export const isNameable = ({ dot, change }: Operation): boolean => dot.count + lengthOf(change) <= countMax

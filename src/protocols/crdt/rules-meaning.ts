// What a set of operations means, from the definitions alone: no merging, no order of arrival, no tombstones. Burckhardt,
// Gotsman, Yang & Zawirski, "Replicated Data Types: Specification, Verification, Optimality", 2014, §3.

import { compareDots, type Dot, nameOf } from '../../core/crdt/dot.ts'
import { isLater } from '../../core/crdt/lww-register.ts'
import { knows, type VersionVector } from '../../core/crdt/version-vector.ts'
import type { Change, Operation } from './operation.ts'
import type { Values } from './values.ts'

type Made<Type extends Change['type']> = Operation & { readonly change: Extract<Change, { readonly type: Type }> }

/** What whoever knows exactly these operations must show. */
export function meaningOf(operations: readonly Operation[]): Values {
  return {
    gCounter: sum(made(operations, 'increment')),
    pnCounter: sum(made(operations, 'adjust')),
    lwwRegister: lastAssigned(made(operations, 'assign')),
    mvRegister: unseen(made(operations, 'write')).map(({ change }) => change.value),
    orSet: inSet(operations),
    lwwMap: lastPut(operations),
    sequence: spelled(operations)
      .map(({ letter }) => letter)
      .join(''),
  }
}

function made<Type extends Change['type']>(operations: readonly Operation[], type: Type): readonly Made<Type>[] {
  return inOrder(operations.filter((operation): operation is Made<Type> => operation.change.type === type))
}

const sum = (operations: readonly Made<'increment' | 'adjust'>[]): number =>
  operations.reduce((total, { change }) => total + change.by, 0)

function lastAssigned(operations: readonly Made<'assign'>[]): string | null {
  const assignments = operations.map(({ dot, change }) => ({ value: change.value, atMs: change.atMs, dot }))
  const last = assignments.find(one => assignments.every(other => one === other || isLater(one, other)))
  return last?.value ?? null
}

/** Those that no other of them knew. */
const unseen = <Type extends Change['type']>(operations: readonly Made<Type>[]): readonly Made<Type>[] =>
  operations.filter(({ dot }) => !operations.some(({ known }) => knows(known, dot)))

/** Added, and no removal knew of it. */
function inSet(operations: readonly Operation[]): readonly string[] {
  const removals = made(operations, 'remove')
  const standing = made(operations, 'add').filter(
    ({ dot, change: { element } }) =>
      !removals.some(({ known, change }) => change.element === element && knows(known, dot)),
  )
  return [...new Set(standing.map(({ change }) => change.element))].sort()
}

function lastPut(operations: readonly Operation[]): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  for (const { change } of inOrder(operations)) {
    if (change.type === 'put') pairs.set(change.key, change.value)
    else if (change.type === 'erase') pairs.delete(change.key)
  }
  return pairs
}

/** A tree in which each letter hangs on the one it was written after, the latest first, read from the root. */
export function spelled(operations: readonly Operation[]): readonly { readonly id: Dot; readonly letter: string }[] {
  const cut = new Set(made(operations, 'cut').flatMap(({ change }) => change.ids.map(nameOf)))
  const written = new Map<string, { readonly id: Dot; readonly letter: string }[]>()
  for (const { dot, change } of made(operations, 'insert').toReversed()) {
    let after = change.after
    for (const [index, letter] of Array.from(change.text).entries()) {
      const id = { actor: dot.actor, count: dot.count + index }
      const parent = after === null ? '' : nameOf(after)
      written.set(parent, [...(written.get(parent) ?? []), { id, letter }])
      after = id
    }
  }
  const text: { readonly id: Dot; readonly letter: string }[] = []
  const open = [...(written.get('') ?? [])].sort(earliestFirst)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!cut.has(nameOf(next.id))) text.push(next)
    open.push(...[...(written.get(nameOf(next.id)) ?? [])].sort(earliestFirst))
  }
  return text
}

const earliestFirst = (one: { readonly id: Dot }, other: { readonly id: Dot }): number => compareDots(one.id, other.id)

const inOrder = <T extends Operation>(operations: readonly T[]): readonly T[] =>
  [...operations].sort((one, other) => compareDots(one.dot, other.dot))

/** All that someone may know of. */
export const within = (operations: Iterable<Operation>, context: VersionVector): readonly Operation[] =>
  [...operations].filter(({ dot }) => knows(context, dot))

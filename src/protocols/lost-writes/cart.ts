// A shopping cart kept in three ways: the one that was written last, all that no write has seen, or the additions that it
// is made of. Each says what an edit does, and what two of them come to when they meet.

import { type Dot, isSameDot } from '../../core/crdt/dot.ts'
import { joinLwwRegisters, lwwRegisterOf } from '../../core/crdt/lww-register.ts'
import { joinMvRegisters, mvRegisterOf } from '../../core/crdt/mv-register.ts'
import { add, elementsOf, joinOrSets, orSet, remove } from '../../core/crdt/or-set.ts'
import { joinVectors, knows, learn, nothingKnown, versionVector } from '../../core/crdt/version-vector.ts'
import { list, type Of, oneOf, record, textOf } from '../../core/shape.ts'

export const item = textOf(64)
export const itemsMax = 64
/** A whole cart, as one value. Sorted. */
export const items = list(item, itemsMax)
type Items = Of<typeof items>

export const cart = oneOf({
  /**
   * One value with the time on its writer's clock: the later one replaces the other, whole. What its writer had heard of
   * decides nothing; it only tells afterwards what was lost.
   */
  latest: { register: lwwRegisterOf(record({ items, clock: versionVector })) },
  /** Every value that no write has seen, each with the vector clock of its write. */
  siblings: { register: mvRegisterOf(items) },
  /** No value at all: a set in which each addition has a name of its own. */
  additions: { set: orSet },
})
export type Cart = Of<typeof cart>

/** A cart, and the edits that it has heard of. */
export const store = record({ heard: versionVector, cart })
export type Store = Of<typeof store>

export interface Edit {
  readonly type: 'add' | 'remove'
  readonly item: string
}

export function emptyStore(kind: Cart['type']): Store {
  switch (kind) {
    case 'latest':
      return { heard: nothingKnown, cart: { type: 'latest', register: null } }
    case 'siblings':
      return { heard: nothingKnown, cart: { type: 'siblings', register: [] } }
    case 'additions':
      return { heard: nothingKnown, cart: { type: 'additions', set: [] } }
  }
}

/** What a client is given: one cart, or all between which nobody has decided. */
export function cartsIn({ cart }: Store): readonly Items[] {
  switch (cart.type) {
    case 'latest':
      return [cart.register?.value.items ?? []]
    case 'siblings':
      return cart.register.length === 0 ? [[]] : cart.register.map(({ value }) => value)
    case 'additions':
      return [elementsOf(cart.set)]
  }
}

/** A client reads, changes what it was given, and writes it back. */
export function edited(store: Store, edit: Edit, dot: Dot, atMs: number): Store {
  const { heard, cart } = store
  const clock = learn(heard, dot)
  // Of siblings a client makes one cart with all that is in any of them. What else could it do?
  const value = changed([...new Set(cartsIn(store).flat())], edit)
  switch (cart.type) {
    case 'latest':
      // A write is a merge like any other, so it may lose to what it was made from.
      return {
        heard: clock,
        cart: {
          ...cart,
          register: joinLwwRegisters(cart.register, { value: { items: value, clock }, atMs, dot }),
        },
      }
    case 'siblings':
      return { heard: clock, cart: { ...cart, register: joinMvRegisters(cart.register, [{ value, dot, clock }]) } }
    case 'additions': {
      const set = edit.type === 'add' ? add(cart.set, edit.item, dot, heard) : remove(cart.set, edit.item, heard)
      return { heard: clock, cart: { ...cart, set } }
    }
  }
}

/** What two stores come to. Carts that are kept in different ways have nothing to say to each other. */
export function merged(mine: Store, theirs: Store): Store {
  const cart = mergedCarts(mine, theirs)
  return cart === null ? mine : { heard: joinVectors(mine.heard, theirs.heard), cart }
}

function mergedCarts({ heard, cart: mine }: Store, { heard: theirsHeard, cart: theirs }: Store): Cart | null {
  if (mine.type === 'latest' && theirs.type === 'latest') {
    return { ...mine, register: joinLwwRegisters(mine.register, theirs.register) }
  }
  if (mine.type === 'siblings' && theirs.type === 'siblings') {
    return { ...mine, register: joinMvRegisters(mine.register, theirs.register) }
  }
  if (mine.type === 'additions' && theirs.type === 'additions') {
    const left = { set: mine.set, isSettled: (dot: Dot) => knows(heard, dot) }
    const right = { set: theirs.set, isSettled: (dot: Dot) => knows(theirsHeard, dot) }
    return { ...mine, set: joinOrSets(left, right) }
  }
  return null
}

/** Whether that edit has given way to one that had not seen it. */
export function isLost(dot: Dot, { cart }: Store): boolean {
  if (cart.type !== 'latest' || cart.register === null) return false
  return !isSameDot(cart.register.dot, dot) && !knows(cart.register.value.clock, dot)
}

/** The edit whose value stands, where there can be only one. */
export const standing = ({ cart }: Store): Dot | null => (cart.type === 'latest' ? (cart.register?.dot ?? null) : null)

const changed = (value: Items, { type, item }: Edit): Items =>
  [...new Set([...value.filter(other => other !== item), ...(type === 'add' ? [item] : [])])].sort()

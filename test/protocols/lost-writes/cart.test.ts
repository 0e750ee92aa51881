// Goal: each way of keeping a cart merges lawfully, however much it loses. Method: replicas that edit and meet at random,
// and the cases on which the three ways differ.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latestIn } from '../../../src/core/crdt/version-vector.ts'
import { cartsIn, type Edit, edited, emptyStore, merged, type Store } from '../../../src/protocols/lost-writes/cart.ts'
import { kinds } from '../../../src/protocols/lost-writes/protocol.ts'

type Act =
  | { readonly is: 'edit'; readonly at: number; readonly edit: Edit; readonly atMs: number }
  | { readonly is: 'meet'; readonly at: number; readonly from: number }

const at = fc.nat({ max: 2 })
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    fc.record({
      is: fc.constant('edit' as const),
      at,
      edit: fc.record({
        type: fc.constantFrom('add' as const, 'remove' as const),
        item: fc.constantFrom('tea', 'milk'),
      }),
      atMs: fc.nat({ max: 3 }),
    }),
    fc.record({ is: fc.constant('meet' as const), at, from: at }),
  ),
  { maxLength: 25 },
)

describe.each(kinds)('a cart kept as %s', kind => {
  test('merges by a join, on the states that occur', () => {
    fc.assert(
      fc.property(acts, acts => {
        const [a, b, c] = lived(kind, acts) as [Store, Store, Store]
        expect(merged(a, a)).toEqual(a)
        expect(merged(a, b)).toEqual(merged(b, a))
        expect(merged(merged(a, b), c)).toEqual(merged(a, merged(b, c)))
      }),
      { numRuns: 400 },
    )
  })

  test('takes in nothing of one that is kept in another way', () => {
    const mine = put(emptyStore(kind), 'n1', 'tea')
    for (const other of kinds.filter(other => other !== kind)) {
      expect(merged(mine, put(emptyStore(other), 'n2', 'milk'))).toBe(mine)
    }
  })

  test('shows one empty cart before anyone has put something in', () => {
    expect(cartsIn(emptyStore(kind))).toEqual([[]])
  })
})

describe('two who put something in without each other', () => {
  const meeting = (kind: Store['cart']['type']): Store =>
    merged(put(emptyStore(kind), 'n1', 'tea', 1), put(emptyStore(kind), 'n2', 'milk', 2))

  test('leave one of it, both carts, or both in one', () => {
    expect(kinds.map(kind => cartsIn(meeting(kind)))).toEqual([[['milk']], [['tea'], ['milk']], [['milk', 'tea']]])
  })

  test('and a third who has seen both makes one cart of siblings with all that was in them', () => {
    expect(cartsIn(put(meeting('siblings'), 'n3', 'eggs'))).toEqual([['eggs', 'milk', 'tea']])
  })
})

/** Three replicas after what they went through. */
function lived(kind: Store['cart']['type'], acts: readonly Act[]): readonly Store[] {
  const stores = [0, 1, 2].map(() => emptyStore(kind))
  for (const act of acts) {
    const store = stores[act.at]!
    stores[act.at] =
      act.is === 'meet'
        ? merged(store, stores[act.from]!)
        : edited(store, act.edit, { actor: `n${act.at}`, count: latestIn(store.heard) + 1 }, act.atMs)
  }
  return stores
}

const put = (store: Store, actor: string, item: string, atMs = 0): Store =>
  edited(store, { type: 'add', item }, { actor, count: latestIn(store.heard) + 1 }, atMs)

// Goal: whoever has heard the same knows the same. Method: generated versions, and nodes told the same in other orders.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PeerId } from '../../../src/core/ids.ts'
import { compareVersions, isNewer } from '../../../src/protocols/gossip/version.ts'
import type { Update, Version } from '../../../src/protocols/gossip/vocabulary.ts'
import { ann, bob, cem, OneNode, write } from './one-node.ts'

const version: fc.Arbitrary<Version> = fc.record({
  count: fc.nat({ max: 3 }),
  by: fc.constantFrom(ann, bob, cem, 'ñ' as PeerId, '🐝' as PeerId),
})
const update: fc.Arbitrary<Update> = fc
  .tuple(fc.constantFrom('exam', 'lunch', 'weather'), version)
  .map(([key, { count, by }]) => write(key, count, by))
const updates = fc.array(update, { maxLength: 8 })

describe('the order of versions', () => {
  test('is total: of two, one is newer, or they are the same', () => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        const isSame = left.count === right.count && left.by === right.by
        expect([isNewer(left, right), isNewer(right, left), isSame].filter(Boolean)).toHaveLength(1)
        expect(Math.sign(compareVersions(left, right))).toBe(0 - Math.sign(compareVersions(right, left)))
      }),
    )
  })

  test('is transitive', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        fc.pre(isNewer(a, b) && isNewer(b, c))
        expect(isNewer(a, c)).toBe(true)
      }),
    )
  })

  test('has the unknown below everything', () => {
    fc.assert(
      fc.property(version, version => {
        expect(isNewer(version, undefined)).toBe(true)
      }),
    )
  })
})

describe('merging what was heard', () => {
  test('is commutative: the order of hearing does not matter', () => {
    fc.assert(
      fc.property(updates, updates, (left, right) => {
        expect(told(left, right).knows).toEqual(told(right, left).knows)
      }),
    )
  })

  test('is associative: it may be merged elsewhere first', () => {
    fc.assert(
      fc.property(updates, updates, updates, (a, b, c) => {
        expect(told(told(a, b).knows, c).knows).toEqual(told(a, told(b, c).knows).knows)
      }),
    )
  })

  test('is idempotent: hearing it again changes nothing, and saves nothing', () => {
    fc.assert(
      fc.property(updates, heard => {
        const node = told(heard)
        const before = node.knows
        node.hear({ type: 'repair', updates: heard })
        expect(node.knows).toEqual(before)
        expect(node.effects).toEqual([])
      }),
    )
  })

  test('comes to the same through rumors as through anti-entropy', () => {
    fc.assert(
      fc.property(updates, heard => {
        const node = new OneNode()
        node.hear({ type: 'rumors', updates: heard })
        expect(node.knows).toEqual(told(heard).knows)
      }),
    )
  })
})

function told(...parts: readonly (readonly Update[])[]): OneNode {
  const node = new OneNode()
  for (const updates of parts) node.hear({ type: 'repair', updates })
  return node
}

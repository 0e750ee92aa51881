// Goal: names and knowledge are ordered as they should be. Method: the laws of a total order and of a lattice, generated.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareDots, type Dot } from '../../../src/core/crdt/dot.ts'
import {
  covers,
  joinVectors,
  knows,
  latestIn,
  learn,
  meetVectors,
  nothingKnown,
  type VersionVector,
} from '../../../src/core/crdt/version-vector.ts'

const actor = fc.constantFrom('n1', 'n2', 'ñ', '🐝')
const count = fc.integer({ min: 1, max: 4 })
const dot: fc.Arbitrary<Dot> = fc.record({ actor, count })
const vector: fc.Arbitrary<VersionVector> = fc
  .uniqueArray(fc.tuple(actor, count), { selector: ([actor]) => actor })
  .map(entries => new Map(entries))

describe('the order of dots', () => {
  test('is total, and the same from both sides', () => {
    fc.assert(
      fc.property(dot, dot, (left, right) => {
        const isSame = left.actor === right.actor && left.count === right.count
        expect(compareDots(left, right) === 0).toBe(isSame)
        expect(Math.sign(compareDots(left, right))).toBe(0 - Math.sign(compareDots(right, left)))
      }),
    )
  })

  test('is transitive', () => {
    fc.assert(
      fc.property(dot, dot, dot, (a, b, c) => {
        fc.pre(compareDots(a, b) < 0 && compareDots(b, c) < 0)
        expect(compareDots(a, c)).toBeLessThan(0)
      }),
    )
  })

  test('goes by count before actor, so that what knew of another comes after it', () => {
    fc.assert(
      fc.property(vector, actor, (known, actor) => {
        const made = { actor, count: latestIn(known) + 1 }
        for (const [other, count] of known) expect(compareDots({ actor: other, count }, made)).toBeLessThan(0)
      }),
    )
  })
})

describe('knowledge', () => {
  test('joins to the least that covers both', () => {
    fc.assert(
      fc.property(vector, vector, vector, (left, right, other) => {
        const both = joinVectors(left, right)
        expect(covers(both, left) && covers(both, right)).toBe(true)
        expect(covers(other, both)).toBe(covers(other, left) && covers(other, right))
      }),
    )
  })

  test('meets in the most that both cover', () => {
    fc.assert(
      fc.property(vector, vector, vector, (left, right, other) => {
        const shared = meetVectors(left, right)
        expect(covers(left, shared) && covers(right, shared)).toBe(true)
        expect(covers(shared, other)).toBe(covers(left, other) && covers(right, other))
      }),
    )
  })

  test('is equal where each covers the other: nobody is named of whom nothing is known', () => {
    fc.assert(
      fc.property(vector, vector, (left, right) => {
        fc.pre(covers(left, right) && covers(right, left))
        expect(left).toEqual(right)
      }),
    )
    expect(meetVectors(new Map([['n1', 2]]), nothingKnown)).toEqual(nothingKnown)
  })

  test('of a dot is knowledge of all that its actor did before', () => {
    fc.assert(
      fc.property(vector, dot, dot, (vector, dot, other) => {
        const after = learn(vector, dot)
        const isOlder = other.actor === dot.actor && other.count <= dot.count
        expect(knows(after, other)).toBe(knows(vector, other) || isOlder)
        expect(covers(after, vector)).toBe(true)
      }),
    )
  })
})

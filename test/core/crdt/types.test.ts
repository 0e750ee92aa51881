// Goal: each type does what its paper says of concurrent edits, and its merge is a join. Method: cases, and generated states.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  adjust,
  balanceOf,
  increment,
  joinCounters,
  joinPnCounters,
  noCount,
  noPnCount,
  totalOf,
} from '../../../src/core/crdt/counters.ts'
import { countMax, type Dot } from '../../../src/core/crdt/dot.ts'
import { collectTombstones, type Entry, joinLwwMaps, pairsOf } from '../../../src/core/crdt/lww-map.ts'
import { type Assignment, joinLwwRegisters } from '../../../src/core/crdt/lww-register.ts'
import { joinMvRegisters, type Sibling } from '../../../src/core/crdt/mv-register.ts'
import { add, elementsOf, joinOrSets, type OrSet, remove } from '../../../src/core/crdt/or-set.ts'
import { knows, learn, nothingKnown, type VersionVector } from '../../../src/core/crdt/version-vector.ts'

const named = (count: number, actor = 'n1'): Dot => ({ actor, count })
const vector = (...entries: (readonly [string, number])[]): VersionVector => new Map(entries)

const dot = fc.record({ actor: fc.constantFrom('n1', 'n2', 'n3'), count: fc.integer({ min: 1, max: 9 }) })

/** The laws of a join, of states that may meet. */
function expectJoin<State>(join: (left: State, right: State) => State, state: fc.Arbitrary<State>): void {
  fc.assert(
    fc.property(state, state, state, (a, b, c) => {
      expect(join(a, a)).toEqual(a)
      expect(join(a, b)).toEqual(join(b, a))
      expect(join(join(a, b), c)).toEqual(join(a, join(b, c)))
    }),
  )
}

describe('a counter', () => {
  const counter = fc
    .uniqueArray(dot, { selector: ({ actor }) => actor })
    .map(dots => new Map(dots.map(({ actor, count }) => [actor, count])))

  test('merges by a join', () => {
    expectJoin(joinCounters, counter)
    expectJoin(joinPnCounters, fc.record({ added: counter, taken: counter }))
  })

  test('adds up what was counted apart, and a merge that comes twice counts once', () => {
    const here = increment(noCount, 'n1', 2)
    const there = increment(noCount, 'n2', 3)
    expect(totalOf(joinCounters(joinCounters(here, there), there))).toBe(5)
  })

  test('that goes both ways keeps what was added apart from what was taken away', () => {
    const counter = adjust(adjust(adjust(noPnCount, 'n1', 5), 'n1', -3), 'n2', -4)
    expect(counter).toEqual({ added: vector(['n1', 5]), taken: vector(['n1', 3], ['n2', 4]) })
    expect(balanceOf(counter)).toBe(-2)
  })

  test('names nobody who counted nothing, so that equal counts are equal maps', () => {
    expect(increment(noCount, 'n1', 0)).toEqual(noCount)
    expect(adjust(noPnCount, 'n1', 0)).toEqual(noPnCount)
  })

  test('stands still at its greatest', () => {
    expect(increment(new Map([['n1', countMax]]), 'n1', 1)).toEqual(new Map([['n1', countMax]]))
  })
})

describe('a last-writer-wins register', () => {
  const assigned = (atMs: number, dot: Dot): Assignment<string> => ({ value: `${dot.actor} at ${atMs}`, atMs, dot })
  const assignment = fc.tuple(fc.integer({ min: -2, max: 2 }), dot).map(([atMs, dot]) => assigned(atMs, dot))

  test('merges by a join', () => expectJoin(joinLwwRegisters, fc.option(assignment)))

  test('keeps the later time, whoever comes last', () => {
    const [early, late] = [assigned(1, named(9)), assigned(2, named(1))]
    expect(joinLwwRegisters(late, early)).toEqual(late)
    expect(joinLwwRegisters(early, late)).toEqual(late)
  })

  test('decides equal times by dot, alike everywhere', () => {
    const [one, other] = [assigned(1, named(3, 'n1')), assigned(1, named(3, 'n2'))]
    expect(joinLwwRegisters(one, other)).toEqual(other)
    expect(joinLwwRegisters(other, one)).toEqual(other)
  })
})

describe('a multi-value register', () => {
  const written = (dot: Dot, known: VersionVector): Sibling<string> => ({
    value: `${dot.count}`,
    dot,
    clock: learn(known, dot),
  })
  /** Clocks as they occur: whoever writes has seen the first so many writes of each of the others. */
  const sibling = fc.tuple(dot, fc.nat({ max: 8 })).map(([dot, seen]) => {
    const known = Math.min(seen, dot.count - 1)
    return written(dot, known === 0 ? nothingKnown : vector(['n1', known], ['n2', known], ['n3', known]))
  })
  const register = fc.array(sibling, { maxLength: 4 }).map(siblings => joinMvRegisters([], unique(siblings)))

  test('keeps both of two writes that did not know of each other', () => {
    const [one, other] = [written(named(1, 'n1'), nothingKnown), written(named(1, 'n2'), nothingKnown)]
    expect(joinMvRegisters([one], [other])).toEqual([one, other])
    expect(joinMvRegisters([other], [one])).toEqual([one, other])
  })

  test('replaces what a write has seen, all of it, and in any order', () => {
    const siblings = [written(named(1, 'n1'), nothingKnown), written(named(1, 'n2'), nothingKnown)]
    const last = written(named(2, 'n3'), vector(['n1', 1], ['n2', 1]))
    expect(joinMvRegisters(siblings, [last])).toEqual([last])
    expect(joinMvRegisters([last], siblings)).toEqual([last])
  })

  test('merges to no more than its siblings, and to the same from both sides', () => {
    fc.assert(
      fc.property(register, register, (left, right) => {
        fc.pre(
          new Set([...left, ...right].map(({ dot }) => `${dot.count} ${dot.actor}`)).size ===
            left.length + right.length,
        )
        expect(joinMvRegisters(left, right)).toEqual(joinMvRegisters(right, left))
        expect(joinMvRegisters(left, left)).toEqual(left)
      }),
    )
  })
})

describe('a set in which adding wins', () => {
  const merged = (left: OrSet, leftKnows: VersionVector, right: OrSet, rightKnows: VersionVector): OrSet =>
    joinOrSets(
      { set: left, isSettled: dot => knows(leftKnows, dot) },
      { set: right, isSettled: dot => knows(rightKnows, dot) },
    )

  const milk = add([], 'milk', named(1), nothingKnown)

  test('drops what the other side has removed, though no tombstone says so', () => {
    const knownHere = vector(['n1', 1])
    const knownThere = vector(['n1', 1], ['n2', 2])
    const removed = remove(milk, 'milk', knownHere)
    expect(merged(milk, knownHere, removed, knownThere)).toEqual([])
    expect(merged(removed, knownThere, milk, knownHere)).toEqual([])
  })

  test('keeps what was added where the remover had not seen it', () => {
    const again = add(milk, 'milk', named(2, 'n2'), vector(['n1', 1]))
    const removed = remove(milk, 'milk', vector(['n1', 1]))
    const left = merged(removed, vector(['n1', 2]), again, vector(['n1', 1], ['n2', 2]))
    expect(elementsOf(left)).toEqual(['milk'])
  })

  test('holds one addition for an element that is added again and again', () => {
    const again = add(milk, 'milk', named(2), vector(['n1', 1]))
    expect(again).toEqual([{ element: 'milk', dot: named(2) }])
  })

  test('as an operation, leaves an adding alone that the remover did not know', () => {
    expect(remove(milk, 'milk', nothingKnown)).toEqual(milk)
  })
})

describe('a last-writer-wins map', () => {
  const put = (key: string, value: string | null, dot: Dot): Entry => ({ key, value, dot })
  /** What a dot names is the same wherever it is met. */
  const fromItsDot = (dot: Dot): Entry =>
    put(dot.count % 2 === 0 ? 'tea' : 'milk', dot.count % 3 === 0 ? null : `${dot.count}`, dot)

  test('merges by a join', () => {
    expectJoin(
      joinLwwMaps,
      fc.array(dot, { maxLength: 4 }).map(dots => joinLwwMaps([], dots.map(fromItsDot))),
    )
  })

  test('keeps a tombstone, so that an older value that comes late does not rise again', () => {
    const [old, erased] = [put('tea', '2', named(1)), put('tea', null, named(2, 'n2'))]
    expect(pairsOf(joinLwwMaps([erased], [old]))).toEqual(new Map())
    expect(joinLwwMaps([erased], [old])).toEqual([erased])
  })

  test('drops a tombstone once all know of it, and no sooner', () => {
    const entries = [put('tea', null, named(2, 'n2')), put('milk', '1', named(3))]
    expect(collectTombstones(entries, vector(['n1', 9], ['n2', 1]))).toEqual(entries)
    expect(collectTombstones(entries, vector(['n2', 2]))).toEqual([entries[1]])
  })
})

/** In use a dot names one thing. */
function unique<T extends { readonly dot: Dot }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map(item => [`${item.dot.count} ${item.dot.actor}`, item])).values()]
}

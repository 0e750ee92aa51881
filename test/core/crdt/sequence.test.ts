// Goal: a text that many edit keeps words whole, agrees on their order, and forgets what nobody needs. Method: cases that
// are drawn on paper, and generated edits against the tree by which the order is defined.

import { describe, expect, test } from 'vitest'
import type { Dot } from '../../../src/core/crdt/dot.ts'
import {
  collectLetters,
  cut,
  insert,
  integrate,
  joinSequences,
  letter,
  type Sequence,
  textIn,
} from '../../../src/core/crdt/sequence.ts'
import { nothingKnown, type VersionVector } from '../../../src/core/crdt/version-vector.ts'

const id = (count: number, actor: string): Dot => ({ actor, count })
const vector = (...entries: (readonly [string, number])[]): VersionVector => new Map(entries)

describe('a letter', () => {
  test('stands behind the one it was written after, before what was written there earlier (RGA, §4)', () => {
    const text = insert(insert([], 'ac', null, id(1, 'n1')), 'b', id(1, 'n1'), id(3, 'n2'))
    expect(textIn(text)).toBe('abc')
  })

  test('finds the same place in whatever order rivals come', () => {
    const rivals = [
      { id: id(3, 'n2'), after: id(1, 'n1'), letter: 'x', gone: null },
      { id: id(3, 'n3'), after: id(1, 'n1'), letter: 'y', gone: null },
      { id: id(5, 'n2'), after: id(1, 'n1'), letter: 'z', gone: null },
    ]
    const base = insert([], 'ab', null, id(1, 'n1'))
    const texts = permutations(rivals).map(order => textIn(order.reduce(integrate, base)))
    expect(new Set(texts)).toEqual(new Set(['azyxb']))
  })

  test('is one code point, and anything else is no letter', () => {
    const fields = { id: id(1, 'n1'), after: null, gone: null }
    expect(letter.check({ ...fields, letter: '🐝' }, 'letter').letter).toBe('🐝')
    for (const wrong of ['', 'ab', '\ud83d', 7]) {
      expect(() => letter.check({ ...fields, letter: wrong }, 'letter')).toThrow(/letter.letter: expected letter/)
    }
  })
})

describe('words written in the same place at once', () => {
  const base = insert([], '.', null, id(1, 'n1'))

  test('stay whole, though their letters come one by one and mixed', () => {
    const left = letters('left', null, 'n1')
    const right = letters('right', null, 'n2')
    for (const seed of [1, 2, 3, 4, 5]) {
      const text = textIn(mixed(left, right, seed).reduce(integrate, base))
      expect(['leftright.', 'rightleft.']).toContain(text)
    }
  })

  test('mix if they are written backwards, letter before letter: the known weakness of this order', () => {
    const backwards = (word: string, actor: string): Sequence =>
      Array.from(word, (letter, index) => ({ id: id(2 + index, actor), after: null, letter, gone: null }))
    const all = [...backwards('abc', 'n1'), ...backwards('xyz', 'n2')]
    expect(textIn(all.reduce(integrate, base))).toBe('zcybxa.')
  })
})

describe('a tombstone', () => {
  const text = insert([], 'abc', null, id(1, 'n1'))
  const b = id(2, 'n1')

  test('hides its letter and keeps its place for those who write behind it just now', () => {
    const without = cut(text, [b], id(4, 'n1'))
    expect(textIn(without)).toBe('ac')
    expect(textIn(insert(without, 'x', b, id(4, 'n2')))).toBe('axc')
  })

  test('bears the first of several deletions, in whatever order they come', () => {
    const [one, other] = [id(4, 'n1'), id(4, 'n2')]
    expect(cut(cut(text, [b], one), [b], other)).toEqual(cut(cut(text, [b], other), [b], one))
  })

  test('is dropped when all know of the deletion, and no sooner', () => {
    const without = cut(text, [b], id(4, 'n2'))
    expect(collectLetters(without, vector(['n1', 3], ['n2', 3]))).toEqual(without)
    expect(collectLetters(without, vector(['n1', 3], ['n2', 4]))).toEqual(text.filter(({ letter }) => letter !== 'b'))
  })

  /**
   * n2 writes x behind t, and its clock is far ahead; n1 deletes t; n3 knows of that, not of x, and writes z. With t
   * in place z comes before it. Had t gone too early, x would pass for a rival, later than z, and z would stand behind.
   */
  test('stays while not all know a letter that was written behind it', () => {
    const t = insert([], 't', null, id(1, 'n1'))
    const x = { id: id(11, 'n2'), after: id(1, 'n1'), letter: 'x', gone: null }
    const z = { id: id(3, 'n3'), after: null, letter: 'z', gone: null }
    const deleted = integrate(cut(t, [id(1, 'n1')], id(2, 'n1')), x)
    const collected = collectLetters(deleted, vector(['n1', 2]))
    expect(collected).toEqual(deleted)
    expect(textIn(integrate(collected, z))).toBe('zx')
    const gone = deleted.filter(({ gone }) => gone === null)
    expect(textIn(integrate(gone, z))).toBe('xz')
    expect(collectLetters(deleted, vector(['n1', 2], ['n2', 11]))).toEqual(gone)
  })

  test('that was collected here does not come back with the state of one who still has it', () => {
    const known = vector(['n1', 4])
    const kept = cut(text, [b], id(4, 'n1'))
    const collected = collectLetters(kept, known)
    expect(joinSequences(collected, kept, known)).toEqual(collected)
    expect(joinSequences([], kept, nothingKnown)).toEqual(kept)
  })

  test('that is gone takes no letter along: who begins with nothing finds it where all others have it', () => {
    const written = insert(cut(text, [b], id(4, 'n1')), 'x', b, id(4, 'n2'))
    const collected = collectLetters(written, vector(['n1', 4], ['n2', 4]))
    expect(textIn(collected)).toBe('axc')
    expect(textIn(joinSequences([], collected, nothingKnown))).toBe('axc')
  })
})

const letters = (word: string, after: Dot | null, actor: string): Sequence =>
  Array.from(word, (letter, index) => ({
    id: id(2 + index, actor),
    after: index === 0 ? after : id(1 + index, actor),
    letter,
    gone: null,
  }))

/** The letters of both, each word in its own order. */
function mixed(left: Sequence, right: Sequence, seed: number): Sequence {
  const [one, other] = [[...left], [...right]]
  const all = []
  for (let turn = seed; one.length + other.length > 0; turn = (turn * 7 + 3) % 11) {
    const from = other.length === 0 || (one.length > 0 && turn % 2 === 0) ? one : other
    all.push(from.shift()!)
  }
  return all
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items]
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map(rest => [item, ...rest]))
}

// Goal: plain data can be copied, compared and frozen without asking anyone. Method: properties over random plain data.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digest } from '../../src/core/digest.ts'
import { clone, equal, freeze, whyNotPlain } from '../../src/core/plain.ts'

const { plain: anyPlain } = fc.letrec(tie => ({
  plain: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, undefined, true, false),
    fc.maxSafeInteger(),
    fc.string(),
    fc.uint8Array({ maxLength: 4 }),
    fc.array(tie('plain'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('plain'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.tuple(fc.string(), tie('plain')), { maxLength: 4 }).map(entries => new Map(entries)),
    fc.array(fc.string(), { maxLength: 4 }).map(items => new Set(items)),
  ),
}))

describe('a copy', () => {
  test('equals its original, has its digest, and shares nothing with it', () => {
    fc.assert(
      fc.property(anyPlain, value => {
        const copy = clone(value)
        expect(equal(copy, value)).toBe(true)
        expect(digest(copy)).toBe(digest(value))
        expect(copy).toEqual(value)
        expect(sharedPart(copy, value)).toBe(false)
      }),
    )
  })

  test('of a record with a field named __proto__ has that field, and the prototype of every record', () => {
    const stranger: unknown = JSON.parse('{ "__proto__": { "isAdmin": true } }')
    const copy = clone(stranger) as { readonly isAdmin?: boolean }
    expect(Object.keys(copy as object)).toEqual(['__proto__'])
    expect(copy.isAdmin).toBeUndefined()
  })
})

describe('equality', () => {
  test('is that of digests', () => {
    fc.assert(fc.property(anyPlain, anyPlain, (left, right) => equal(left, right) === (digest(left) === digest(right))))
  })

  test.each<[unknown, unknown]>([
    [[], {}],
    [{}, []],
    [new Map(), new Set()],
    [new Set(), new Map()],
    [{}, new Map()],
    [new Map(), {}],
    [new Uint8Array(1), [0]],
    [{}, new Uint8Array(0)],
    [null, {}],
    [{}, null],
    [{ a: undefined }, { b: undefined }],
    [{ a: undefined }, {}],
    [new Map([['a', undefined]]), new Map([['b', undefined]])],
    [new Set(['a']), new Set(['b'])],
    [Uint8Array.of(1), Uint8Array.of(2)],
    [[1], [1, 2]],
    [1, '1'],
    [{ toString: 1 }, {}],
  ])('does not hold between %o and %o', (left, right) => {
    expect(equal(left, right)).toBe(false)
  })
})

describe('freezing', () => {
  test('reaches all records and lists, through maps and sets too', () => {
    const inner = { list: [1] }
    const value = freeze({ map: new Map([['key', inner]]), set: new Set([[2]]), bytes: Uint8Array.of(1) })
    expect(() => ((inner as { list: unknown }).list = [])).toThrow(TypeError)
    expect(() => inner.list.push(2)).toThrow(TypeError)
    expect(() => [...value.set][0]!.push(3)).toThrow(TypeError)
    expect(() => ((value as { bytes: unknown }).bytes = null)).toThrow(TypeError)
  })

  test('gives back what it was given', () => {
    const value = { a: [1] }
    expect(freeze(value)).toBe(value)
    expect(freeze(7)).toBe(7)
  })
})

describe('what is plain', () => {
  test('is said of all plain data', () => {
    fc.assert(fc.property(anyPlain, value => whyNotPlain(value) === null))
  })

  test.each<[string, unknown]>([
    ['node.at: 0.5 is not a safe integer', { at: 0.5 }],
    ['node.at: NaN is not a safe integer', { at: Number.NaN }],
    ['node.at: 9007199254740992 is not a safe integer', { at: 2 ** 53 }],
    ['node.votes.n1: a function is not plain data', { votes: new Map([['n1', () => {}]]) }],
    ['node.queue.1: a bigint is not plain data', { queue: [1, 2n] }],
    ['node.tag: a symbol is not plain data', { tag: Symbol('tag') }],
    ['node.since: an instance of a class is not plain data', { since: new Date(0) }],
    ['node.seen.item: an instance of a class is not plain data', { seen: new Set([new (class Peer {})()]) }],
    ['node.words: an instance of a class is not plain data', { words: new Uint16Array(1) }],
    ['node.votes.key: an instance of a class is not plain data', { votes: new Map([[/n1/, 1]]) }],
  ])('is not: %s', (reason, value) => {
    expect(whyNotPlain(value, 'node')).toBe(reason)
  })
})

/** Whether two values hold one and the same container somewhere. */
function sharedPart(left: unknown, right: unknown): boolean {
  const known = new Set(containersOf(right))
  return containersOf(left).some(part => known.has(part))
}

function containersOf(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  if (value instanceof Uint8Array) return [value]
  const parts = value instanceof Map ? [...value.values()] : value instanceof Set ? [...value] : Object.values(value)
  return [value, ...parts.flatMap(containersOf)]
}

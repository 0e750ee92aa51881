// Goal: equal content has one digest, and other content another. Method: properties, and a million near neighbours.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digest, RunningDigest } from '../../src/core/digest.ts'

describe('a digest', () => {
  test('of the same fields, entries or items is the same in whatever order they came', () => {
    expect(digest({ a: 1, b: 2 })).toBe(digest({ b: 2, a: 1 }))
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2 }), keys => {
        const entries = keys.map((key, index) => [key, index] as const)
        expect(digest(new Map(entries))).toBe(digest(new Map([...entries].reverse())))
        expect(digest(new Set(keys))).toBe(digest(new Set([...keys].reverse())))
        expect(digest(Object.fromEntries(entries))).toBe(digest(Object.fromEntries([...entries].reverse())))
      }),
    )
  })

  test('tells kinds of emptiness, kinds of container, and order in a list apart', () => {
    const values: unknown[] = [
      null,
      undefined,
      false,
      true,
      0,
      1,
      -1,
      '',
      '0',
      'null',
      [],
      [0],
      [null],
      [undefined],
      [[]],
      [0, 0],
      [1, 0],
      [0, 1],
      {},
      { a: 0 },
      { b: 0 },
      { a: 1 },
      { a: undefined },
      { a: { b: 0 } },
      { a: 0, b: 1 },
      { a: 1, b: 0 },
      new Map(),
      new Map([['a', 0]]),
      new Map([[0, 'a']]),
      new Map([['a', 'a']]),
      new Set(),
      new Set(['a']),
      new Set([0]),
      new Set(['a', 'b']),
      new Set(['ab']),
      new Uint8Array(0),
      new Uint8Array(1),
      Uint8Array.of(1),
      ['a', 'b'],
      ['ab'],
      ['', 'ab'],
      [['a'], 'b'],
      [['a', 'b']],
      2 ** 32,
      2 ** 32 + 1,
      -(2 ** 32),
      2 ** 33,
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
      0.5,
      0.25,
      'a',
      'A',
      'é',
      'e\u0301',
    ]
    expect(new Set(values.map(digest)).size).toBe(values.length)
  })

  test('is never shared among a million near neighbours', () => {
    const seen = new Set<string>()
    for (let left = 0; left < 500; left++) {
      for (let right = 0; right < 500; right++) {
        seen.add(digest([left, right]))
        seen.add(digest({ left, right }))
        seen.add(digest(new Map([[left, right]])))
        seen.add(digest(`${left} ${right}`))
      }
    }
    expect(seen.size).toBe(1_000_000)
  })

  test('of unordered parts is not their sum alone: what moves between two maps is noticed', () => {
    const seen = new Set<string>()
    for (let left = 0; left < 300; left++) {
      for (let right = 0; right < 300; right++) seen.add(digest([new Set([left, -1]), new Set([right, -1])]))
    }
    expect(seen.size).toBe(90_000)
  })

  test('changes in half of its bits when one bit of its input does', () => {
    let differing = 0
    for (let value = 0; value < 2_000; value++) {
      const distance = BigInt(`0x${digest({ value })}`) ^ BigInt(`0x${digest({ value: value ^ 1 })}`)
      differing += distance.toString(2).replaceAll('0', '').length
    }
    // 128,000 bits; the standard deviation is 179.
    expect(Math.abs(differing - 64_000)).toBeLessThan(4 * 179)
  })

  test('has sixteen hexadecimal digits, and these for these values, forever', () => {
    expect(digest(0)).toMatch(/^[0-9a-f]{16}$/)
    expect([digest({ term: 1, votes: new Set(['n1', 'n2']) }), digest('raft')]).toEqual(pinned)
  })

  test('of what is not plain is a mistake', () => {
    expect(() => digest(() => {})).toThrow('digest: a function is not plain data')
    expect(() => digest({ size: 3n })).toThrow('digest: a bigint is not plain data')
  })
})

describe('a running digest', () => {
  test('names a sequence: each value and its place count', () => {
    expect(running('a', 'b')).toBe(running('a', 'b'))
    expect(new Set([running(), running('a'), running('a', 'b'), running('b', 'a'), running('ab')]).size).toBe(5)
  })

  test('may be read on the way, and is not disturbed by other digests between', () => {
    const sum = new RunningDigest()
    sum.add('a')
    expect(sum.value).toBe(running('a'))
    digest('something else')
    sum.add('b')
    expect(sum.value).toBe(running('a', 'b'))
  })

  test('is the same whether a long list comes again as itself or as another with the same in it', () => {
    const lists = Array.from({ length: 1_100 }, (_, number) => Array.from({ length: 9 }, (_, place) => number + place))
    const sayings = lists.flatMap(log => [{ log }, { log, index: 1 }, { entries: log }, { log: { log } }])
    const again = [...sayings, ...sayings.slice(-40)]
    expect(running(...again)).toBe(running(...again.map(saying => structuredClone(saying))))
  })

  test('goes on after what is not plain', () => {
    const sum = new RunningDigest()
    sum.add('a')
    expect(() => sum.add({ call: () => {} })).toThrow('digest: a function is not plain data')
    sum.add('b')
    expect(sum.value).toBe(running('a', 'b'))
  })
})

const pinned = ['3690391412ff9aa9', 'ccdd490c882c59e9']

function running(...values: readonly unknown[]): string {
  const sum = new RunningDigest()
  for (const value of values) sum.add(value)
  return sum.value
}

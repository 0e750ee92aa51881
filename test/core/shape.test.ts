// Goal: a shape reads what it writes, in one form only, and says what is wrong with the rest. Method: samples, edges and
// damage, for every kind of shape there is.

import { describe, expect, test } from 'vitest'
import { decode, encode } from '../../src/core/codec.ts'
import { type PlainValue, plain, plainBytesMax, plainDepthMax } from '../../src/core/plain-shape.ts'
import { SeededRandom } from '../../src/core/random.ts'
import {
  bytes,
  bytesOf,
  choice,
  flag,
  int,
  list,
  listLengthMax,
  mapOf,
  maybe,
  nat,
  nothing,
  oneOf,
  peer,
  record,
  type Shape,
  setOf,
  text,
  textBytesMax,
  textOf,
  within,
} from '../../src/core/shape.ts'
import { Malformed } from '../../src/core/wire.ts'

const words = oneOf({
  vote: { term: nat, granted: flag },
  append: { entries: list(record({ term: nat, command: text })) },
})

const shapes: readonly (readonly [string, Shape<any>])[] = [
  ['int', int],
  ['nat', nat],
  ['within', within(-5, 300)],
  ['flag', flag],
  ['text', text],
  ['bytes', bytes],
  ['peer', peer],
  ['choice', choice('follower', 'candidate', 'leader')],
  ['maybe', maybe(int)],
  ['maybe of maybe', maybe(maybe(flag))],
  ['list', list(text)],
  ['record', record({ term: nat, votedFor: maybe(peer) })],
  ['oneOf', words],
  ['mapOf', mapOf(peer, list(int))],
  ['setOf', setOf(within(0, 1000))],
  ['nothing', nothing],
  ['plain', plain],
]

describe.each(shapes)('%s', (_name, shape) => {
  const samples = Array.from({ length: 300 }, (_, seed) => shape.sample(new SeededRandom(seed)))

  test('accepts its own samples as they are', () => {
    for (const sample of samples) expect(shape.check(sample, 'it')).toEqual(sample)
  })

  test('reads what it wrote, and writes what it read in the same bytes', () => {
    for (const sample of samples) {
      const written = encode(shape, sample)
      const read = decode(shape, written, 'it')
      expect(read).toEqual(sample)
      expect(encode(shape, read)).toEqual(written)
    }
  })

  test('refuses every beginning of what it wrote, and every continuation', () => {
    for (const sample of samples) {
      const written = encode(shape, sample)
      for (let cut = 0; cut < written.length; cut++) {
        expect(() => decode(shape, written.subarray(0, cut), 'it')).toThrow(Malformed)
      }
      expect(() => decode(shape, Uint8Array.of(...written, 0), 'it')).toThrow(/^it: 1 bytes too many$/)
    }
  })

  test('reads noise as something it would write just so, or refuses it', () => {
    const random = new SeededRandom(17)
    for (let round = 0; round < 2_000; round++) {
      const written = encode(shape, random.pick(samples))
      const noise = random.chance(0.5) ? damaged(written, random) : drawBytes(random)
      const read = readOr(shape, noise)
      if (read === refused) continue
      expect(encode(shape, read)).toEqual(noise)
      expect(shape.check(read, 'it')).toEqual(read)
    }
  })
})

describe('a shape names what is wrong:', () => {
  test.each<[string, Shape<any>, unknown]>([
    ['it: expected int, got "one"', int, 'one'],
    ['it: expected nat, got -1', nat, -1],
    ['it: expected nat, got 0.5', nat, 0.5],
    ['it: expected int, got NaN', int, Number.NaN],
    ['it: expected int, got 9007199254740992', int, 2 ** 53],
    ['it: expected 1 to 6, got 7', within(1, 6), 7],
    ['it: expected flag, got 1', flag, 1],
    ['it: expected text, got null', text, null],
    ['it: expected text without lone surrogates, got "\\ud800"', text, '\ud800'],
    ['it: expected at most 4096 bytes of text, got text of 4097 characters', text, 'x'.repeat(4097)],
    ['it: expected at most 5 bytes of text, got "群れ"', textOf(5), '群れ'],
    ['it: expected bytes, got list of 1', bytes, [1]],
    ['it: expected at most 2 bytes, got object', bytesOf(2), new Uint8Array(3)],
    ['it: expected peer, got ""', peer, ''],
    ['it: expected peer, got text of 129 characters', peer, 'x'.repeat(129)],
    ['it: expected peer, got text of 43 characters', peer, '群'.repeat(43)],
    ['it: expected red or green, got "blue"', choice('red', 'green'), 'blue'],
    ['it.1: expected nat, got -1', list(nat), [0, -1]],
    ['it: expected at most 2 items, got list of 3', list(nat, 2), [1, 2, 3]],
    ['it: expected list, got object', list(nat), {}],
    ['it.term: expected nat, got undefined', record({ term: nat }), {}],
    ['it.more: no such field', record({ term: nat }), { term: 1, more: 2 }],
    ['it: expected record, got list of 0', record({}), []],
    ['it.type: expected vote or append, got "veto"', words, { type: 'veto' }],
    ['it.type: expected vote or append, got undefined', words, 7],
    [
      'it.append.entries.0.term: expected nat, got "x"',
      words,
      { type: 'append', entries: [{ term: 'x', command: '' }] },
    ],
    ['it: expected map, got object', mapOf(peer, nat), {}],
    ['it.n1: expected nat, got -1', mapOf(peer, nat), new Map([['n1', -1]])],
    [
      'it: expected at most 1 entries, got object',
      mapOf(nat, nat, 1),
      new Map([
        [1, 1],
        [2, 2],
      ]),
    ],
    ['it: expected set, got list of 0', setOf(nat), []],
    ['it.item: expected nat, got -1', setOf(nat), new Set([-1])],
    ['it: expected nothing, got null', nothing, null],
    ['it.a.0: expected int, got 0.5', plain, { a: [0.5] }],
    ['it.since: expected plain data, got object', plain, { since: new Date(0) }],
    ['it field: expected at most 4096 bytes of text, got text of 4097 characters', plain, { ['x'.repeat(4097)]: 1 }],
  ])('%s', (problem, shape, value) => {
    expect(() => shape.check(value, 'it')).toThrow(new Malformed(problem))
  })

  test.each<[string, Shape<any>, readonly number[]]>([
    ['it: expected 0 or 1, got 2', flag, [2]],
    ['it: expected one of red, green, got number 2', choice('red', 'green'), [2]],
    ['it: expected one of 2 kinds, got number 9', words, [9]],
    ['it.vote.term: ends too early', words, [0]],
    ['it.append.entries.0.command: ends too early', words, [1, 1, 5]],
    ['it.append.entries: expected at most 4096 items, got 4097', words, [1, 0x81, 0x20]],
    ['it: expected at most 4096 bytes, got 4097', text, [0x81, 0x20]],
    ['it: malformed UTF-8', text, [1, 0xff]],
    ['it: expected peer, got nothing', peer, [0]],
    ['it: expected 1 to 6, got 7', within(1, 6), [7]],
    ['it: keys must rise', setOf(nat), [2, 2, 1]],
    ['it: keys must rise', setOf(nat), [2, 1, 1]],
    ['it: keys must rise', mapOf(nat, flag), [2, 1, 0, 1, 0]],
    ['it: fields must rise', plain, [6, 2, 1, 98, 0, 1, 97, 0]],
    ['it: fields must rise', plain, [6, 2, 1, 97, 0, 1, 97, 0]],
    ['it: expected a kind of plain data, got number 7', plain, [7]],
    ['it: expected at most 4096 items, got 9', plain, [5, 9]],
  ])('%s, in bytes', (problem, shape, given) => {
    expect(() => decode(shape, Uint8Array.from(given), 'it')).toThrow(new Malformed(problem))
  })
})

describe('what a shape accepts, it can write and read back:', () => {
  test.each<[string, Shape<any>, unknown]>([
    ['the longest text', text, 'é'.repeat(textBytesMax / 2)],
    ['the longest peer', peer, 'x'.repeat(128)],
    ['the longest list', list(nat), Array.from({ length: listLengthMax }, () => 0)],
    ['the deepest plain data', plain, nested(plainDepthMax - 1)],
    ['a record with a field named __proto__', plain, JSON.parse('{ "__proto__": 1 }')],
    ['both ends of the safe integers', list(int), [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]],
  ])('%s', (_name, shape, value) => {
    const bytesMax = 1_000_000
    expect(decode(shape, encode(shape, shape.check(value, 'it')), 'it', bytesMax)).toEqual(value)
  })
})

describe('plain data', () => {
  test('has a depth that neither a value nor bytes may pass', () => {
    expect(() => plain.check(nested(plainDepthMax), 'it')).toThrow(/expected at most 16 levels/)
    expect(() =>
      decode(
        plain,
        Uint8Array.from(
          Array(plainDepthMax + 1)
            .fill([5, 1])
            .flat(),
        ),
        'it',
      ),
    ).toThrow('it: expected at most 16 levels')
  })

  test('has a size that neither a value nor bytes may pass', () => {
    const large = Array.from({ length: 17 }, () => 'x'.repeat(4_000))
    expect(() => plain.check(large, 'it')).toThrow(`it: expected at most ${plainBytesMax} bytes`)
    expect(() => decode(plain, encode(plain, large), 'it', 1_000_000)).toThrow(
      `it: expected at most ${plainBytesMax} bytes, got`,
    )
  })

  test('that holds itself is refused, not followed for ever', () => {
    const ring: unknown[] = []
    ring.push(ring)
    expect(() => plain.check(ring, 'it')).toThrow('levels')
  })
})

test('maps and sets have one form, whatever order they were filled in', () => {
  const [rising, falling] = [
    [1, 300, 70_000],
    [70_000, 300, 1],
  ]
  expect(encode(setOf(nat), new Set(rising))).toEqual(encode(setOf(nat), new Set(falling)))
  const entries = (keys: readonly number[]) => new Map(keys.map(key => [key, key * 2] as const))
  expect(encode(mapOf(nat, nat), entries(rising!))).toEqual(encode(mapOf(nat, nat), entries(falling!)))
})

function nested(depth: number): PlainValue {
  return depth === 0 ? null : [nested(depth - 1)]
}

function damaged(given: Uint8Array, random: SeededRandom): Uint8Array {
  return given.length === 0 ? given : given.with(random.between(0, given.length - 1), random.between(0, 255))
}

function drawBytes(random: SeededRandom): Uint8Array {
  return Uint8Array.from({ length: random.between(0, 12) }, () => random.between(0, random.pick([3, 255])))
}

const refused = Symbol('refused')

function readOr(shape: Shape<unknown>, given: Uint8Array): unknown {
  try {
    return decode(shape, given, 'it')
  } catch (error) {
    expect(error).toBeInstanceOf(Malformed)
    return refused
  }
}

// Goal: every safe integer has one form on the wire, and a reader believes nothing. Method: edges, properties, damage.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ByteReader, ByteWriter, Malformed } from '../../src/core/wire.ts'

const edges = [
  0,
  1,
  0x3f,
  0x40,
  0x7f,
  0x80,
  0x3fff,
  0x4000,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 52,
  Number.MAX_SAFE_INTEGER,
]

describe('a natural number', () => {
  test('of any size comes back, in as few bytes as seven bits each allow', () => {
    fc.assert(fc.property(fc.maxSafeNat(), value => naturalHolds(value)))
    for (const value of edges) naturalHolds(value)
  })

  test.each([
    ['zero in two bytes', [0x80, 0x00], 'a longer form than needed'],
    ['one in three bytes', [0x81, 0x80, 0x00], 'a longer form than needed'],
    ['2^53', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10], 'too large for a safe integer'],
    ['an endless number', Array(400).fill(0x80), 'too large for a safe integer'],
    ['a number without its last byte', [0x80], 'ends too early'],
  ])('does not mean %s', (_name, bytes, problem) => {
    expect(() => reader(bytes).natural()).toThrow(new Malformed(`number: ${problem}`))
  })
})

describe('an integer', () => {
  test('of any size and sign comes back, and costs at most one bit more', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), value => integerHolds(value)))
    for (const value of edges) {
      integerHolds(value)
      integerHolds(-value)
    }
  })

  test.each([
    ['minus zero', [0x40], 'minus zero has another form'],
    ['minus zero in two bytes', [0xc0, 0x00], 'a longer form than needed'],
    ['one in two bytes', [0x81, 0x00], 'a longer form than needed'],
    [
      'less than the least safe integer',
      [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x20],
      'too large for a safe integer',
    ],
  ])('does not mean %s', (_name, bytes, problem) => {
    expect(() => reader(bytes).integer()).toThrow(new Malformed(`number: ${problem}`))
  })
})

describe('a reader', () => {
  test('never reads the same number from two byte strings', () => {
    const forms = new Map<number, string>()
    for (let first = 0; first < 256; first++) {
      for (let second = 0; second < 256; second++) {
        const from = reader([first, second])
        const value = valueOr(() => from.integer())
        if (value === null) continue
        const form = from.remaining === 1 ? `${first}` : `${first} ${second}`
        expect(forms.get(value) ?? form).toBe(form)
        forms.set(value, form)
      }
    }
    expect(forms.size).toBe(2 * 2 ** 13 - 1)
  })

  test('does not take bytes that are longer than allowed, or than what is left', () => {
    expect(() => reader([3, 1, 2, 3]).bytes(2)).toThrow('number: expected at most 2 bytes, got 3')
    expect(() => reader([3, 1, 2]).bytes(3)).toThrow('number: ends too early')
    expect(reader([3, 1, 2, 3]).bytes(3)).toEqual(Uint8Array.of(1, 2, 3))
  })

  test('names the field it was in, and forgets it afterwards', () => {
    const from = reader([1])
    from.enter('vote')
    from.enter('term')
    from.byte()
    expect(() => from.byte()).toThrow('number.vote.term: ends too early')
    from.leave()
    expect(() => from.byte()).toThrow('number.vote: ends too early')
  })

  test('counts what nobody read', () => {
    expect(() => reader([1, 2, 3]).end()).toThrow('number: 3 bytes too many')
  })

  test('gives bytes of its own, which the sender cannot change afterwards', () => {
    const sent = Uint8Array.of(1, 7)
    const read = new ByteReader(sent, 'number').bytes(1)
    sent[1] = 8
    expect(read).toEqual(Uint8Array.of(7))
  })
})

test('a writer grows with what it is given', () => {
  const to = new ByteWriter()
  to.raw(new Uint8Array(63).fill(1))
  to.byte(2)
  to.byte(3)
  to.raw(new Uint8Array(1000).fill(4))
  expect(to.length).toBe(1065)
  expect([...to.finish().subarray(62, 66)]).toEqual([1, 2, 3, 4])
})

function naturalHolds(value: number): void {
  const to = new ByteWriter()
  to.natural(value)
  const bytes = to.finish()
  expect(new ByteReader(bytes, 'number').natural()).toBe(value)
  expect(bytes.length).toBe(Math.max(1, Math.ceil(value.toString(2).length / 7)))
}

function integerHolds(value: number): void {
  const to = new ByteWriter()
  to.integer(value)
  const bytes = to.finish()
  expect(new ByteReader(bytes, 'number').integer()).toBe(value + 0)
  expect(bytes.length).toBe(Math.max(1, Math.ceil((Math.abs(value).toString(2).length + 1) / 7)))
}

const reader = (bytes: readonly number[]): ByteReader => new ByteReader(Uint8Array.from(bytes), 'number')

function valueOr(read: () => number): number | null {
  try {
    return read()
  } catch (error) {
    expect(error).toBeInstanceOf(Malformed)
    return null
  }
}

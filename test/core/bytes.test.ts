// Goal: text becomes the bytes that everyone else makes of it. Method: the platform's own UTF-8 is the judge.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareBytes, concat, fromHex, toHex, utf8Decode, utf8Encode, utf8Length } from '../../src/core/bytes.ts'

const text = fc.string({ unit: 'binary' })

describe('text', () => {
  test('becomes the bytes that TextEncoder makes of it, and is as long as utf8Length says', () => {
    fc.assert(
      fc.property(text, value => {
        const bytes = utf8Encode(value)
        expect(bytes).toEqual(new TextEncoder().encode(value))
        expect(utf8Length(value)).toBe(bytes.length)
        expect(utf8Decode(bytes)).toBe(value)
      }),
    )
  })

  test('is read from bytes exactly where TextDecoder reads it', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const edgy = fc.constantFrom(
      0x00,
      0x7f,
      0x80,
      0x8f,
      0x90,
      0x9f,
      0xa0,
      0xbf,
      0xc0,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
      0xff,
    )
    fc.assert(
      fc.property(
        fc
          .uint8Array({ maxLength: 6 })
          .chain(noise => fc.array(edgy, { maxLength: 6 }).map(bytes => [...noise.subarray(0, 1), ...bytes])),
        bytes => {
          const given = Uint8Array.from(bytes)
          expect(textOr(() => utf8Decode(given))).toBe(textOr(() => strict.decode(given)))
        },
      ),
      { numRuns: 5_000 },
    )
  })

  test.each([
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong slash of three bytes', [0xe0, 0x80, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a point beyond the last plane', [0xf4, 0x90, 0x80, 0x80]],
    ['a tail alone', [0x80]],
    ['a head alone', [0xe2, 0x82]],
  ])('is not %s', (_name, bytes) => {
    expect(() => utf8Decode(Uint8Array.from(bytes))).toThrow('text: malformed UTF-8 at byte 0')
  })

  test.each(['\ud800', 'a\udfffb', '\ude00\ud83d'])('with the lone surrogate in %j has no bytes', value => {
    expect(() => utf8Encode(value)).toThrow('a lone surrogate has no UTF-8 form')
  })
})

describe('hexadecimal', () => {
  test('comes back', () => {
    fc.assert(fc.property(fc.uint8Array(), bytes => Buffer.from(bytes).equals(fromHex(toHex(bytes)))))
    expect(toHex(Uint8Array.of(0, 15, 255))).toBe('000fff')
    expect(fromHex('00fF')).toEqual(Uint8Array.of(0, 255))
  })

  test.each(['0', '0g', ' 0', '0x'])('is not %j', hex => {
    expect(() => fromHex(hex)).toThrow('hex: expected pairs of hexadecimal digits')
  })
})

describe('bytes', () => {
  test('are ordered as Buffer.compare orders them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ maxLength: 3 }), (left, right) => {
        expect(Math.sign(compareBytes(left, right))).toBe(Buffer.compare(left, right))
      }),
    )
  })

  test('are joined in order', () => {
    expect(concat(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3))
    expect(concat()).toEqual(new Uint8Array(0))
  })
})

function textOr(read: () => string): string | null {
  try {
    return read()
  } catch {
    return null
  }
}

// Two states of a text, line by line: put together again, the pieces give both.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparedLinesMax, differenceOf } from '../../../src/elements/editor/text-difference.ts'

const side = (pieces: ReturnType<typeof differenceOf>, other: 'older' | 'newer') =>
  pieces
    .filter(({ kind }) => kind !== other)
    .flatMap(({ lines }) => lines)
    .join('\n')

const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map(lines => lines.join('\n'))

test('without what is new it is the older text, and without what is gone the newer one', () => {
  fc.assert(
    fc.property(text, text, (older, newer) => {
      const pieces = differenceOf(older, newer)
      expect(side(pieces, 'newer')).toBe(older)
      expect(side(pieces, 'older')).toBe(newer)
    }),
  )
})

test('a line that came and a line that went are told apart from those that stayed', () => {
  expect(differenceOf('one\ntwo\nthree', 'one\nthree\nfour')).toEqual([
    { kind: 'same', lines: ['one'] },
    { kind: 'older', lines: ['two'] },
    { kind: 'same', lines: ['three'] },
    { kind: 'newer', lines: ['four'] },
  ])
})

test('where too many lines differ, the comparison stays whole and costs little', () => {
  const many = (word: string) =>
    Array.from({ length: 3 * comparedLinesMax }, (_, index) => `${word} ${index}`).join('\n')
  expect(differenceOf(many('a'), many('b')).map(({ kind }) => kind)).toEqual(['older', 'newer'])
})

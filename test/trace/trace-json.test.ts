// Goal: plain data survives JSON, and JSON from strangers does no harm. Method: any plain data; a table of mischief.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equal } from '../../src/core/plain.ts'
import { fromJson, jsonDepthMax, toJson } from '../../src/trace/trace-json.ts'

const field = fc.oneof(fc.string(), fc.constantFrom('$map', '$', '__proto__', '0', 'type'))
const { plain } = fc.letrec(tie => ({
  plain: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, undefined, true, false),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 9 }),
    fc.array(tie('plain'), { maxLength: 4 }),
    fc.array(fc.tuple(field, tie('plain')), { maxLength: 4 }).map(entries => Object.fromEntries(entries)),
    fc.array(fc.tuple(fc.integer(), tie('plain')), { maxLength: 4 }).map(entries => new Map(entries)),
    fc.array(fc.string(), { maxLength: 4 }).map(items => new Set(items)),
  ),
}))

test('plain data written as JSON and read again is the same, and so is its second writing', () => {
  fc.assert(
    fc.property(plain, value => {
      const written = JSON.stringify(toJson(value))
      const read = fromJson(JSON.parse(written))
      expect(equal(read, value)).toBe(true)
      expect(JSON.stringify(toJson(read))).toBe(written)
    }),
    { numRuns: 500 },
  )
})

test('each kind that JSON has no word for is written in the stated way', () => {
  const value = { map: new Map([[1, 'a']]), set: new Set(['n1']), bytes: Uint8Array.of(0, 255), none: undefined }
  expect(toJson(value)).toEqual({
    map: { $map: [[1, 'a']] },
    set: { $set: ['n1'] },
    bytes: { $bytes: '00ff' },
    none: { $undefined: true },
  })
  expect(toJson({ $map: 1 })).toEqual({ $record: [['$map', 1]] })
})

describe('is refused, by field:', () => {
  const deep = JSON.parse(`${'['.repeat(jsonDepthMax + 1)}${']'.repeat(jsonDepthMax + 1)}`) as unknown
  test.each([
    ['an unknown word', { a: { $date: 1 } }, 'a.$date: no such word'],
    ['a word with a neighbour', { $set: [], b: 1 }, '$set: expected no field beside it'],
    ['a map that is no list', { $map: {} }, '$map: expected a list, got object'],
    ['an entry that is no pair', { $map: [[1]] }, '$map.0: expected a pair, got list of 1'],
    [
      'a key twice',
      {
        $map: [
          [1, 2],
          [1, 3],
        ],
      },
      '$map: expected each key once',
    ],
    ['an item twice', { a: [{ $set: [1, 1] }] }, 'a.0.$set: expected each key once'],
    ['half a byte', { $bytes: '0' }, '$bytes: expected pairs of hexadecimal digits, got "0"'],
    ['an undefined that is false', { $undefined: false }, '$undefined: expected true, got boolean'],
    ['a field that is no text', { $record: [[1, 2]] }, '$record: expected fields that are text, got 1'],
    [
      'a field twice',
      {
        $record: [
          ['$a', 1],
          ['$a', 2],
        ],
      },
      '$record: expected each field once, got list of 2',
    ],
    [
      'too much depth',
      deep,
      `${Array(jsonDepthMax).fill('0').join('.')}: expected at most ${jsonDepthMax} levels, got list of 0`,
    ],
  ])('%s', (_name, json, complaint) => {
    expect(() => fromJson(json)).toThrow(complaint)
  })
})

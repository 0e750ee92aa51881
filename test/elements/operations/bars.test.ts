// Goal: operations are drawn where they can be read, few enough of them, and the one that matters among them.

import { describe, expect, test } from 'vitest'
import { barsMax, drawnOf, niceStep, rowsMax } from '../../../src/elements/operations/bars.ts'
import { fateOf, spell } from '../../../src/elements/operations/spell.ts'
import type { Undertaking } from '../../../src/lab/tape/operations.ts'

const operation = (place: number, client = `c${place % 3}`): Undertaking => ({
  client,
  operation: { f: 'get', key: 'x', value: null },
  begun: { index: 2 * place, atMs: 10 * place },
  ended: { index: 2 * place + 1, atMs: 10 * place + 4, outcome: { is: 'answered', answer: 'a b' } },
})
const many = Array.from({ length: 1_000 }, (_, place) => operation(place))
const here = { atMs: 10_000, widthLeast: 500, stuck: null }

describe('of many operations', () => {
  test('the last are drawn, and none is lost between the first drawn and the reader', () => {
    const drawn = drawnOf(many, here)
    expect([drawn.first, drawn.operations]).toEqual([1_000 - barsMax, many.slice(-barsMax)])
  })

  test.each([0, 7, 500, 999])('number %i is drawn where it is the one that cannot be explained', stuck => {
    const drawn = drawnOf(many, { ...here, stuck })
    expect(drawn.operations[stuck - drawn.first]).toBe(many[stuck])
    expect(drawn.operations).toHaveLength(barsMax)
  })

  test('no more clients have a row than can be told apart, and they stand in the order of their numbers', () => {
    const clients = Array.from({ length: 100 }, (_, place) => operation(place, `c${100 - place}`))
    const drawn = drawnOf(clients, here)
    expect(drawn.clients).toHaveLength(rowsMax)
    expect(drawn.clients.slice(0, 3)).toEqual(['c1', 'c2', 'c3'])
  })
})

test.each([1, 360, 1_400])(
  'a picture %i wide or wider has all of them in it, and is no wider than a scroll can be',
  width => {
    for (const count of [1, 2, 30, 1_000]) {
      const drawn = drawnOf(many.slice(0, count), { atMs: 10 * count, widthLeast: width, stuck: null })
      expect(drawn.width).toBeLessThan(13_000)
      for (const { ended } of drawn.operations)
        expect((ended!.atMs - drawn.fromMs) * drawn.scale).toBeLessThan(drawn.width)
    }
  },
)

test('ticks stand at one, two or five times a power of ten', () => {
  expect([0.3, 1, 1.5, 3, 7, 90, 0].map(niceStep)).toEqual([0.5, 1, 2, 5, 10, 100, 0.001])
})

test('an operation is told with its answer, and with none where it has none', () => {
  const answered = operation(0)
  expect(spell(answered)).toBe('get x → "a b"')
  expect([spell({ ...answered, ended: null }), fateOf({ ...answered, ended: null })]).toEqual(['get x', 'waiting'])
})

// The order of cards: between any two there is room, and a column that has none left is spread anew.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { between, isOrder, orderLengthMax, spread } from '../../../src/elements/board/order.ts'

test('between any two orders there is one, and it is an order', () => {
  const places = fc.array(fc.nat(), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(places, where => {
      const orders: string[] = []
      for (const one of where) {
        const index = one % (orders.length + 1)
        const order = between(orders[index - 1] ?? '', orders[index] ?? null)
        expect(isOrder(order)).toBe(true)
        orders.splice(index, 0, order!)
      }
      expect(orders).toEqual([...orders].sort())
      expect(new Set(orders).size).toBe(orders.length)
    }),
  )
})

test('a thousand cards put at one end, or at the other, have short orders', () => {
  let [last, first] = ['', between('', null)!]
  for (let count = 0; count < 1000; count++) [last, first] = [between(last, null)!, between('', first)!]
  expect(Math.max(last.length, first.length)).toBeLessThan(orderLengthMax / 2)
})

test('where there is no room it says so', () => {
  expect(between('B', 'B')).toBeNull()
  expect(between('C', 'B')).toBeNull()
  const long = `1${'0'.repeat(orderLengthMax - 2)}1`
  expect(between(long, `${long.slice(0, -1)}2`)).toBeNull()
})

test.each([1, 3, 500])('%i cards spread anew stand in order, each with room before and after it', count => {
  const orders = spread(count)
  expect(orders.every(isOrder)).toBe(true)
  expect(orders).toEqual([...orders].sort())
  for (const [index, order] of orders.entries()) expect(isOrder(between(order, orders[index + 1] ?? null))).toBe(true)
})

test.each([null, 7, '', '0', 'A0', 'é', '<b>', 'a'.repeat(orderLengthMax + 1)])('%j is no order', value => {
  expect(isOrder(value)).toBe(false)
})

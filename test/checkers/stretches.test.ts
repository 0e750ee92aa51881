// Goal: whoever makes a search can stop it soon. Method: small preparations, counted.

import { expect, test } from 'vitest'
import { inTime, Pace } from '../../src/checkers/stretches.ts'

function* counting(items: number, itemsEach: number) {
  const pace = new Pace()
  for (let item = 0; item < items; item++) if (pace.isOverAfter(itemsEach)) yield
  return items
}

test('a stretch is over after many small items, or after a few large ones', () => {
  expect([...counting(100_000, 1)]).toHaveLength(5)
  expect([...counting(10, 10_000)]).toHaveLength(5)
  expect([...counting(3, 1_000_000)]).toHaveLength(3)
  expect([...counting(100, 1)]).toHaveLength(0)
})

test('what is not done in time is not done at all', () => {
  let looks = 0
  expect(inTime(counting(100_000, 1), () => ++looks === 3)).toBeNull()
  expect(looks).toBe(3)
  expect(inTime(counting(100_000, 1), () => false)).toBe(100_000)
})

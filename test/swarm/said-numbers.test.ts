// Each number of an author is heard once, and what is remembered of it is bounded.

import { expect, it } from 'vitest'
import type { PeerId } from '../../src/core/ids.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { authorsMax, numbersPerAuthorMax, SaidNumbers } from '../../src/swarm/said-numbers.ts'

const ann = 'ann' as PeerId

it('each number is heard once, in whatever order and however often it comes', () => {
  const random = new SeededRandom(7)
  const numbers = new SaidNumbers()
  const said = Array.from({ length: numbersPerAuthorMax }, (_, number) => number)
  const arriving = [...said, ...said].map(number => ({ number, order: random.between(0, 1_000_000) }))
  arriving.sort((left, right) => left.order - right.order)
  const heard = arriving.filter(({ number }) => numbers.take(ann, number)).map(({ number }) => number)
  expect(heard.toSorted((left, right) => left - right)).toEqual(said)
})

it('what is so old that its number was forgotten counts as heard', () => {
  const numbers = new SaidNumbers()
  for (let number = 1; number <= numbersPerAuthorMax + 10; number++) expect(numbers.take(ann, number)).toBe(true)
  expect([0, 1, 10, 11].map(number => numbers.take(ann, number))).toEqual([false, false, false, false])
  expect(numbers.take(ann, numbersPerAuthorMax + 11)).toBe(true)
})

it('a late number that is forgotten after a later one brings that one back to nobody', () => {
  const numbers = new SaidNumbers()
  numbers.take(ann, 100)
  numbers.take(ann, 5)
  for (let number = 101; number <= numbersPerAuthorMax + 99; number++) numbers.take(ann, number)
  expect(numbers.take(ann, numbersPerAuthorMax + 100)).toBe(true)
  expect([5, 99, 100, 101].map(number => numbers.take(ann, number))).toEqual([false, false, false, false])
})

it('one author more than can be remembered makes the one forgotten that was silent for longest', () => {
  const numbers = new SaidNumbers()
  for (let author = 0; author <= authorsMax; author++) numbers.take(`n${author}` as PeerId, 1)
  expect(numbers.take(`n${authorsMax}` as PeerId, 1)).toBe(false)
  expect(numbers.take('n1' as PeerId, 1)).toBe(false)
  expect(numbers.take('n0' as PeerId, 1)).toBe(true)
})

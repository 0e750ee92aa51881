// Goal: chance that is the same everywhere, and fair. Method: the reference generator, chi-squared, and neighbours.

import { describe, expect, test } from 'vitest'
import { SeededRandom, seedFor } from '../../src/core/random.ts'

describe('sfc32', () => {
  test('draws what the generator of PractRand draws after its twelve rounds of warming up', () => {
    for (const [low, high] of [
      [0, 0],
      [1, 0],
      [0xdeadbeef, 7],
    ] as const) {
      const ours = new SeededRandom(high * 2 ** 32 + low)
      const reference = practRand(low, high)
      for (let draw = 0; draw < 1_000; draw++) expect(ours.word()).toBe(reference())
    }
  })

  test('draws these words from seed 1, forever', () => {
    const random = new SeededRandom(1)
    expect([random.word(), random.word(), random.word()]).toEqual(pinned)
  })

  test('goes on from its state as if nothing had been', () => {
    const random = new SeededRandom(42)
    random.word()
    const again = new SeededRandom(random.state)
    for (let draw = 0; draw < 100; draw++) expect(again.word()).toBe(random.word())
  })
})

describe('a draw', () => {
  test('between two numbers meets each of them equally often', () => {
    const random = new SeededRandom(5)
    const counts = Array<number>(10).fill(0)
    for (let draw = 0; draw < 100_000; draw++) counts[random.between(-3, 6) + 3]!++
    // Nine degrees of freedom: beyond 27.9 once in a thousand.
    expect(chiSquared(counts)).toBeLessThan(27.9)
  })

  test('of one in four happens once in four times', () => {
    const random = new SeededRandom(6)
    let hits = 0
    for (let draw = 0; draw < 40_000; draw++) if (random.chance(0.25)) hits++
    // The standard deviation is 87.
    expect(Math.abs(hits - 10_000)).toBeLessThan(3 * 87)
  })

  test('of chance nought never happens, and of chance one always', () => {
    const random = new SeededRandom(7)
    for (let draw = 0; draw < 1_000; draw++) {
      expect(random.chance(0)).toBe(false)
      expect(random.chance(1)).toBe(true)
    }
  })

  test('from one number to the same is that number', () => {
    expect(new SeededRandom(8).between(4, 4)).toBe(4)
  })

  test('from nothing is a mistake', () => {
    expect(() => new SeededRandom(9).pick([])).toThrow('pick: expected at least one item')
  })
})

describe('a shuffle', () => {
  test('meets each of the six orders of three equally often, and leaves the given list alone', () => {
    const random = new SeededRandom(10)
    const given = Object.freeze(['a', 'b', 'c'])
    const counts = new Map<string, number>()
    for (let draw = 0; draw < 60_000; draw++) {
      const order = random.shuffle(given).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    // Five degrees of freedom: beyond 20.5 once in a thousand.
    expect(chiSquared([...counts.values()])).toBeLessThan(20.5)
  })
})

describe('the seed of a part', () => {
  test('depends on every name, their order and their borders', () => {
    const seeds = [
      seedFor(1),
      seedFor(2),
      seedFor(1 + 2 ** 32),
      seedFor(1, 'a'),
      seedFor(1, 'b'),
      seedFor(1, 'a', 'b'),
      seedFor(1, 'b', 'a'),
      seedFor(1, 'ab'),
      seedFor(1, 'a', 0),
      seedFor(1, 'a', 1),
    ]
    expect(new Set(seeds).size).toBe(seeds.length)
  })

  test('is the same for a number and for its digits', () => {
    expect(seedFor(3, 12)).toBe(seedFor(3, '12'))
  })

  test('has no relation to that of its neighbour: half of the first bits differ', () => {
    let differing = 0
    for (let seed = 0; seed < 1_000; seed++) {
      const here = new SeededRandom(seedFor(seed, 'node', 'n1')).word()
      const there = new SeededRandom(seedFor(seed, 'node', 'n2')).word()
      const later = new SeededRandom(seedFor(seed + 1, 'node', 'n1')).word()
      differing += bitsOf(here ^ there) + bitsOf(here ^ later)
    }
    // 64,000 bits; the standard deviation is 126.
    expect(Math.abs(differing - 32_000)).toBeLessThan(4 * 126)
  })

  test('collides no more often than chance has it among 100,000 parts', () => {
    const seeds = new Set<number>()
    for (let run = 0; run < 100; run++) for (let part = 0; part < 1_000; part++) seeds.add(seedFor(run, 'part', part))
    // The birthday bound expects 1.2 collisions among 2^32.
    expect(100_000 - seeds.size).toBeLessThan(8)
  })
})

const pinned = [441_792_574, 614_447_336, 1_644_328_534]

/** As in sfc.cpp of PractRand: seeded with two words and a counter of one, then twelve draws thrown away. */
function practRand(low: number, high: number): () => number {
  const state = Uint32Array.of(low, high, 0, 1)
  const [a, b, c, counter] = [0, 1, 2, 3]
  const draw = (): number => {
    const sum = (state[a]! + state[b]! + state[counter]!) >>> 0
    state[counter]! += 1
    state[a] = state[b]! ^ (state[b]! >>> 9)
    state[b] = state[c]! + (state[c]! << 3)
    state[c] = ((state[c]! << 21) | (state[c]! >>> 11)) + sum
    return sum
  }
  for (let round = 0; round < 12; round++) draw()
  return draw
}

function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

const bitsOf = (word: number): number => (word >>> 0).toString(2).replaceAll('0', '').length

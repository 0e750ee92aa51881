// Chance as an input: the same seed draws the same run on every engine. For scheduling and play, never for keys.

/** Anything with a length and places, such as an array or the peers of a node. */
export interface Places<T> {
  readonly length: number
  at(index: number): T | undefined
}

export interface Random {
  /** Uniform in [0, 1), a multiple of 2^-32. */
  unit(): number
  /** A whole number, both ends included. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: Places<T>): T
  /** A new array in random order; the given one stays as it is. */
  shuffle<T>(items: Iterable<T>): T[]
}

export type RandomState = readonly [number, number, number, number]

/** sfc32 by Chris Doty-Humphrey: four words of state, passes PractRand, and needs 32-bit arithmetic only. */
export class SeededRandom implements Random {
  #a = 0
  #b = 0
  #c = 0
  #counter = 1

  constructor(seed: number | RandomState) {
    if (typeof seed !== 'number') {
      this.state = seed
      return
    }
    this.#a = seed | 0
    this.#b = Math.floor(seed / 2 ** 32) | 0
    for (let round = 0; round < 12; round++) this.word()
  }

  get state(): RandomState {
    return [this.#a, this.#b, this.#c, this.#counter]
  }

  set state([a, b, c, counter]: RandomState) {
    this.#a = a
    this.#b = b
    this.#c = c
    this.#counter = counter
  }

  /** The next 32 bits, as a number from 0 to 2^32 - 1. */
  word(): number {
    const b = this.#b
    const c = this.#c
    const counter = this.#counter
    const sum = (this.#a + b + counter) | 0
    this.#a = b ^ (b >>> 9)
    this.#b = (c + (c << 3)) | 0
    this.#c = (((c << 21) | (c >>> 11)) + sum) | 0
    this.#counter = (counter + 1) | 0
    return sum >>> 0
  }

  unit(): number {
    return this.word() / 2 ** 32
  }

  between(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.unit() < probability
  }

  pick<T>(items: Places<T>): T {
    if (items.length === 0) throw new RangeError('pick: expected at least one item')
    return items.at(this.between(0, items.length - 1))!
  }

  shuffle<T>(items: Iterable<T>): T[] {
    const shuffled = [...items]
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.between(0, last)
      const moved = shuffled[last]!
      shuffled[last] = shuffled[other]!
      shuffled[other] = moved
    }
    return shuffled
  }
}

/**
 * A seed of its own for each named part of a run, so that drawing more in one part never shifts another:
 * removing one fault must not change what every later message meets.
 */
export function seedFor(seed: number, ...names: readonly (string | number)[]): number {
  let hash = Math.imul((seed | 0) ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(Math.floor(seed / 2 ** 32) | 0, 0xc2b2ae35)
  for (const name of names) {
    const text = `${name}`
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 15) ^ 0x2c1b3c6d, 0x297a2d39)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
  return (hash ^ (hash >>> 15)) >>> 0
}

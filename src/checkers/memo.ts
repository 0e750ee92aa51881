// Where a search has been: which operations it had taken, the state of every object, and the spares it had used up.

import type { Allowance } from './allowance.ts'

/** Ways to have used up spares that are kept for one place. Forgetting one costs time, and nothing else. */
const usesMax = 64
/** So many numbers, of signature or spares, weigh as much as a place itself. */
const numbersPerPlace = 100

const none: readonly Use[] = []

/** What a search had used up at a place, and what it had left: the less and the more, the better. */
interface Use {
  readonly used: Uint16Array
  readonly left: readonly number[]
}

export class Memo {
  readonly #allowance: Allowance
  readonly #used = new Map<string, readonly Use[]>()
  #spent = 0

  constructor(allowance: Allowance) {
    this.#allowance = allowance
  }

  /**
   * False if the search was there before with no spare used that is not used now, and no write gone that is not gone
   * now: what could not be done then cannot be done with less. Otherwise notes the place, in the stead of those that it
   * makes superfluous.
   */
  isNew(signature: string, { used, left }: Use): boolean {
    const now: Use = { used: used.slice(), left }
    const known = this.#used.get(signature) ?? none
    if (known.some(earlier => isAsGood(earlier, now))) return false
    const kept = known.filter(earlier => !isAsGood(now, earlier)).slice(1 - usesMax)
    kept.push(now)
    this.#used.set(signature, kept)
    const places = (kept.length - known.length) * (1 + (used.length + left.length) / numbersPerPlace)
    this.#spend(known === none ? places + signature.length / numbersPerPlace : places)
    return true
  }

  /** To be called when nobody will ask again. */
  giveBack(): void {
    this.#allowance.giveBack(this.#spent)
    this.#spent = 0
  }

  #spend(places: number): void {
    this.#spent += places
    this.#allowance.spend(places)
  }
}

function isAsGood(one: Use, other: Use): boolean {
  for (let index = 0; index < one.used.length; index++) if (one.used[index]! > other.used[index]!) return false
  let place = 0
  for (const write of other.left) {
    while (one.left[place]! < write) place++
    if (one.left[place] !== write) return false
  }
  return true
}

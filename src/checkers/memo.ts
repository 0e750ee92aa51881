// Where a search has been: which operations it had taken, the state of every object, and the spares it had used up.

import type { Allowance } from './allowance.ts'

/** Ways to have used up spares that are kept for one place. Forgetting one costs time, and nothing else. */
const usesMax = 64
/** So many numbers, of signature or spares, weigh as much as a place itself. */
const numbersPerPlace = 100

const none: readonly Uint16Array[] = []

export class Memo {
  readonly #allowance: Allowance
  readonly #used = new Map<string, readonly Uint16Array[]>()
  #spent = 0

  constructor(allowance: Allowance) {
    this.#allowance = allowance
  }

  /**
   * False if the search was there before with no spare used that is not used now: what could not be done then cannot
   * be done with less. Otherwise notes the place, in the stead of those that it makes superfluous.
   */
  isNew(signature: string, used: Uint16Array): boolean {
    const known = this.#used.get(signature) ?? none
    if (known.some(earlier => isWithin(earlier, used))) return false
    const kept = known.filter(earlier => !isWithin(used, earlier)).slice(1 - usesMax)
    kept.push(used.slice())
    this.#used.set(signature, kept)
    const places = (kept.length - known.length) * (1 + used.length / numbersPerPlace)
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

function isWithin(few: Uint16Array, many: Uint16Array): boolean {
  for (let index = 0; index < few.length; index++) if (few[index]! > many[index]!) return false
  return true
}

// Where a search has been: which operations it had taken, the state of every object, and the spares it had used up.

const none: readonly Uint16Array[] = []

export class Memo {
  readonly #placesMax: number
  readonly #used = new Map<string, readonly Uint16Array[]>()
  #places = 0

  constructor(placesMax: number) {
    this.#placesMax = placesMax
  }

  get isFull(): boolean {
    return this.#places >= this.#placesMax
  }

  /**
   * False if the search was there before with no spare used that is not used now: what could not be done then cannot
   * be done with less. Otherwise notes the place, in the stead of those that it makes superfluous.
   */
  isNew(signature: string, used: Uint16Array): boolean {
    const known = this.#used.get(signature) ?? none
    if (known.some(earlier => isWithin(earlier, used))) return false
    const kept = known.filter(earlier => !isWithin(used, earlier))
    kept.push(used.slice())
    this.#used.set(signature, kept)
    this.#places += kept.length - known.length
    return true
  }
}

function isWithin(few: Uint16Array, many: Uint16Array): boolean {
  for (let index = 0; index < few.length; index++) if (few[index]! > many[index]!) return false
  return true
}

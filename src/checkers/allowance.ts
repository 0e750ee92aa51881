// The memory that the searches for one verdict share. When it is spent they give up, long before the process has to.

/** Some two hundred bytes each. */
export const placesMax = 1_500_000

export class Allowance {
  #left: number

  constructor(places = placesMax) {
    this.#left = places
  }

  get isSpent(): boolean {
    return this.#left <= 0
  }

  spend(places: number): void {
    this.#left -= places
  }

  giveBack(places: number): void {
    this.#left += places
  }
}

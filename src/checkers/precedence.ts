// What comes before what, closed under transitivity: if a is before b and b before c, then a is before c.

export class Precedence {
  readonly #rowWords: number
  /** Row i holds a bit for each that is before i. */
  readonly #rows: Uint32Array[]

  constructor(rows: number | Precedence) {
    const count = typeof rows === 'number' ? rows : rows.#rows.length
    this.#rowWords = (count + 31) >>> 5
    this.#rows =
      typeof rows === 'number'
        ? Array.from({ length: count }, () => new Uint32Array(this.#rowWords))
        : rows.#rows.map(row => row.slice())
  }

  isBefore(earlier: number, later: number): boolean {
    return (this.#rows[later]![earlier >>> 5]! & (1 << (earlier & 31))) !== 0
  }

  /** Puts one before the other. They must not stand the other way round already. */
  add(earlier: number, later: number): void {
    if (this.isBefore(earlier, later)) return
    for (let after = 0; after < this.#rows.length; after++) {
      if (after === later || this.isBefore(later, after)) this.#inherit(after, earlier)
    }
  }

  #inherit(later: number, earlier: number): void {
    const row = this.#rows[later]!
    const from = this.#rows[earlier]!
    for (let word = 0; word < this.#rowWords; word++) row[word]! |= from[word]!
    row[earlier >>> 5]! |= 1 << (earlier & 31)
  }
}

// The numbers of what authors said to everyone, so that each is heard once, by whatever way and however often it comes.

import type { PeerId } from '../core/ids.ts'

/** What was said so long before the latest that its number is forgotten counts as heard. */
export const numbersPerAuthorMax = 2048
/** Authors that left are remembered too, or an echo would bring them back. */
export const authorsMax = 512

export class SaidNumbers {
  readonly #authors = new Map<PeerId, { readonly heard: Set<number>; floor: number }>()

  /** Whether this is heard for the first time; then it no longer is. */
  take(author: PeerId, number: number): boolean {
    const known = this.#authors.get(author) ?? { heard: new Set<number>(), floor: -1 }
    if (number <= known.floor || known.heard.has(number)) return false
    known.heard.add(number)
    if (known.heard.size > numbersPerAuthorMax) {
      const [first] = known.heard // a set tells in the order in which they came: no search through all for each word
      known.heard.delete(first!)
      known.floor = Math.max(known.floor, first!)
    }
    this.#authors.delete(author)
    this.#authors.set(author, known) // the last to speak is the last to be forgotten
    if (this.#authors.size > authorsMax) this.#authors.delete(this.#authors.keys().next().value!)
    return true
  }
}

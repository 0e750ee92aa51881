// How many operations still need each state of an object, and how many can still make it.
//
// Once a state is left that some completed operation has yet to find, and nothing is left to bring it back, the search
// is lost, however far away that operation is. With unique values this decides almost every step at once.

import { type Kind, nowhere } from './kind.ts'

export class Supply {
  readonly #needed: number[] = []
  readonly #made: number[] = []
  #isKnown: boolean

  /** Without foresight it misses nothing, and the search runs on until it is stuck for all to see. */
  constructor(hasForesight: boolean) {
    this.#isKnown = hasForesight
  }

  /** Counts an operation that is yet to come. One that may never happen needs nothing. */
  add(kind: Kind, isPending: boolean): void {
    if (!kind.observes && kind.writes === nowhere) this.#isKnown = false
    this.#count(kind, isPending, 1)
  }

  take(kind: Kind, isPending: boolean): void {
    this.#count(kind, isPending, -1)
  }

  putBack(kind: Kind, isPending: boolean): void {
    this.#count(kind, isPending, 1)
  }

  /** Whether a completed operation waits in vain for the state, which is not the present one. */
  isMissed(state: number): boolean {
    return this.#isKnown && (this.#needed[state] ?? 0) > 0 && (this.#made[state] ?? 0) === 0
  }

  /** Whether any state is waited for in vain, while the object is in the given one. */
  missesAny(present: number): boolean {
    return this.#needed.some((_, state) => state !== present && this.isMissed(state))
  }

  #count({ reads, writes, observes }: Kind, isPending: boolean, by: 1 | -1): void {
    if (!isPending && reads !== nowhere) this.#needed[reads] = (this.#needed[reads] ?? 0) + by
    if (!observes && writes !== nowhere) this.#made[writes] = (this.#made[writes] ?? 0) + by
  }
}

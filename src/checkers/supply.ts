// What completed operations still have to find in an object, and what can still bring it about.
//
// Once a state is left that some operation has yet to find, and nothing is left to bring it back, the search is lost,
// however far away that operation is. With unique values this decides almost every step at once.

import { type Kind, nowhere } from './kind.ts'

export interface Supplied {
  readonly kind: Kind
  readonly isPending: boolean
}

export class Supply {
  readonly #mayBecome: (from: number, to: number) => boolean
  readonly #isKnown: boolean
  /** How many untaken operations need a state. One that may never happen needs nothing. */
  readonly #needed: number[] = []
  /** How many untaken operations write it, or what may become it. */
  readonly #sources: number[] = []
  readonly #goals: readonly number[]
  /** By state, the goals that it may become. */
  readonly #ahead: (readonly number[])[] = []

  /** All that is yet to be taken, and whether changes other than writing a whole state may lead between two states. */
  constructor(operations: readonly Supplied[], mayBecome: ((from: number, to: number) => boolean) | null) {
    this.#isKnown = mayBecome !== null
    this.#mayBecome = mayBecome ?? (() => false)
    for (const { kind, isPending } of operations) {
      if (!isPending && kind.reads !== nowhere) this.#needed[kind.reads] = 0
    }
    this.#goals = Object.keys(this.#needed).map(Number)
    for (const { kind, isPending } of operations) this.#count(kind, isPending, 1)
  }

  take(kind: Kind, isPending: boolean): void {
    this.#count(kind, isPending, -1)
  }

  putBack(kind: Kind, isPending: boolean): void {
    this.#count(kind, isPending, 1)
  }

  /** Whether going from one state to the other leaves an operation waiting in vain. */
  strands(before: number, after: number): boolean {
    return this.#isKnown && this.#goalsAhead(before).some(goal => this.#isMissed(goal, after))
  }

  /** Whether an operation waits in vain, the object being in this state. */
  strandsAny(present: number): boolean {
    return this.#isKnown && this.#goals.some(goal => this.#isMissed(goal, present))
  }

  #isMissed(goal: number, present: number): boolean {
    return this.#needed[goal]! > 0 && (this.#sources[goal] ?? 0) === 0 && !this.#mayBecome(present, goal)
  }

  #goalsAhead(state: number): readonly number[] {
    return (this.#ahead[state] ??= this.#goals.filter(goal => this.#mayBecome(state, goal)))
  }

  #count({ reads, writes }: Kind, isPending: boolean, by: 1 | -1): void {
    if (!isPending && reads !== nowhere) this.#needed[reads]! += by
    if (writes === nowhere) return
    for (const goal of this.#goalsAhead(writes)) this.#sources[goal] = (this.#sources[goal] ?? 0) + by
  }
}

// What completed operations still have to find in an object, and what can still bring it about in time.
//
// Once a state is left that some operation has yet to find, and nothing that can happen before that operation is over
// will bring it back, the search is lost, however far away that is. With unique values this decides almost every step.

import { type Kind, nowhere } from './kind.ts'

export class Supply {
  readonly #mayBecome: (from: number, to: number) => boolean
  readonly #isKnown: boolean
  readonly #goals: ReadonlyMap<number, Goal>
  /** By state, the goals that it may become. */
  readonly #ahead: (readonly Goal[])[] = []

  /** All that is yet to be taken, and whether changes other than writing a whole state may lead between two states. */
  constructor(parts: readonly Part[], mayBecome: ((from: number, to: number) => boolean) | null) {
    this.#isKnown = mayBecome !== null
    this.#mayBecome = mayBecome ?? (() => false)
    const goals = new Map<number, Goal>()
    for (const { reads } of parts) {
      if (reads !== nowhere) goals.set(reads, { state: reads, readers: new Line(), sources: new Line() })
    }
    this.#goals = goals
    for (const part of parts.toSorted((left, right) => left.to - right.to)) {
      if (part.reads !== nowhere) goals.get(part.reads)!.readers.add(part)
    }
    for (const part of parts.toSorted((left, right) => left.from - right.from)) {
      if (part.writes !== nowhere) for (const { sources } of this.#goalsAhead(part.writes)) sources.add(part)
    }
  }

  /** Whether going from one state to the other leaves an operation waiting in vain. */
  strands(before: number, after: number): boolean {
    return this.#isKnown && this.#goalsAhead(before).some(goal => this.#isMissed(goal, after))
  }

  /** Whether an operation waits in vain, the object being in this state. */
  strandsAny(present: number): boolean {
    return this.#isKnown && [...this.#goals.values()].some(goal => this.#isMissed(goal, present))
  }

  #isMissed({ state, readers, sources }: Goal, present: number): boolean {
    const reader = readers.first
    if (reader === null || this.#mayBecome(present, state)) return false
    const source = sources.first
    return source === null || source.from > reader.to
  }

  #goalsAhead(state: number): readonly Goal[] {
    return (this.#ahead[state] ??= [...this.#goals.values()].filter(goal => this.#mayBecome(state, goal.state)))
  }
}

/** A state that some operation has to find. */
interface Goal {
  readonly state: number
  /** Those that have to find it, the first to be over first. */
  readonly readers: Line
  /** Those that write it, or what may become it, the first to be possible first. */
  readonly sources: Line
}

/** An operation as the supply sees it. It may be taken, and put back. */
export class Part {
  readonly from: number
  readonly to: number
  readonly reads: number
  readonly writes: number
  isTaken = false
  readonly #places: { readonly line: Line; readonly place: number }[] = []

  /** One that may never happen needs nothing. */
  constructor({ reads, writes }: Kind, from: number, to: number, isPending: boolean) {
    this.from = from
    this.to = to
    this.reads = isPending ? nowhere : reads
    this.writes = writes
  }

  standsIn(line: Line, place: number): void {
    this.#places.push({ line, place })
  }

  take(): void {
    this.isTaken = true
  }

  putBack(): void {
    this.isTaken = false
    for (const { line, place } of this.#places) line.goBackTo(place)
  }
}

/** Parts in a row, of which the first that is not taken is asked for again and again. */
class Line {
  readonly #parts: Part[] = []
  #first = 0

  get first(): Part | null {
    while (this.#parts[this.#first]?.isTaken) this.#first++
    return this.#parts[this.#first] ?? null
  }

  add(part: Part): void {
    part.standsIn(this, this.#parts.push(part) - 1)
  }

  goBackTo(place: number): void {
    this.#first = Math.min(this.#first, place)
  }
}

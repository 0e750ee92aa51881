// What completed operations still have to find in an object, and what can still bring it about in time.
//
// Once a state is left that some operation has yet to find, and nothing that can happen before that operation is over
// will bring it back, the search is lost, however far away that is. With unique values this decides almost every step.

import { nowhere } from './kind.ts'
import { Line, type Part } from './part.ts'

export type MayBecome = 'only itself' | ((from: number, to: number) => boolean)

export class Supply {
  readonly #mayBecome: MayBecome | null
  readonly #goals: ReadonlyMap<number, Goal>
  /** By state, the goals that it may become. */
  readonly #ahead: (readonly Goal[])[] = []

  /** All that is yet to be taken, and whether changes other than writing a whole state may lead between two states. */
  constructor(parts: readonly Part[], mayBecome: MayBecome | null) {
    this.#mayBecome = mayBecome
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
    return this.#goalsAhead(before).some(goal => this.#isMissed(goal, after))
  }

  /** Whether an operation waits in vain, the object being in this state. */
  strandsAny(present: number): boolean {
    return this.#mayBecome !== null && [...this.#goals.values()].some(goal => this.#isMissed(goal, present))
  }

  #isMissed({ state, readers, sources }: Goal, present: number): boolean {
    const reader = readers.first
    if (reader === null || this.#canBecome(present, state)) return false
    const source = sources.first
    return source === null || source.from > reader.to
  }

  #goalsAhead(state: number): readonly Goal[] {
    return (this.#ahead[state] ??= this.#findAhead(state))
  }

  #findAhead(state: number): readonly Goal[] {
    if (this.#mayBecome === null) return []
    // Of thousands of goals, there is no need to ask each.
    if (this.#mayBecome === 'only itself') return [this.#goals.get(state) ?? []].flat()
    return [...this.#goals.values()].filter(goal => this.#canBecome(state, goal.state))
  }

  #canBecome(from: number, to: number): boolean {
    return typeof this.#mayBecome === 'function' ? this.#mayBecome(from, to) : from === to
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

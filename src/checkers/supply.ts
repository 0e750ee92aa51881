// What completed operations still have to find in an object, and what can still bring it about in time.
//
// Once a state is left that some operation has yet to find, and nothing that can happen before that operation is over
// will bring it back, the search is lost, however far away that is. With unique values this decides almost every step.

import { nowhere } from './kind.ts'
import { type Line, lineIn, type Part } from './part.ts'
import type { Pace, Preparing } from './stretches.ts'

/** To compare two states is so much less than to look at an operation. */
const statesPerItem = 20

export type MayBecome = 'only itself' | ((from: number, to: number) => boolean)

export class Supply {
  readonly #mayBecome: MayBecome | null
  /** By state, those that have to find it, the first to be over first. */
  readonly #readers = new Map<number, Line>()
  /** By state, those that write it, the first to be possible first. */
  readonly #writers = new Map<number, Line>()
  /** By state, what it may become and has to be found; and by what has to be found, who writes it or what may become it. */
  readonly #goals: (readonly number[])[] = []
  readonly #sources: (readonly Line[])[] = []

  /** Whether changes other than writing a whole state may lead between two states. */
  constructor(mayBecome: MayBecome | null) {
    this.#mayBecome = mayBecome
  }

  /** The first to be over first. */
  addReader(part: Part): void {
    if (part.reads !== nowhere) lineIn(this.#readers, part.reads).add(part)
  }

  /** The first to be possible first. */
  addWriter(part: Part): void {
    if (part.writes !== nowhere) lineIn(this.#writers, part.writes).add(part)
  }

  /** Whether going from one state to the other leaves an operation waiting in vain. */
  strands(before: number, after: number): boolean {
    if (this.#mayBecome === null) return false
    const goals = (this.#goals[before] ??= this.#among(this.#readers, goal => this.#canBecome(before, goal), before))
    return goals.some(goal => this.#isMissed(goal, after))
  }

  /** Whether an operation waits in vain, the object being in this state. */
  *strandsAny(present: number, pace: Pace): Preparing<boolean> {
    if (this.#mayBecome === null) return false
    const itemsPerGoal = this.#mayBecome === 'only itself' ? 1 : this.#writers.size / statesPerItem
    for (const goal of this.#readers.keys()) {
      if (pace.isOverAfter(itemsPerGoal)) yield
      if (this.#isMissed(goal, present)) return true
    }
    return false
  }

  #isMissed(goal: number, present: number): boolean {
    const reader = this.#readers.get(goal)!.first
    if (reader === null || this.#canBecome(present, goal)) return false
    const sources = (this.#sources[goal] ??= this.#sourcesOf(goal))
    return sources.every(({ first }) => first === null || first.from > reader.to)
  }

  #sourcesOf(goal: number): readonly Line[] {
    const written = this.#among(this.#writers, state => this.#canBecome(state, goal), goal)
    return written.map(state => this.#writers.get(state)!)
  }

  /** The states that fit. Of thousands, there is no need to ask each if only one can. */
  #among(lines: ReadonlyMap<number, Line>, fits: (state: number) => boolean, itself: number): readonly number[] {
    if (this.#mayBecome === 'only itself') return lines.has(itself) ? [itself] : []
    return [...lines.keys()].filter(fits)
  }

  #canBecome(from: number, to: number): boolean {
    return typeof this.#mayBecome === 'function' ? this.#mayBecome(from, to) : from === to
  }
}

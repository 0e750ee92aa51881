// What the reader points at and has picked in any view of a run, so that every other view marks it too.

import type { PeerId } from '../core/ids.ts'
import type { Arrow } from '../lab/tape/arrows.ts'
import type { Workbench } from '../lab/workbench.ts'

/** A node, a message, or the place of something that happened: what is left out is none. */
export interface Mark {
  readonly peer?: PeerId | null
  readonly arrow?: Arrow | null
  readonly index?: number | null
}

export class Selection {
  readonly #listeners = new Set<() => void>()
  #picked: Mark = {}
  #hovered: Mark = {}

  /** The node that was picked. */
  get peer(): PeerId | null {
    return this.#picked.peer ?? null
  }

  /** The message that was picked. */
  get arrow(): Arrow | null {
    return this.#picked.arrow ?? null
  }

  /** The happening that was picked. */
  get index(): number | null {
    return this.#picked.index ?? null
  }

  /** What the pointer is over, anywhere. */
  get hovered(): Mark {
    return this.#hovered
  }

  pick(mark: Mark): void {
    if (areSame(this.#picked, mark)) return
    this.#picked = mark
    this.#tell()
  }

  hover(mark: Mark): void {
    if (areSame(this.#hovered, mark)) return
    this.#hovered = mark
    this.#tell()
  }

  /** Returns the way to stop. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

const selections = new WeakMap<Workbench, Selection>()

/** All views of one workbench share one selection. */
export function selectionOf(bench: Workbench): Selection {
  let selection = selections.get(bench)
  if (selection === undefined) {
    selection = new Selection()
    selections.set(bench, selection)
  }
  return selection
}

const areSame = (left: Mark, right: Mark): boolean =>
  (left.peer ?? null) === (right.peer ?? null) &&
  (left.arrow ?? null) === (right.arrow ?? null) &&
  (left.index ?? null) === (right.index ?? null)

// An operation as foresight sees it: when it is possible, what it needs, what it brings about. In rows, the first first.

import { type Kind, nowhere } from './kind.ts'

/** It may be taken, and put back. */
export class Part {
  readonly kind: Kind
  readonly from: number
  readonly to: number
  readonly reads: number
  readonly writes: number
  isTaken = false
  readonly #places: { readonly line: Line; readonly place: number }[] = []

  /** One that may never happen needs nothing. */
  constructor(kind: Kind, from: number, to: number, isPending: boolean) {
    this.kind = kind
    this.from = from
    this.to = to
    this.reads = isPending ? nowhere : kind.reads
    this.writes = kind.writes
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
export class Line {
  readonly #parts: Part[] = []
  #first = 0

  get first(): Part | null {
    while (this.#parts[this.#first]?.isTaken) this.#first++
    return this.#parts[this.#first] ?? null
  }

  add(part: Part): void {
    part.standsIn(this, this.#parts.push(part) - 1)
  }

  /** The place of the next that is not taken; -1 asks for the first. */
  after(place: number): number {
    let next = Math.max(place + 1, this.#first)
    while (this.#parts[next]?.isTaken) next++
    return next
  }

  at(place: number): Part | null {
    return this.#parts[place] ?? null
  }

  goBackTo(place: number): void {
    this.#first = Math.min(this.#first, place)
  }
}

/** By state. */
export function lineIn(lines: Map<number, Line>, state: number): Line {
  const line = lines.get(state) ?? new Line()
  lines.set(state, line)
  return line
}

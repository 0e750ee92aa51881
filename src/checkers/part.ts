// An operation as foresight sees it: when it is possible, what it needs, what it brings about. In lines, the first first,
// from which it is lifted out and put back in constant time (Knuth, Dancing links, 2000).

import { type Kind, nowhere } from './kind.ts'

/** It may be taken, and put back. */
export class Part {
  readonly kind: Kind
  readonly from: number
  readonly to: number
  readonly reads: number
  readonly writes: number
  readonly #places: Place[] = []

  /** One that may never happen needs nothing. */
  constructor(kind: Kind, from: number, to: number, isPending: boolean) {
    this.kind = kind
    this.from = from
    this.to = to
    this.reads = isPending ? nowhere : kind.reads
    this.writes = kind.writes
  }

  standsAt(place: Place): void {
    this.#places.push(place)
  }

  take(): void {
    for (const place of this.#places) place.take()
  }

  /** Undoes `take`, last taken first. */
  putBack(): void {
    for (const place of this.#places) place.putBack()
  }
}

/** Where a part stands in a line; with no part, where the line begins and ends. */
export class Place {
  readonly part: Part | null
  previous: Place = this
  next: Place = this

  constructor(part: Part | null) {
    this.part = part
  }

  insertBefore(next: Place): void {
    this.previous = next.previous
    this.next = next
    this.putBack()
  }

  take(): void {
    this.previous.next = this.next
    this.next.previous = this.previous
  }

  putBack(): void {
    this.previous.next = this
    this.next.previous = this
  }
}

/** Parts that are not taken, one after the other. */
export class Line {
  /** The place before the first, and after the last. */
  readonly end = new Place(null)

  get first(): Part | null {
    return this.end.next.part
  }

  add(part: Part): void {
    const place = new Place(part)
    place.insertBefore(this.end)
    part.standsAt(place)
  }
}

/** By state. */
export function lineIn(lines: Map<number, Line>, state: number): Line {
  const line = lines.get(state) ?? new Line()
  lines.set(state, line)
  return line
}

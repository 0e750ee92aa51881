// What values tell about time. If what was read can have come from one write only, then that write took effect before
// the read returned, even if nobody heard of it again; the object held the value from one to the other; and whatever
// does not go with that took effect before the write or after the read. What follows from this is applied again, until
// nothing follows any more (after Gibbons and Korach, Testing shared memories, 1997, who asked for unique values).

import { Interner } from './interner.ts'
import type { Model } from './model.ts'
import { never, type Window } from './window.ts'

/** Each pass sees what the last one found. Stopping early leaves more for the search, and is never wrong. */
const passesMax = 30

/** A window that gets narrower, of an operation that reads and writes whole values. Values are numbers. */
interface Use {
  readonly reads: number | null
  readonly writes: number | null
  readonly observes: boolean
  from: number
  to: number
}

export function narrowByValues<State, Call>(
  model: Model<State, Call>,
  windows: readonly Window<Call>[],
  initial: State,
): readonly Window<Call>[] | null {
  const values = new Interner<State>()
  const name = (value: State | undefined) => (value === undefined ? null : values.idOf(value))
  const uses = windows.map(({ call, from, to }): Use => {
    const access = model.access?.(call)
    return { reads: name(access?.reads), writes: name(access?.writes), observes: model.observes(call), from, to }
  })
  // What is neither a read nor writes a whole value, such as an append, may have made any value.
  if (uses.some(({ writes, observes }) => writes === null && !observes)) return windows
  const beginning: Use = { reads: null, writes: values.idOf(initial), observes: false, from: -1, to: -1 }
  const narrowing = new Narrowing([beginning, ...uses])
  for (let pass = 0; pass < passesMax && narrowing.advance(); pass++);
  if (narrowing.isContradiction) return null
  return windows.map((window, index) => ({ ...window, from: uses[index]!.from, to: uses[index]!.to }))
}

/** From when to when an object held what one write left. */
interface Hold {
  readonly write: Use
  readonly readers: readonly Use[]
  readonly from: number
  readonly to: number
}

class Narrowing {
  readonly #uses: readonly Use[]
  #isChanged = false
  isContradiction = false

  constructor(uses: readonly Use[]) {
    this.#uses = uses
  }

  /** False if there is nothing more to be had. */
  advance(): boolean {
    this.#isChanged = false
    const holds = this.#holds()
    for (const hold of holds) this.#bind(hold)
    this.#clear(holds.filter(({ from, to }) => from < to).sort((left, right) => left.from - right.from))
    return this.#isChanged && !this.isContradiction
  }

  #holds(): readonly Hold[] {
    const writes = new Map<number, Use[]>()
    for (const use of byFrom(this.#uses)) {
      if (use.writes === null) continue
      const same = writes.get(use.writes)
      if (same === undefined) writes.set(use.writes, [use])
      else same.push(use)
    }
    const happened = byFrom(this.#uses.filter(({ to }) => to < never))
    const changes = new Changes(happened)
    const readersOf = new Map<Use, Use[]>()
    for (const reader of happened) {
      if (reader.reads === null) continue
      const source = this.#onlySource(reader, writes.get(reader.reads) ?? [], changes)
      if (source === null) continue
      const readers = readersOf.get(source)
      if (readers === undefined) readersOf.set(source, [reader])
      else readers.push(reader)
    }
    return [...readersOf].map(([write, readers]) => ({
      write,
      readers,
      from: readers.reduce((end, { to }) => Math.min(end, to), write.to),
      to: readers.reduce((start, { from }) => Math.max(start, from), write.from),
    }))
  }

  /** Null if there are several that it may have read from. */
  #onlySource(reader: Use, writes: readonly Use[], changes: Changes): Use | null {
    let only: Use | null = null
    for (let index = firstAfter(writes, reader.to) - 1; index >= 0; index--) {
      const write = writes[index]!
      if (write === reader || changes.isBetween(write, reader)) continue
      if (only !== null) return null
      only = write
    }
    this.isContradiction ||= only === null
    return only
  }

  /** The write is before its readers. One that overwrites what it reads is the only one, and after the others. */
  #bind({ write, readers, from, to }: Hold): void {
    this.#lower(write, from)
    for (const reader of readers) this.#raise(reader, write.from)
    const [last, surplus] = readers.filter(({ observes }) => !observes)
    if (surplus !== undefined) this.isContradiction = true
    if (last === undefined) return
    this.#raise(last, to)
    for (const reader of readers) if (reader !== last) this.#lower(reader, last.to)
  }

  /** Two holds at the same time contradict each other; all else makes way. */
  #clear(holds: readonly Hold[]): void {
    for (let index = 1; index < holds.length; index++) {
      if (holds[index]!.from < holds[index - 1]!.to) this.isContradiction = true
    }
    if (this.isContradiction) return
    for (const use of this.#uses) {
      const first = lastBefore(holds, use.from)
      if (first !== null && use.from < first.to && disturbs(use, first)) this.#raise(use, first.to)
      const last = lastBefore(holds, use.to)
      if (last !== null && use.to < last.to && disturbs(use, last)) this.#lower(use, last.from)
    }
  }

  #raise(use: Use, from: number): void {
    if (from <= use.from) return
    use.from = from
    this.#note(use)
  }

  #lower(use: Use, to: number): void {
    if (to >= use.to) return
    use.to = to
    this.#note(use)
  }

  #note({ from, to }: Use): void {
    this.#isChanged = true
    this.isContradiction ||= from > to
  }
}

function disturbs(use: Use, { write }: Hold): boolean {
  if (use === write) return false
  return !use.observes || (use.reads !== null && use.reads !== write.writes)
}

/** Finds out whether something must have changed the object between two others. Given in the order of `from`. */
class Changes {
  readonly #uses: readonly Use[]
  /** From each place on, what ends first: of those that write, and of the reads of two different values. */
  readonly #write: Int32Array
  readonly #read: Int32Array
  readonly #otherRead: Int32Array

  constructor(uses: readonly Use[]) {
    this.#uses = uses
    const none = uses.length
    this.#write = new Int32Array(none + 1).fill(none)
    this.#read = new Int32Array(none + 1).fill(none)
    this.#otherRead = new Int32Array(none + 1).fill(none)
    for (let place = none - 1; place >= 0; place--) {
      const { observes, reads } = uses[place]!
      let [write, read, other] = [this.#write[place + 1]!, this.#read[place + 1]!, this.#otherRead[place + 1]!]
      if (!observes) {
        write = this.#earlier(place, write)
      } else if (reads !== null && this.#ends(place) < this.#ends(read)) {
        if (uses[read]?.reads !== reads) other = read
        read = place
      } else if (reads !== null && uses[read]?.reads !== reads) {
        other = this.#earlier(place, other)
      }
      this.#write[place] = write
      this.#read[place] = read
      this.#otherRead[place] = other
    }
  }

  isBetween(write: Use, reader: Use): boolean {
    const place = firstAfter(this.#uses, write.to)
    if (this.#ends(this.#write[place]!) < reader.from) return true
    const read = this.#read[place]!
    return this.#ends(this.#uses[read]?.reads === write.writes ? this.#otherRead[place]! : read) < reader.from
  }

  #earlier(place: number, other: number): number {
    return this.#ends(place) < this.#ends(other) ? place : other
  }

  #ends(place: number): number {
    return this.#uses[place]?.to ?? never
  }
}

function byFrom(uses: readonly Use[]): readonly Use[] {
  return uses.toSorted((left, right) => left.from - right.from)
}

/** The place of the first that begins after a position. */
function firstAfter(sorted: readonly { readonly from: number }[], position: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]!.from > position) high = middle
    else low = middle + 1
  }
  return low
}

function lastBefore(holds: readonly Hold[], position: number): Hold | null {
  const hold = holds[firstAfter(holds, position) - 1]
  return hold !== undefined && hold.from < position ? hold : null
}

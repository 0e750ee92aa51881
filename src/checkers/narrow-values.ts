// What values tell about time. If what was read can have come from one write only, then that write took effect before
// the read returned, even if nobody heard of it again; the object held the value from one to the other; and whatever
// does not go with that took effect before the write or after the read. What follows from this is applied again, until
// nothing follows any more (after Gibbons and Korach, Testing shared memories, 1997, who asked for unique values).
//
// Of what grows, as a text by appending, the whole value tells what was there before: a text that can have got its end
// from one append only was found by that append without this end. From then on it counts as one that reads and writes.

import { Changes, type Touch } from './changes.ts'
import { Interner } from './interner.ts'
import type { Model } from './model.ts'
import { countBelow } from './sorted.ts'
import type { Pace, Preparing } from './stretches.ts'
import { Timeline } from './timeline.ts'
import { type Narrowed, never, type Window } from './window.ts'

/** Each pass sees what the last one found. Stopping early leaves more for the search, and is never wrong. */
const passesMax = 30

/** A window that gets narrower. What grows has no values until it is known what it left behind. */
interface Use<Call> extends Touch {
  /** Null of what the object held at first. */
  call: Call | null
  reads: number | null
  writes: number | null
  from: number
  to: number
}

/** Operations that do the same and may all have left a certain value, and what each of them did if so. */
interface Makers<Call> {
  /** When they were, or might have been before anything was narrowed. */
  readonly uses: Timeline<Use<Call>>
  readonly as: Growing<Call>
}

type Growing<Call> = Pick<Use<Call>, 'call' | 'reads' | 'writes'>

type MakersOf<Call> = (value: number) => readonly Makers<Call>[]

export function* narrowByValues<State, Call>(
  model: Model<State, Call>,
  windows: readonly Window<Call>[],
  initial: State,
  pace: Pace,
): Preparing<Narrowed<Call>> {
  const values = new Interner<State>()
  const name = (value: State | undefined) => (value === undefined ? null : values.idOf(value))
  const touched = (call: Call) => {
    const access = model.access?.(call)
    return { call, reads: name(access?.reads), writes: name(access?.writes) }
  }
  const uses: Use<Call>[] = []
  for (const { call, from, to } of windows) {
    if (pace.isOverAfter()) yield
    uses.push({ ...touched(call), observes: model.observes(call), from, to })
  }
  const isGrowing = uses.some(({ writes, observes }) => writes === null && !observes)
  const calls = isGrowing ? windows.map(({ call }) => call) : []
  const growth = model.growth?.(calls, initial) ?? null
  // What is neither a read nor writes a whole value, nor grows in a way that can be told, may have made any value.
  if (isGrowing && growth === null) return { is: 'narrowed', windows }
  const known: (readonly Makers<Call>[])[] = []
  // Thousands of texts have the same end.
  const sharers = new Map<readonly number[], Timeline<Use<Call>>>()
  const sharersOf = (alike: readonly number[]) => {
    const known = sharers.get(alike)
    if (known !== undefined) return known
    const found = new Timeline<Use<Call>>()
    for (const index of alike) found.add(uses[index]!, windows[index]!.from, windows[index]!.to)
    sharers.set(alike, found)
    return found
  }
  const makersOf: MakersOf<Call> = value =>
    (known[value] ??= (growth?.(values.values[value]!) ?? []).map(({ alike, as }) => ({
      uses: sharersOf(alike),
      as: touched(as),
    })))
  const first = { call: null, reads: null, writes: values.idOf(initial), observes: false, from: -1, to: -1 }
  const narrowing = new Narrowing<Call>([first, ...uses], makersOf, pace)
  for (let pass = 0; pass < passesMax && (yield* narrowing.advance()); pass++);
  if (narrowing.contradictionAt !== null) return { is: 'impossible', at: narrowing.contradictionAt }
  const narrowed = windows.map((_, index) => {
    const { call, from, to } = uses[index]!
    return { call: call!, from, to }
  })
  return { is: 'narrowed', windows: narrowed }
}

/** From when to when an object held what one write left. */
interface Hold<Call> {
  readonly write: Use<Call>
  readonly readers: readonly Use<Call>[]
  readonly from: number
  readonly to: number
}

interface Source<Call> {
  readonly write: Use<Call>
  /** What it did if it grew; null if it was known to write the whole value. */
  readonly as: Growing<Call> | null
}

class Narrowing<Call> {
  readonly #uses: readonly Use<Call>[]
  readonly #makersOf: MakersOf<Call>
  readonly #pace: Pace
  #isChanged = false
  /** Of one reader. */
  #writesSeen = 0
  /** The first that was found. */
  contradictionAt: number | null = null

  constructor(uses: readonly Use<Call>[], makersOf: MakersOf<Call>, pace: Pace) {
    this.#uses = uses
    this.#makersOf = makersOf
    this.#pace = pace
  }

  /** False if there is nothing more to be had. */
  *advance(): Preparing<boolean> {
    this.#isChanged = false
    const holds = yield* this.#holds()
    for (const hold of holds) {
      if (this.#pace.isOverAfter()) yield
      this.#bind(hold)
    }
    if (this.#pace.isOverAfter(holds.length)) yield
    yield* this.#clear(holds.filter(({ from, to }) => from < to).sort((left, right) => left.from - right.from))
    return this.#isChanged && this.contradictionAt === null
  }

  *#holds(): Preparing<readonly Hold<Call>[]> {
    const writes = new Map<number, Timeline<Use<Call>>>()
    for (const use of byFrom(this.#uses)) {
      if (this.#pace.isOverAfter()) yield
      if (use.writes === null) continue
      const same = writes.get(use.writes) ?? new Timeline()
      same.add(use, use.from, use.to)
      writes.set(use.writes, same)
    }
    const happened = byFrom(this.#uses.filter(({ to }) => to < never))
    if (this.#pace.isOverAfter(happened.length)) yield
    const changes = new Changes(happened)
    if (this.#pace.isOverAfter(happened.length)) yield
    const readersOf = new Map<Use<Call>, Use<Call>[]>()
    const waiting = happened.filter(({ reads }) => reads !== null)
    // What turns out to have grown is a reader too.
    for (const reader of waiting) {
      if (this.#pace.isOverAfter(1 + this.#writesSeen)) yield
      this.#writesSeen = 0
      const source = this.#onlySource(reader, writes.get(reader.reads!), changes)
      if (source === null) continue
      const { write, as } = source
      if (write.writes === null) this.#grow(write, as!, waiting)
      const readers = readersOf.get(write)
      if (readers === undefined) readersOf.set(write, [reader])
      else readers.push(reader)
    }
    const holds: Hold<Call>[] = []
    for (const [write, readers] of readersOf) {
      if (this.#pace.isOverAfter()) yield
      const from = readers.reduce((end, { to }) => Math.min(end, to), write.to)
      const to = readers.reduce((start, { from }) => Math.max(start, from), write.from)
      holds.push({ write, readers, from, to })
    }
    return holds
  }

  /** Null if there are several that it may have read from. */
  #onlySource(reader: Use<Call>, writes: Timeline<Use<Call>> | undefined, changes: Changes): Source<Call> | null {
    let only: Source<Call> | null = null
    for (const source of this.#sourcesOf(reader, writes, changes.lastBefore(reader))) {
      if (source.write === only?.write) continue
      if (only !== null) return null
      only = source
    }
    if (only === null) this.#contradict(reader.to)
    return only
  }

  *#sourcesOf(
    reader: Use<Call>,
    writes: Timeline<Use<Call>> | undefined,
    change: number,
  ): Generator<Source<Call>, void> {
    const makers = this.#makersOf(reader.reads!)
    for (const { uses, as } of writes === undefined ? makers : [{ uses: writes, as: null }, ...makers]) {
      for (const write of uses.between(change, reader.to)) {
        this.#writesSeen++
        if (write === reader || write.from > reader.to || write.to < change) continue
        if ((write.writes ?? reader.reads) === reader.reads) yield { write, as }
      }
    }
  }

  #grow(use: Use<Call>, as: Growing<Call>, waiting: Use<Call>[]): void {
    Object.assign(use, as)
    waiting.push(use)
    this.#isChanged = true
  }

  /** The write is before its readers. One that overwrites what it reads is the only one, and after the others. */
  #bind({ write, readers, from, to }: Hold<Call>): void {
    this.#lower(write, from)
    for (const reader of readers) this.#raise(reader, write.from)
    const [last, surplus] = readers.filter(({ observes }) => !observes)
    if (surplus !== undefined) this.#contradict(surplus.to)
    if (last === undefined) return
    this.#raise(last, to)
    for (const reader of readers) if (reader !== last) this.#lower(reader, last.to)
  }

  /** Two holds at the same time contradict each other; all else makes way. */
  *#clear(holds: readonly Hold<Call>[]): Preparing<void> {
    for (let index = 1; index < holds.length; index++) {
      if (holds[index]!.from < holds[index - 1]!.to) this.#contradict(holds[index]!.from)
    }
    if (this.contradictionAt !== null) return
    const begins = holds.map(({ from }) => from)
    for (const use of this.#uses) {
      if (this.#pace.isOverAfter()) yield
      const first = holds[countBelow(begins, use.from) - 1]
      if (first !== undefined && use.from < first.to && disturbs(use, first)) this.#raise(use, first.to)
      const last = holds[countBelow(begins, use.to) - 1]
      if (last !== undefined && use.to < last.to && disturbs(use, last)) this.#lower(use, last.from)
    }
  }

  #raise(use: Use<Call>, from: number): void {
    if (from <= use.from) return
    use.from = from
    this.#note(use)
  }

  #lower(use: Use<Call>, to: number): void {
    if (to >= use.to) return
    use.to = to
    this.#note(use)
  }

  #note({ from, to }: Use<Call>): void {
    this.#isChanged = true
    if (from > to) this.#contradict(to)
  }

  #contradict(at: number): void {
    this.contradictionAt = Math.min(this.contradictionAt ?? at, at)
  }
}

function disturbs<Call>(use: Use<Call>, { write }: Hold<Call>): boolean {
  if (use === write) return false
  return !use.observes || (use.reads !== null && use.reads !== write.writes)
}

function byFrom<Call>(uses: readonly Use<Call>[]): readonly Use<Call>[] {
  return uses.toSorted((left, right) => left.from - right.from)
}

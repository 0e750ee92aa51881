// A long text that many edit at once: the same order of letters as `sequence.ts`, where the rule is explained, for
// documents of any length. Letters that were typed in a row are one run, and an edit costs the same in a book as on a
// page. A test proves both equal.

import { type Actor, compareDots, type Dot, dotAfter } from './dot.ts'
import { type Listed, type Piece, RunList } from './run-list.ts'

/** Letters written in a row: the first bears the dot `first`, and each next one the next count. */
export interface Insertion {
  readonly first: Dot
  /** The letter that they were written after; `null` for the beginning. */
  readonly after: Dot | null
  readonly text: string
}

/** So many letters with ids in a row. */
export interface Span {
  readonly first: Dot
  readonly length: number
}

/** Letters that stand side by side, have ids in a row, and are gone together or not at all. */
class Run implements Listed {
  readonly first: Dot
  length: number
  /** Nothing, once it is gone. */
  text: string
  isGone: boolean
  piece: Piece<this> | null = null

  constructor(first: Dot, length: number, text: string, isGone: boolean) {
    this.first = first
    this.length = length
    this.text = text
    this.isGone = isGone
  }

  get shown(): number {
    return this.isGone ? 0 : this.length
  }
}

export class LongSequence {
  readonly #runs = new RunList<Run>()
  /** The runs of each actor, by rising count. */
  readonly #byActor = new Map<Actor, Run[]>()

  get length(): number {
    return this.#runs.shown
  }

  get text(): string {
    const texts: string[] = []
    for (const { text } of this.#runs) texts.push(text)
    return texts.join('')
  }

  /** All letters in their order, tombstones among them. */
  *letters(): Generator<{ readonly id: Dot; readonly isGone: boolean }> {
    for (const { first, length, isGone } of this.#runs) {
      for (let index = 0; index < length; index++) yield { id: dotAfter(first, index), isGone }
    }
  }

  /** Writes before the letter that shows at this place. What it returns is to be integrated elsewhere. */
  insert(place: number, text: string, first: Dot): Insertion {
    const insertion = { first, after: place === 0 ? null : this.#idAt(place - 1), text }
    this.integrate(insertion)
    return insertion
  }

  /** Makes tombstones of letters that show. What it returns is to be erased elsewhere. */
  cut(place: number, count: number): readonly Span[] {
    const spans: Span[] = []
    for (let left = count; left > 0; left -= spans.at(-1)!.length) {
      const { run, offset } = this.#runs.find(place)
      const span = { first: dotAfter(run.first, offset), length: Math.min(left, run.length - offset) }
      spans.push(span)
      this.erase([span])
    }
    return spans
  }

  /** The rule of `sequence.ts`: right after its parent, behind all that is later than itself. */
  integrate({ first, after, text }: Insertion): void {
    const length = lettersIn(text)
    if (length === 0) return
    const parent = after === null ? null : this.#runWith(after)
    const offset = parent === null ? 0 : after!.count - parent.first.count + 1
    if (parent !== null && offset < parent.length) {
      // The rest of a run follows on the parent. It is one row of rising ids: later altogether, or earlier.
      this.#split(parent, offset)
    }
    let before = parent
    for (let next = this.#runs.next(before); next !== null; next = this.#runs.next(before)) {
      if (compareDots(next.first, first) < 0) break
      before = next
    }
    if (before !== null && !before.isGone && isFollowedBy(before, first, after)) {
      before.text += text
      before.length += length
      this.#runs.grow(before, length)
    } else this.#add(new Run(first, length, text, false), before)
  }

  /** What was erased before stays erased, and what is not there is none of ours. */
  erase(spans: Iterable<Span>): void {
    for (const { first, length } of spans) {
      for (let done = 0; done < length; ) {
        const id = dotAfter(first, done)
        const found = this.#runWith(id)
        if (found === null) break
        const from = id.count - found.first.count
        const run = from === 0 ? found : this.#split(found, from)
        if (run.length > length - done) this.#split(run, length - done)
        done += run.length
        if (run.isGone) continue
        this.#runs.grow(run, -run.length)
        run.isGone = true
        run.text = ''
        this.#unite(run)
      }
    }
  }

  #idAt(place: number): Dot {
    const { run, offset } = this.#runs.find(place)
    return dotAfter(run.first, offset)
  }

  /** Cuts a run in two and returns the second. */
  #split(run: Run, at: number): Run {
    const [start, rest] = halves(run.text, run.length, at)
    const second = new Run(dotAfter(run.first, at), run.length - at, rest, run.isGone)
    this.#runs.grow(run, -second.shown)
    run.text = start
    run.length = at
    this.#add(second, run)
    return second
  }

  /** Tombstones side by side with ids in a row are one run again: most deleting is done letter by letter. */
  #unite(run: Run): void {
    const own = this.#byActor.get(run.first.actor)!
    const place = placeOf(own, run.first.count)
    this.#absorb(own, place)
    if (place > 0) this.#absorb(own, place - 1)
  }

  #absorb(own: Run[], place: number): void {
    const [run, next] = [own[place]!, own[place + 1]]
    if (next === undefined || !run.isGone || !next.isGone) return
    if (run.first.count + run.length !== next.first.count || this.#runs.next(run) !== next) return
    run.length += next.length
    own.splice(place + 1, 1)
    this.#runs.remove(next)
  }

  #add(run: Run, before: Run | null): void {
    this.#runs.insertAfter(before, run)
    const { actor, count } = run.first
    const own = this.#byActor.get(actor)
    if (own === undefined) this.#byActor.set(actor, [run])
    else own.splice(placeOf(own, count) + 1, 0, run)
  }

  #runWith({ actor, count }: Dot): Run | null {
    const own = this.#byActor.get(actor) ?? []
    const run = own[placeOf(own, count)]
    return run !== undefined && count < run.first.count + run.length ? run : null
  }
}

/** The last run that begins at this count or before, or -1. */
function placeOf(runs: readonly Run[], count: number): number {
  let [low, high] = [0, runs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (runs[middle]!.first.count <= count) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Whether these letters go on where the run ends, as if they had been typed with it. */
function isFollowedBy({ first, length }: Run, next: Dot, after: Dot | null): boolean {
  const isInRow = next.actor === first.actor && next.count === first.count + length
  return isInRow && after !== null && after.actor === first.actor && after.count === next.count - 1
}

const lettersIn = (text: string): number => (isAstral(text) ? Array.from(text).length : text.length)

function halves(text: string, length: number, at: number): readonly [string, string] {
  if (text.length === length) return [text.slice(0, at), text.slice(at)]
  const letters = Array.from(text)
  return [letters.slice(0, at).join(''), letters.slice(at).join('')]
}

const isAstral = (text: string): boolean => /[\ud800-\udfff]/.test(text)

// What each page has told of the run, and which of its lines is to be shown next: the earliest of all that are here, once no
// page can tell of an earlier one any more.

import { Malformed } from '../../core/wire.ts'
import type { Happening } from '../../trace/happening.ts'
import { type Line, readLine } from './line.ts'
import { type Mark, pensMax } from './words.ts'

/** So long a line waits for what led to it and for earlier ones of others, whose page may be busy, or lost with them. */
export const patienceMs = 3000
/** A pen may be so far ahead of what could be placed. */
const waitingMax = 20_000

export interface PensOptions {
  /** The time of the run, by this page's clock. */
  readonly nowMs: () => number
  /** The pens of other pages that are there: what they have not told yet they will tell. */
  readonly others: () => readonly string[]
  /** A pen wrote what cannot be: nothing more of it is read. */
  readonly refused: (pen: string, why: string) => void
}

interface Pen {
  readonly name: string
  /** The number of the line to be placed next. */
  next: number
  readonly waiting: Map<number, Waiting>
  /** What happened earlier it has told. */
  toldMs: number
  /** Since when somebody waits for it to tell more. */
  awaitedSinceMs: number | null
  isRefused: boolean
}

interface Waiting {
  readonly text: string
  readonly line: Line
  readonly sinceMs: number
  /** What this page itself saw happen needs no proof. */
  readonly own: Happening<any> | null
}

/** A line whose turn it is. */
export interface Due extends Mark, Pick<Waiting, 'text' | 'own'> {
  readonly said: Line
}

/** The line that is to be placed next of its pen, and is here. */
interface Head {
  readonly pen: Pen
  readonly waiting: Waiting
}

export class Pens {
  readonly #options: PensOptions
  readonly #pens = new Map<string, Pen>()
  /** Who waits until what was here at a time has its place. */
  readonly #catchingUp = new Map<() => void, number>()

  constructor(options: PensOptions) {
    this.#options = options
  }

  /** Something is here that has no place yet. */
  get isWaiting(): boolean {
    return [...this.#pens.values()].some(({ waiting }) => waiting.size > 0)
  }

  /** One more line; each is known once. */
  add(name: string, line: number, text: string, own: Happening<any> | null): void {
    const pen = this.#pen(name)
    if (pen === null || pen.isRefused || line < pen.next || pen.waiting.has(line)) return
    if (line >= pen.next + waitingMax) return this.refuse(name, `more than ${waitingMax} lines ahead`)
    try {
      pen.waiting.set(line, { text, line: readLine(text), sinceMs: this.#options.nowMs(), own })
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      this.refuse(name, error.message)
    }
  }

  /** With its lines before this one it has told of all that happened before then. That counts once they are all here. */
  tell(name: string, before: number, toldMs: number): void {
    const pen = this.#pen(name)
    if (pen === null || toldMs <= pen.toldMs || this.nextOf(name) < before) return
    pen.toldMs = toldMs
    pen.awaitedSinceMs = null
  }

  /** Of a pen's lines before this one, some are not here. */
  isLacking(name: string, before: number): boolean {
    return this.#pens.get(name)?.isRefused === false && this.nextOf(name) < before
  }

  /** The next line that is wanted of a pen. */
  nextOf(name: string): number {
    const pen = this.#pens.get(name)
    if (pen === undefined) return 0
    let next = pen.next
    while (pen.waiting.has(next)) next++
    return next
  }

  /** Nothing more of this pen is read. */
  refuse(name: string, why: string): void {
    const pen = this.#pen(name)
    if (pen !== null) pen.isRefused = true
    pen?.waiting.clear()
    this.#options.refused(name, why)
  }

  /** The lines whose turn it is, each taken when it is given; in a hurry, without waiting for earlier ones of others. */
  *due(isHurried: boolean): Generator<Due> {
    const others = isHurried ? [] : this.#options.others().flatMap(name => this.#pen(name) ?? [])
    for (let head = this.#earliest(); head !== null; head = this.#earliest()) {
      if (this.#isHeld(head, others)) break
      yield this.#take(head)
    }
    this.#tellCaughtUp()
  }

  /** This very line, where it is here; what its pen wrote before is left out. */
  at({ pen: name, line }: Mark): Due | null {
    const pen = this.#pens.get(name)
    const waiting = pen?.waiting.get(line)
    if (pen === undefined || waiting === undefined) return null
    for (; pen.next < line; pen.next++) pen.waiting.delete(pen.next)
    return this.#take({ pen, waiting })
  }

  /** Resolves when all that is here now has its place. */
  caughtUp(): Promise<void> {
    return new Promise(done => {
      if (this.#heads().length === 0) done()
      else this.#catchingUp.set(done, this.#options.nowMs())
    })
  }

  #tellCaughtUp(): void {
    const openMs = Math.min(...this.#heads().map(({ waiting }) => waiting.sinceMs))
    for (const [done, sinceMs] of this.#catchingUp) {
      if (sinceMs >= openMs) continue
      this.#catchingUp.delete(done)
      done()
    }
  }

  /** Null where there are too many. */
  #pen(name: string): Pen | null {
    const known = this.#pens.get(name)
    if (known !== undefined || this.#pens.size >= pensMax) return known ?? null
    const pen = { name, next: 0, waiting: new Map(), toldMs: 0, awaitedSinceMs: null, isRefused: false }
    this.#pens.set(name, pen)
    return pen
  }

  #take({ pen, waiting: { text, line, own } }: Head): Due {
    const due = { pen: pen.name, line: pen.next, text, said: line, own }
    pen.waiting.delete(pen.next++)
    return due
  }

  #heads(): Head[] {
    const heads: Head[] = []
    for (const pen of this.#pens.values()) {
      const waiting = pen.waiting.get(pen.next)
      if (waiting !== undefined) heads.push({ pen, waiting })
    }
    return heads
  }

  #earliest(): Head | null {
    let earliest: Head | null = null
    for (const head of this.#heads()) {
      if (earliest !== null && head.waiting.line.atMs >= earliest.waiting.line.atMs) continue
      if (this.#mayFollow(head.waiting)) earliest = head
    }
    return earliest
  }

  /** What led to it has its place, or will never be here. */
  #mayFollow({ line, sinceMs }: Waiting): boolean {
    const { cause } = line
    if (cause === null || this.#options.nowMs() - sinceMs > patienceMs) return true
    const pen = this.#pens.get(cause.pen)
    if (pen !== undefined && cause.after < pen.next) return true
    return pen?.waiting.has(cause.after) !== true && !this.#options.others().includes(cause.pen)
  }

  /** Somebody may yet tell of something earlier. */
  #isHeld({ pen, waiting }: Head, others: readonly Pen[]): boolean {
    return others.filter(other => other !== pen && this.#isAwaited(other, waiting)).length > 0 // each is asked
  }

  /** Who lets everyone wait is not waited for again until it speaks. */
  #isAwaited(pen: Pen, { line, sinceMs }: Waiting): boolean {
    const nowMs = this.#options.nowMs()
    const isTold = pen.toldMs >= Math.min(line.atMs, sinceMs) // a clock may run ahead
    if (isTold || pen.isRefused || nowMs - sinceMs > patienceMs) return false
    pen.awaitedSinceMs ??= nowMs
    return nowMs - pen.awaitedSinceMs <= patienceMs
  }
}

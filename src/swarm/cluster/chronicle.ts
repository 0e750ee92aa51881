// What happened in a whole cluster, put together from what each participant wrote: every line after what led to it, in the
// order of time as far as that is known. It knows nothing of rooms: lines come in, happenings come out.

import { digest } from '../../core/digest.ts'
import type { PeerId } from '../../core/ids.ts'
import { Members } from '../../core/peers.ts'
import type { Protocol, Vocabulary } from '../../core/protocol.ts'
import { Malformed } from '../../core/wire.ts'
import type { Happening, StepHappening } from '../../trace/happening.ts'
import { happeningCheck } from '../../trace/happening-check.ts'
import { Player } from '../../trace/player.ts'
import { type Line, readLine } from './line.ts'
import { type Mark, pensMax } from './words.ts'

/** Lines that may be shown; what happens later happens unseen. */
export const linesMax = 100_000
/** So long a line waits for what led to it and for earlier ones of others, whose page may be busy, or lost with them. */
export const patienceMs = 3000
/** A pen may be so far ahead of what could be placed. */
const waitingMax = 20_000

export interface ChronicleOptions<V extends Vocabulary, Node> {
  readonly protocol: Protocol<V, Node>
  readonly nodes: readonly PeerId[]
  /** The time of the run, by this page's clock. */
  readonly nowMs: () => number
  /** The pens of other pages that are there: what they have not told yet they will tell. */
  readonly others: () => readonly string[]
  readonly placed: (happening: Happening<V>, entry: Entry) => void
  /** A pen wrote what cannot be: nothing more of it is read. */
  readonly refused: (pen: string, why: string) => void
}

/** A line in its place among all. */
export interface Entry {
  readonly pen: string
  readonly line: number
  readonly text: string
}

interface Pen {
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

/** The next line of a pen. */
interface Head {
  readonly name: string
  readonly pen: Pen
  readonly head: Waiting
}

export class Chronicle<V extends Vocabulary, Node> {
  readonly #options: ChronicleOptions<V, Node>
  readonly #pens = new Map<string, Pen>()
  readonly #entries: Entry[] = []
  readonly #happenings: Happening<V>[] = []
  /** By pen and line: the place among all, or -1 for a line that was left out. */
  readonly #places = new Map<string, Map<number, number>>()
  readonly #players = new Map<PeerId, Player<V, Node>>()
  /** Which pen writes of each node that runs: that of the page where it started. */
  readonly #running = new Map<PeerId, string>()
  /** Who waits until what was here at a time has its place. */
  readonly #catchingUp = new Map<() => void, number>()
  #members: Members
  #check: (value: unknown) => Happening<V>

  constructor(options: ChronicleOptions<V, Node>) {
    this.#options = options
    this.#members = new Members(options.nodes)
    this.#check = happeningCheck(options.protocol.vocabulary)
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  get happenings(): readonly Happening<V>[] {
    return this.#happenings
  }

  get members(): readonly PeerId[] {
    return this.#members.all
  }

  get isFull(): boolean {
    return this.#entries.length >= linesMax
  }

  /** Something is here that has no place yet. */
  get isWaiting(): boolean {
    return [...this.#pens.values()].some(({ waiting }) => waiting.size > 0)
  }

  /** A node of somebody else's, as it was at the last line. */
  player(peer: PeerId): Player<V, Node> | undefined {
    return this.#running.has(peer) ? this.#players.get(peer) : undefined
  }

  isRunning(peer: PeerId): boolean {
    return this.#running.has(peer)
  }

  /** Lines of a pen, in any order, each known once; with them it has told of all that happened before `toldMs`. */
  hear(name: string, first: number, texts: readonly string[], toldMs = 0): void {
    for (const [offset, text] of texts.entries()) this.#wait(name, first + offset, text, null)
    const pen = this.#pen(name)
    if (pen === null || toldMs <= pen.toldMs || this.nextOf(name) < first + texts.length) return
    pen.toldMs = toldMs
    pen.awaitedSinceMs = null
  }

  /** What happened on this page, by its own pen. */
  write(pen: string, line: number, text: string, happening: Happening<V>): void {
    this.#wait(pen, line, text, happening)
  }

  /** What another participant has placed already, in its order. */
  adopt(entries: readonly Entry[]): void {
    for (const { pen, line, text } of entries) {
      this.#wait(pen, line, text, null)
      const known = this.#pens.get(pen)
      if (known === undefined) continue
      known.next = Math.max(known.next, line) // a line that the other left out is left out here
      this.#placeNext(pen, known)
    }
  }

  /** Of a pen's lines before this one, some are not here. */
  isLacking(pen: string, before: number): boolean {
    return !this.isFull && this.#pens.get(pen)?.isRefused === false && this.nextOf(pen) < before
  }

  /** The next line that is wanted of a pen. */
  nextOf(pen: string): number {
    const known = this.#pens.get(pen)
    if (known === undefined) return 0
    let next = known.next
    while (known.waiting.has(next)) next++
    return next
  }

  /** Places what may be placed; in a hurry, without waiting for earlier lines of others. */
  advance(isHurried: boolean): void {
    const others = isHurried ? [] : this.#options.others().flatMap(name => this.#pen(name) ?? [])
    for (;;) {
      const due = this.#earliest()
      if (due === null) break
      const awaited = others.filter(pen => pen !== due.pen && this.#isAwaited(pen, due.head))
      if (awaited.length > 0) break
      this.#placeNext(due.name, due.pen)
    }
    const openMs = Math.min(...this.#heads().map(({ head }) => head.sinceMs))
    for (const [done, sinceMs] of this.#catchingUp) {
      if (sinceMs >= openMs) continue
      this.#catchingUp.delete(done)
      done()
    }
  }

  /** Resolves when all that is here now has its place. */
  caughtUp(): Promise<void> {
    return new Promise(done => {
      if (this.#heads().length === 0) done()
      else this.#catchingUp.set(done, this.#options.nowMs())
    })
  }

  /** Null where there are too many. */
  #pen(name: string): Pen | null {
    const known = this.#pens.get(name)
    if (known !== undefined || this.#pens.size >= pensMax) return known ?? null
    const pen = { next: 0, waiting: new Map(), toldMs: 0, awaitedSinceMs: null, isRefused: false }
    this.#pens.set(name, pen)
    return pen
  }

  #wait(name: string, line: number, text: string, own: Happening<V> | null): void {
    const pen = this.#pen(name)
    if (pen === null || pen.isRefused || this.isFull || line < pen.next || pen.waiting.has(line)) return
    if (line >= pen.next + waitingMax) return this.#refuse(name, pen, `more than ${waitingMax} lines ahead`)
    try {
      pen.waiting.set(line, { text, line: readLine(text), sinceMs: this.#options.nowMs(), own })
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      this.#refuse(name, pen, error.message)
    }
  }

  #heads(): Head[] {
    const heads: Head[] = []
    for (const [name, pen] of this.#pens) {
      const head = pen.waiting.get(pen.next)
      if (head !== undefined) heads.push({ name, pen, head })
    }
    return heads
  }

  #earliest(): Head | null {
    const ready = this.#heads().filter(({ head }) => this.#mayFollow(head))
    return ready.reduce<Head | null>(
      (earliest, head) => (earliest === null || head.head.line.atMs < earliest.head.line.atMs ? head : earliest),
      null,
    )
  }

  /** Whether the pen may yet tell of something earlier than this. Who lets everyone wait is not waited for again until it speaks. */
  #isAwaited(pen: Pen, { line, sinceMs }: Waiting): boolean {
    const nowMs = this.#options.nowMs()
    const atMs = Math.min(line.atMs, sinceMs) // a clock may run ahead
    if (pen.isRefused || pen.toldMs >= atMs || atMs < nowMs - patienceMs) return false
    pen.awaitedSinceMs ??= nowMs
    return nowMs - pen.awaitedSinceMs <= patienceMs
  }

  #mayFollow({ line, sinceMs }: Waiting): boolean {
    const { cause } = line
    if (cause === null || this.#options.nowMs() - sinceMs > patienceMs) return true
    const pen = this.#pens.get(cause.pen)
    if (pen !== undefined && cause.after < pen.next) return true
    return pen?.waiting.has(cause.after) !== true && !this.#options.others().includes(cause.pen)
  }

  #placeOf({ pen, line }: Mark): number | undefined {
    return this.#places.get(pen)?.get(line)
  }

  #placeNext(name: string, pen: Pen): void {
    const number = pen.next++
    const waiting = pen.waiting.get(number)
    if (waiting === undefined) return
    pen.waiting.delete(number)
    const places = this.#places.get(name) ?? new Map<number, number>()
    this.#places.set(name, places)
    const happening = this.#happeningOf(waiting, name, pen)
    places.set(number, happening === null ? -1 : happening.index)
    if (happening === null) return
    const entry = { pen: name, line: number, text: waiting.text }
    this.#entries.push(entry)
    this.#happenings.push(happening)
    this.#options.placed(happening, entry)
  }

  /** Null for what is to be left out: of a node that the others had given up, or of a pen that cannot be believed. */
  #happeningOf({ line, own }: Waiting, name: string, pen: Pen): Happening<V> | null {
    const index = this.#happenings.length
    const place = line.cause === null ? undefined : this.#placeOf(line.cause)
    const cause = place === undefined || place < 0 ? null : place
    const atMs = Math.max(this.#happenings.at(-1)?.atMs ?? 0, Math.min(line.atMs, this.#options.nowMs() + aheadMs))
    const { rest } = line
    if (rest.kind === 'untold') return null // it was too long to be told
    const isStep = rest.kind === 'step'
    const clockMs = isStep ? ((rest.clockMs as number | undefined) ?? Math.floor(line.atMs)) : undefined
    const clock = clockMs === undefined || clockMs === Math.floor(atMs) ? {} : { clockMs }
    try {
      const { clockMs: _, ...fields } = rest
      const effects = isStep ? { effects: own?.kind === 'step' ? own.effects : [] } : {}
      const happening = this.#check({ ...fields, ...effects, ...clock, index, cause, atMs: rounded(atMs) })
      if (happening.kind === 'fault') this.#obey(happening)
      return happening.kind === 'step' ? this.#played(happening, line, name, own !== null) : happening
    } catch (error) {
      this.#check = happeningCheck(this.#options.protocol.vocabulary)
      this.#refuse(name, pen, (error as Error).message)
      for (const [node, writer] of this.#running) if (writer === name) this.#running.delete(node)
      return null
    }
  }

  #played(step: StepHappening<V>, { effects }: Line, pen: string, isOwn: boolean): StepHappening<V> | null {
    const { node, input } = step
    if (input.kind === 'start' && !this.#running.has(node)) this.#running.set(node, pen)
    const writer = this.#running.get(node)
    if (writer === undefined) {
      this.#check = happeningCheck(this.#options.protocol.vocabulary)
      return null
    }
    if (writer !== pen) throw new Malformed(`node: ${node} lives elsewhere`)
    if (isOwn) return step
    const performed = this.#playerOf(node).perform(step)
    if (digest(performed) !== effects) throw new Malformed(`effects: ${node} does not do this in our protocol`)
    return { ...step, effects: performed }
  }

  #obey({ fault }: Extract<Happening<V>, { kind: 'fault' }>): void {
    switch (fault.type) {
      case 'crash':
        this.#running.delete(fault.node)
        return
      case 'betray':
        return this.#playerOf(fault.node).betray(fault.lies)
      case 'join':
        return this.#change([...this.members, fault.node])
      case 'leave':
        this.#running.delete(fault.node)
        this.#players.delete(fault.node)
        return this.#change(this.members.filter(peer => peer !== fault.node))
    }
  }

  #change(members: readonly PeerId[]): void {
    this.#members = new Members(new Set(members))
    for (const [peer, player] of this.#players) player.peers = this.#members.others(peer)
  }

  #playerOf(peer: PeerId): Player<V, Node> {
    const known = this.#players.get(peer)
    if (known !== undefined) return known
    const player = new Player(this.#options.protocol, peer, this.#members.others(peer), false)
    this.#players.set(peer, player)
    return player
  }

  #refuse(name: string, pen: Pen, why: string): void {
    pen.isRefused = true
    pen.waiting.clear()
    this.#options.refused(name, why)
  }
}

/** Clocks of laptops agree within a round trip; a line from further in the future is not believed. */
const aheadMs = 1000

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000

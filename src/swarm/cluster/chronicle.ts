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
import type { Mark } from './words.ts'

/** Lines that may be shown; what happens later happens unseen. */
export const linesMax = 100_000
/** So long a line waits for earlier ones of others to come in, whose page may be busy for a moment. */
export const holdMs = 300
/** So long a line waits for what led to it, which may be lost with the page that wrote it. */
export const patienceMs = 3000
/** A pen may be so far ahead of what could be placed. */
const waitingMax = 20_000
/** Every page that took part has one. */
const pensMax = 1024

export interface ChronicleOptions<V extends Vocabulary, Node> {
  readonly protocol: Protocol<V, Node>
  readonly nodes: readonly PeerId[]
  /** The time of the run, by this page's clock. */
  readonly nowMs: () => number
  /** The page that holds the pen is there: what it has not told yet it will tell. */
  readonly isPresent: (pen: string) => boolean
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
  isRefused: boolean
}

interface Waiting {
  readonly text: string
  readonly line: Line
  readonly sinceMs: number
  /** What this page itself saw happen needs no proof. */
  readonly own: Happening<any> | null
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

  /** A node of somebody else's, as it was at the last line. */
  player(peer: PeerId): Player<V, Node> | undefined {
    return this.#running.has(peer) ? this.#players.get(peer) : undefined
  }

  isRunning(peer: PeerId): boolean {
    return this.#running.has(peer)
  }

  /** Lines of a pen, in any order, each known once. */
  hear(pen: string, first: number, texts: readonly string[]): void {
    for (const [offset, text] of texts.entries()) this.#wait(pen, first + offset, text, null)
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

  /** The first line of a pen that is lacking while later ones are here; null where none is. */
  lacking(pen: string): number | null {
    const known = this.#pens.get(pen)
    return known !== undefined && known.waiting.size > 0 && !known.waiting.has(known.next) ? known.next : null
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
    const untilMs = isHurried ? Infinity : this.#options.nowMs() - holdMs
    for (;;) {
      const due = this.#earliest(untilMs)
      if (due === null) return
      this.#placeNext(due.name, due.pen)
    }
  }

  #wait(name: string, line: number, text: string, own: Happening<V> | null): void {
    const known = this.#pens.get(name)
    if (known === undefined && this.#pens.size >= pensMax) return
    const pen = known ?? { next: 0, waiting: new Map(), isRefused: false }
    this.#pens.set(name, pen)
    if (pen.isRefused || this.isFull || line < pen.next || pen.waiting.has(line)) return
    if (line >= pen.next + waitingMax) return this.#refuse(name, pen, `more than ${waitingMax} lines ahead`)
    try {
      pen.waiting.set(line, { text, line: readLine(text), sinceMs: this.#options.nowMs(), own })
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      this.#refuse(name, pen, error.message)
    }
  }

  #earliest(untilMs: number): { readonly name: string; readonly pen: Pen } | null {
    let earliest: { readonly name: string; readonly pen: Pen; readonly atMs: number } | null = null
    for (const [name, pen] of this.#pens) {
      const head = pen.waiting.get(pen.next)
      if (head === undefined || Math.min(head.line.atMs, head.sinceMs) > untilMs || !this.#mayFollow(head)) continue
      if (earliest === null || head.line.atMs < earliest.atMs) earliest = { name, pen, atMs: head.line.atMs }
    }
    return earliest
  }

  #mayFollow({ line, sinceMs }: Waiting): boolean {
    const { cause } = line
    if (cause === null || this.#options.nowMs() - sinceMs > patienceMs) return true
    const pen = this.#pens.get(cause.pen)
    if (pen !== undefined && cause.after < pen.next) return true
    return pen?.waiting.has(cause.after) !== true && !this.#options.isPresent(cause.pen)
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

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
import type { Line } from './line.ts'
import { type Due, Pens, type PensOptions } from './pens.ts'
import type { Mark } from './words.ts'

/** Lines that may be shown; what happens later happens unseen. */
export const linesMax = 100_000

export interface ChronicleOptions<V extends Vocabulary, Node> extends PensOptions {
  readonly protocol: Protocol<V, Node>
  readonly nodes: readonly PeerId[]
  readonly placed: (happening: Happening<V>, entry: Entry) => void
}

/** A line in its place among all. */
export interface Entry {
  readonly pen: string
  readonly line: number
  readonly text: string
}

export class Chronicle<V extends Vocabulary, Node> {
  readonly #options: ChronicleOptions<V, Node>
  readonly #pens: Pens
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
    this.#pens = new Pens(options)
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
    return this.#pens.isWaiting
  }

  /** A node of somebody else's, as it was at the last line. */
  player(peer: PeerId): Player<V, Node> | undefined {
    return this.#running.has(peer) ? this.#players.get(peer) : undefined
  }

  isRunning(peer: PeerId): boolean {
    return this.#running.has(peer)
  }

  /** Lines of a pen, in any order, each known once; with them it has told of all that happened before `toldMs`. */
  hear(pen: string, first: number, texts: readonly string[], toldMs = 0): void {
    for (const [offset, text] of texts.entries()) this.#add(pen, first + offset, text, null)
    this.#pens.tell(pen, first + texts.length, toldMs)
  }

  /** What happened on this page, by its own pen. */
  write(pen: string, line: number, text: string, happening: Happening<V>): void {
    this.#add(pen, line, text, happening)
  }

  /** What another participant has placed already, in its order. What it left out is left out here. */
  adopt(entries: readonly Entry[]): void {
    for (const { pen, line, text } of entries) {
      this.#add(pen, line, text, null)
      const due = this.#pens.at({ pen, line })
      if (due !== null) this.#place(due)
    }
  }

  /** Of a pen's lines before this one, some are not here. */
  isLacking(pen: string, before: number): boolean {
    return !this.isFull && this.#pens.isLacking(pen, before)
  }

  /** The next line that is wanted of a pen. */
  nextOf(pen: string): number {
    return this.#pens.nextOf(pen)
  }

  /** Places what may be placed; in a hurry, without waiting for earlier lines of others. */
  advance(isHurried: boolean): void {
    for (const due of this.#pens.due(isHurried)) this.#place(due)
  }

  /** Resolves when all that is here now has its place. */
  caughtUp(): Promise<void> {
    return this.#pens.caughtUp()
  }

  #add(pen: string, line: number, text: string, own: Happening<V> | null): void {
    if (!this.isFull) this.#pens.add(pen, line, text, own)
  }

  #placeOf({ pen, line }: Mark): number | undefined {
    return this.#places.get(pen)?.get(line)
  }

  #place(due: Due): void {
    const { pen, line, text } = due
    const places = this.#places.get(pen) ?? new Map<number, number>()
    this.#places.set(pen, places)
    const happening = this.#happeningOf(due)
    places.set(line, happening === null ? -1 : happening.index)
    if (happening === null) return
    const entry = { pen, line, text }
    this.#entries.push(entry)
    this.#happenings.push(happening)
    this.#options.placed(happening, entry)
  }

  /** Null for what is to be left out: of a node that the others had given up, or of a pen that cannot be believed. */
  #happeningOf({ pen, said, own }: Due): Happening<V> | null {
    const index = this.#happenings.length
    const place = said.cause === null ? undefined : this.#placeOf(said.cause)
    const cause = place === undefined || place < 0 ? null : place
    const atMs = Math.max(this.#happenings.at(-1)?.atMs ?? 0, Math.min(said.atMs, this.#options.nowMs() + aheadMs))
    const { rest } = said
    if (rest.kind === 'untold') return null // it was too long to be told
    const isStep = rest.kind === 'step'
    const clockMs = isStep ? ((rest.clockMs as number | undefined) ?? Math.floor(said.atMs)) : undefined
    const clock = clockMs === undefined || clockMs === Math.floor(atMs) ? {} : { clockMs }
    try {
      const { clockMs: _, ...fields } = rest
      const effects = isStep ? { effects: own?.kind === 'step' ? own.effects : [] } : {}
      const happening = this.#check({ ...fields, ...effects, ...clock, index, cause, atMs: rounded(atMs) })
      if (happening.kind === 'fault') this.#obey(happening)
      return happening.kind === 'step' ? this.#played(happening, said, pen, own !== null) : happening
    } catch (error) {
      this.#check = happeningCheck(this.#options.protocol.vocabulary)
      this.#pens.refuse(pen, (error as Error).message)
      for (const [node, writer] of this.#running) if (writer === pen) this.#running.delete(node)
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
}

/** Clocks of laptops agree within a round trip; a line from further in the future is not believed. */
const aheadMs = 1000

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000

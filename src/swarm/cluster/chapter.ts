// One cluster from its founding on, as one page lives it: the nodes that live here, the part of the record that is written
// here, and the whole record as far as it is known. It does not know how pages find each other.

import { decode, encode, speechOf } from '../../core/codec.ts'
import type { PeerId, Ticket } from '../../core/ids.ts'
import { type Outcome, refused } from '../../core/outcome.ts'
import { Members } from '../../core/peers.ts'
import type { Message, Protocol, Request, Vocabulary } from '../../core/protocol.ts'
import { Malformed } from '../../core/wire.ts'
import { quietNetwork } from '../../faults/conditions.ts'
import { type Fault, fault } from '../../faults/fault.ts'
import type { Happening } from '../../trace/happening.ts'
import { randomNumber, randomText } from '../chance.ts'
import { Chronicle, type Entry } from './chronicle.ts'
import { readLine, writeLine } from './line.ts'
import { linesFrom } from './pages.ts'
import type { RunClock } from './run-clock.ts'
import { LiveStage } from './stage.ts'
import type { ClusterStore } from './store.ts'
import { type Cause, diskBytesMax, type Founding, lineBytesMax, type Mark, type Told } from './words.ts'

/** What a chapter needs of those who carry its words. */
export interface Outside<V extends Vocabulary> {
  /** False where the node lives nowhere that is known. */
  carry(from: PeerId, to: PeerId, bytes: Uint8Array, cause: Pick<Cause, 'line' | 'after'>): boolean
  placed(happening: Happening<V>, entry: Entry): void
  trouble(about: string, why: string): void
  /** Something was written that the others should hear of at once. */
  urgent(): void
  /** Whoever writes with these pens takes part now, beside this page. */
  pens(): readonly string[]
  /** Nobody else takes part: what is written need wait for nothing. */
  isAlone(): boolean
}

export interface Setting<V extends Vocabulary, Node> {
  readonly name: string
  readonly protocol: Protocol<V, Node>
  readonly founding: Founding
  readonly charter: string
  readonly members: readonly PeerId[]
  /** It began on this page. */
  readonly isFoundedHere: boolean
  readonly clock: RunClock
  readonly store: ClusterStore
  readonly outside: Outside<V>
}

export class Chapter<V extends Vocabulary, Node> {
  readonly setting: Setting<V, Node>
  readonly pen = randomText()
  readonly stage: LiveStage<V, Node>
  readonly chronicle: Chronicle<V, Node>
  #members: Members
  /** Every line that this page wrote, for those who missed some. */
  readonly #written: string[] = []
  /** How many of them the others have been told. */
  #told = 0
  readonly #pens: string[] = [this.pen]
  /** For messages that came lately: how far their page had written when they left. */
  readonly #afters = new Map<number, number>()
  readonly #obeyed = new Set<string>()
  readonly #paused = new Set<PeerId>()

  constructor(setting: Setting<V, Node>) {
    const { protocol, members, clock, outside, store, name } = setting
    this.setting = setting
    this.#members = new Members(members)
    this.chronicle = new Chronicle<V, Node>({
      protocol,
      nodes: members,
      nowMs: () => clock.nowUs / 1000,
      others: () => outside.pens(),
      placed: (happening, entry) => outside.placed(happening, entry),
      refused: (pen, why) => outside.trouble(pen, why),
    })
    const { durable } = speechOf(protocol.vocabulary)
    this.stage = new LiveStage<V, Node>(protocol, calm, {
      nowUs: () => clock.nowUs,
      seed: randomNumber(32),
      firstTicket: randomNumber(28) * 2 ** 24 + 1,
      write: happening => this.#write(happening),
      carry: (from, to, message, cause) => this.#carry(from, to, message, cause),
      keep: (node, kept) => store.keep(name, node, kept === undefined ? null : encode(durable, kept)),
      failed: (node, error) => outside.trouble(node, error.message),
    })
  }

  get members(): Members {
    return this.#members
  }

  get hosted(): readonly PeerId[] {
    return [...this.stage.hosts.keys()]
  }

  node(peer: PeerId): Node | undefined {
    const host = this.stage.hosts.get(peer)
    return host === undefined ? this.chronicle.player(peer)?.node : host.node
  }

  isHonest(peer: PeerId): boolean {
    return (this.stage.hosts.get(peer) ?? this.chronicle.player(peer))?.isHonest ?? true
  }

  isPaused(peer: PeerId): boolean {
    return this.#paused.has(peer)
  }

  isRunning(peer: PeerId): boolean {
    const host = this.stage.hosts.get(peer)
    return !this.#paused.has(peer) && (host === undefined ? this.chronicle.isRunning(peer) : host.isUp)
  }

  /** A node comes to live here, with what its disk held. */
  house(node: PeerId, disk: Uint8Array | null, after: Mark | null): void {
    const { durable } = speechOf(this.setting.protocol.vocabulary)
    const held = disk === null ? undefined : decode(durable, disk, 'disk', diskBytesMax)
    const cause = after === null ? null : this.#numberOf(after)
    // A process that is new knows nothing of the lies that its node told elsewhere.
    if (!this.isHonest(node)) this.inject({ type: 'betray', node, lies: [] })
    this.stage.house(node, this.#members.others(node), held, cause)
  }

  /** The node ran before, here or elsewhere: that was its end, and this is its next life. */
  houseAgain(node: PeerId, disk: Uint8Array | null, after: Mark | null): void {
    if (after === null && this.chronicle.isRunning(node)) this.inject({ type: 'crash', node, disk: 'synced' })
    const cause = after === null ? null : this.#numberOf(after)
    const line = this.stage.report({ kind: 'fault', fault: { type: 'restart', node }, cause })
    this.house(node, disk, { pen: this.pen, line })
  }

  /** Ends a node here, so that it can live elsewhere: what its disk holds, and the line that tells of the end. */
  pack(node: PeerId): { readonly disk: Uint8Array | null; readonly mark: Mark } | null {
    const host = this.stage.hosts.get(node)
    if (host === undefined || !host.isHonest) return null
    const { durable } = host.disk
    const { durable: shape } = speechOf(this.setting.protocol.vocabulary)
    const disk = durable === undefined ? null : encode(shape, durable)
    if (disk !== null && disk.length > diskBytesMax) return null
    const line = this.inject({ type: 'crash', node, disk: 'synced' })
    return { disk, mark: { pen: this.pen, line } }
  }

  inject(happened: Fault): number {
    const line = this.stage.report({ kind: 'fault', fault: happened, cause: null })
    this.#obey(happened, line)
    if (happened.type === 'join' && !this.stage.hosts.has(happened.node)) this.house(happened.node, null, null)
    this.setting.outside.urgent()
    return line
  }

  ask(node: PeerId, request: Request<V>, settled: (outcome: Outcome) => void): Ticket {
    return this.stage.ask(node, request, settled)
  }

  /** A request from elsewhere, and the answer in the protocol's own encoding. */
  async answer(node: PeerId, bytes: Uint8Array): Promise<{ readonly outcome: Outcome; readonly bytes: Uint8Array }> {
    const { vocabulary } = this.setting.protocol
    const none = new Uint8Array(0)
    let request: Request<V>
    try {
      request = decode(speechOf(vocabulary).request, bytes, 'request')
    } catch (error) {
      if (error instanceof Malformed) return { outcome: refused(error.message), bytes: none }
      throw error
    }
    const outcome = await new Promise<Outcome>(resolve => this.ask(node, request, resolve))
    if (outcome.is !== 'answered') return { outcome, bytes: none }
    return { outcome, bytes: encode(vocabulary.requests[request.type]!.answer, outcome.answer) }
  }

  /** What was said by whoever wrote the line. Malformed ones are told of and dropped. */
  hearMessage(from: PeerId, to: PeerId, bytes: Uint8Array, cause: Cause): void {
    try {
      const message = decode(speechOf(this.setting.protocol.vocabulary).message, bytes, 'message')
      const number = this.#numberOf(cause)
      this.#afters.set(number, cause.after)
      if (this.#afters.size > aftersMax) this.#afters.delete(this.#afters.keys().next().value!)
      this.stage.arrive(from, to, message, number)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      this.setting.outside.trouble(from, error.message)
    }
  }

  hearLines(pen: string, first: number, { lines, toldUs }: Told): void {
    for (const [offset, text] of lines.entries()) this.#obeyLine(pen, first + offset, text)
    this.chronicle.hear(pen, first, lines, toldUs / 1000)
  }

  /** Takes over what another page knows of the run so far. */
  adopt(entries: readonly Entry[]): void {
    for (const { pen, line, text } of entries) this.#obeyLine(pen, line, text)
    this.chronicle.adopt(entries)
  }

  /** Lines that the others have not been told yet, a page at a time; they are told now. One page at least, if only to say so. */
  *takeOutbox(): Generator<Told & { readonly first: number }> {
    const end = this.#written.length
    do {
      const first = this.#told
      const told = this.writtenFrom(first)
      this.#told += told.lines.length
      yield { first, ...told }
    } while (this.#told < end)
  }

  /** As many lines of this page's pen as can be told at once. */
  writtenFrom(first: number): Told {
    const lines = linesFrom(this.#written, first)
    const isAll = first + lines.length >= this.#written.length
    return { lines, toldUs: isAll ? this.setting.clock.nowUs : 0 }
  }

  /** There are lines that the others have not been told, or some of theirs that wait to be told of more. */
  get hasNews(): boolean {
    return this.#told < this.#written.length || this.chronicle.isWaiting
  }

  close(): void {
    for (const node of this.hosted) this.stage.evict(node)
  }

  #write(happening: Happening<V>): void {
    if (this.chronicle.isFull) return
    const text = writeLine(happening, number => this.#causeOf(number))
    const line = text.length * 3 > lineBytesMax ? tooLong(happening.atMs) : text
    this.#written.push(line)
    this.chronicle.write(this.pen, happening.index, text, happening)
    if (this.setting.outside.isAlone()) this.chronicle.advance(true)
  }

  #carry(from: PeerId, to: PeerId, message: Message<V>, cause: number): boolean {
    const bytes = encode(speechOf(this.setting.protocol.vocabulary).message, message)
    return this.setting.outside.carry(from, to, bytes, { line: cause, after: this.stage.latestLine })
  }

  #obeyLine(pen: string, number: number, text: string): void {
    const key = `${pen} ${number}`
    if (pen === this.pen || !text.includes('"fault"') || this.#obeyed.has(key)) return
    try {
      const { rest } = readLine(text)
      if (rest.kind !== 'fault') return
      this.#obeyed.add(key)
      this.#obey(fault.check(rest.fault, 'fault'), this.#numberOf({ pen, line: number }))
    } catch (error) {
      if (!(error instanceof Malformed)) throw error // the chronicle will find it too, and say so
    }
  }

  #obey(happened: Fault, cause: number): void {
    this.stage.strike(happened, cause)
    switch (happened.type) {
      case 'pause':
        this.#paused.add(happened.node)
        break
      case 'resume':
      case 'crash':
      case 'restart':
        this.#paused.delete(happened.node)
        break
      case 'join':
        return this.#change([...this.#members.all, happened.node], cause)
      case 'leave':
        this.stage.evict(happened.node)
        return this.#change(
          this.#members.all.filter(peer => peer !== happened.node),
          cause,
        )
    }
  }

  #change(members: readonly PeerId[], cause: number): void {
    this.#members = new Members(new Set(members))
    this.stage.meet(node => this.#members.others(node), cause)
  }

  /** A line of any pen as one number: causes of a host are numbers. Lines of this page's own pen are themselves. */
  #numberOf({ pen, line }: Mark): number {
    let place = this.#pens.indexOf(pen)
    if (place < 0) place = this.#pens.push(pen) - 1
    return place * penSpan + line
  }

  #causeOf(number: number): Cause {
    const line = number % penSpan
    return { pen: this.#pens[Math.floor(number / penSpan)]!, line, after: this.#afters.get(number) ?? line }
  }
}

/** Real networks have delays of their own. */
const calm = { ...quietNetwork, everywhere: { ...quietNetwork.everywhere, lowMs: 0, highMs: 0 } }
const penSpan = 2 ** 32
/** More messages than these do not wait for a node that stands still. */
const aftersMax = 10_000
/** In place of a line that is too long to be told: no happening, so that what follows is found. */
const tooLong = (atMs: number): string => JSON.stringify({ atMs, cause: null, kind: 'untold' })

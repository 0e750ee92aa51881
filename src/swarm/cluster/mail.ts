// What one page says to the others about the cluster, and what it does about what they say: messages between nodes, lines
// of the record, requests from afar, and nodes that move from page to page.

import type { PeerId, Ticket } from '../../core/ids.ts'
import { type Outcome, refused } from '../../core/outcome.ts'
import type { Request, Vocabulary } from '../../core/protocol.ts'
import { Malformed } from '../../core/wire.ts'
import { AskError } from '../calls.ts'
import type { Channel } from '../channel.ts'
import { after } from '../clock.ts'
import { cutText, reasonBytesMax } from '../room-frame.ts'
import { askAfar } from './afar.ts'
import type { Chapter } from './chapter.ts'
import { Homes } from './homes.ts'
import { recordPage } from './pages.ts'
import type { ClusterStore } from './store.ts'
import type { Answer, Ask, Cause, Note, Stand } from './words.ts'

/** A page may have so much on its way to another; a network that takes no more loses what comes. */
export const inFlightBytesMax = 4_194_304
/** After so long without a page its nodes count as standing still. */
export const awayMs = 3000
const giveWithinMs = 3000

export interface MailOptions<V extends Vocabulary, Node> {
  readonly self: PeerId
  readonly name: string
  readonly channel: Channel<Ask, Answer, Note>
  readonly isWatching: boolean
  readonly store: ClusterStore
  readonly chapter: () => Chapter<V, Node> | null
  readonly heard: (from: PeerId, stand: Stand) => void
  /** Who lives where. */
  readonly changed: () => void
  readonly trouble: (about: string, why: string) => void
}

export class Mail<V extends Vocabulary, Node> {
  readonly #options: MailOptions<V, Node>
  #homes: Homes
  readonly #inFlight = new Map<PeerId, number>()
  readonly #fetching = new Set<PeerId>()
  #isGiving = false
  #isClosing = false

  constructor(options: MailOptions<V, Node>) {
    this.#options = options
    this.#homes = new Homes(options.self)
  }

  get others(): readonly PeerId[] {
    return this.#homes.others
  }

  homes(): ReadonlyMap<PeerId, PeerId> {
    const chapter = this.#options.chapter()
    const homes = new Map<PeerId, PeerId>()
    for (const node of chapter?.members.all ?? []) {
      const home = chapter!.stage.hosts.has(node) ? this.#options.self : this.#homes.homeOf(node)
      if (home !== undefined) homes.set(node, home)
    }
    return homes
  }

  /** Whoever writes with these pens takes part now, beside this page. */
  pens(): readonly string[] {
    return this.#homes.others.map(other => this.#homes.standOf(other)!.pen)
  }

  homeOf(node: PeerId): PeerId | undefined {
    return this.#homes.homeOf(node)
  }

  /** A new chapter: who takes part in it is yet to be heard. */
  turn(): void {
    this.#homes = new Homes(this.#options.self)
  }

  greet(peer: PeerId): void {
    void this.#options.channel.tell(peer, this.#stand(true))
  }

  /** Tells everyone where this page stands. */
  stand(isAsking: boolean): void {
    void this.#options.channel.tellAll(this.#stand(isAsking))
  }

  hear(from: PeerId, said: Note): void {
    switch (said.type) {
      case 'stand':
        if (said.isAsking) void this.#options.channel.tell(from, this.#stand(false))
        return this.#options.heard(from, said)
      case 'message': {
        const stand = this.#homes.standOf(from)
        if (stand?.hosted.includes(said.from) !== true) return // nobody speaks for another's node
        return this.#options.chapter()?.hearMessage(said.from, said.to, said.bytes, { ...said, pen: stand.pen })
      }
      case 'lines': {
        const chapter = this.#options.chapter()
        if (said.founding.id !== chapter?.setting.founding.id || this.#homes.standOf(from)?.pen !== said.pen) return
        chapter.hearLines(said.pen, said.first, said)
        if (chapter.chronicle.isLacking(said.pen, said.first + said.lines.length))
          void this.#fetch(chapter, from, said.pen)
      }
    }
  }

  /** A participant of this chapter says where it stands. */
  settle(chapter: Chapter<V, Node>, from: PeerId, stand: Stand): void {
    const before = this.#homes.standOf(from)
    if (stand.pen === chapter.pen || !this.#homes.hear(from, stand))
      return this.#options.trouble(from, 'stand.pen: another page writes with it')
    for (const node of stand.hosted) {
      // Two pages that were apart may both believe that it lives with them: the one with the lower id is right.
      if (chapter.stage.hosts.has(node) && from < this.#options.self) this.#lose(chapter, node)
      const isBack = before?.hosted.includes(node) !== true && chapter.isPaused(node)
      if (isBack && this.#homes.isSpeaker) chapter.inject({ type: 'resume', node })
    }
    if (before?.pen !== stand.pen) void this.#fetch(chapter, from, stand.pen)
    this.#options.changed()
  }

  forget(peer: PeerId): void {
    const chapter = this.#options.chapter()
    const hosted = this.#homes.forget(peer)
    this.#inFlight.delete(peer)
    this.#options.changed()
    if (chapter === null || hosted.length === 0) return
    after(awayMs, () => {
      if (this.#options.chapter() !== chapter || !this.#homes.isSpeaker || this.#isClosing) return
      const away = hosted.filter(node => this.#homes.homeOf(node) === undefined && !chapter.stage.hosts.has(node))
      for (const node of away) if (chapter.isRunning(node)) chapter.inject({ type: 'pause', node })
    })
  }

  /** Told again and again: sends what was written, places what came, and shares out the nodes. */
  beat(): void {
    const chapter = this.#options.chapter()
    if (chapter === null) return
    this.tellLines(chapter)
    chapter.chronicle.advance(this.#homes.others.length === 0)
    if (this.#isGiving || this.#isClosing) return
    const gift = this.#homes.gift(chapter.hosted, this.#options.isWatching)
    if (gift !== null) void this.#give(chapter, gift.node, gift.to)
  }

  tellLines(chapter: Chapter<V, Node>): void {
    if (!chapter.hasNews) return
    const { founding } = chapter.setting
    for (const page of chapter.takeOutbox())
      if (this.#homes.others.length > 0)
        void this.#options.channel.tellAll({ type: 'lines', founding, pen: chapter.pen, ...page })
  }

  /** False where nobody is known to be home, or where so much is on its way already that the network is as good as cut. */
  carry(from: PeerId, to: PeerId, bytes: Uint8Array, cause: Pick<Cause, 'line' | 'after'>): boolean {
    const home = this.#homes.homeOf(to)
    const waiting = home === undefined ? 0 : (this.#inFlight.get(home) ?? 0)
    if (home === undefined || waiting + bytes.length > inFlightBytesMax) return false
    this.#inFlight.set(home, waiting + bytes.length)
    void this.#options.channel.tell(home, { type: 'message', from, to, ...cause, bytes }).finally(() => {
      const left = this.#inFlight.get(home)
      if (left !== undefined) this.#inFlight.set(home, Math.max(0, left - bytes.length))
    })
    return true
  }

  ask(chapter: Chapter<V, Node>, node: PeerId, request: Request<V>, settled: (outcome: Outcome) => void): Ticket {
    if (chapter.stage.hosts.has(node)) return chapter.ask(node, request, settled)
    const { tickets } = chapter.stage
    const ticket = tickets.open(settled)
    const home = this.#homes.homeOf(node)
    if (home === undefined) after(0, () => tickets.settle(ticket, refused(`nobody knows where ${node} lives`)))
    else {
      const { vocabulary } = chapter.setting.protocol
      const errand = { channel: this.#options.channel, vocabulary, home, node, request }
      void askAfar(errand).then(outcome => tickets.settle(ticket, outcome))
    }
    return ticket
  }

  async answer(from: PeerId, asked: Ask): Promise<Answer> {
    const chapter = this.#options.chapter()
    if (chapter === null) throw new AskError('refused', 'this page takes part in no cluster yet')
    switch (asked.type) {
      case 'record':
        // A fault that the newcomer heard of only later would strike the next life of its nodes.
        if (asked.from === 0) await chapter.chronicle.caughtUp()
        return recordPage(chapter, asked.from)
      case 'lines':
        if (asked.pen !== chapter.pen) return { type: 'lines', lines: [], toldUs: 0 }
        return { type: 'lines', ...chapter.writtenFrom(asked.first) }
      case 'time':
        return { type: 'time', nowUs: chapter.setting.clock.nowUs }
      case 'request': {
        const { outcome, bytes } = await chapter.answer(asked.node, asked.bytes)
        const reason = outcome.is === 'answered' ? '' : cutText(outcome.reason, reasonBytesMax)
        return { type: 'outcome', is: outcome.is, reason, bytes }
      }
      case 'take':
        return { type: 'taken', isTaken: await this.#take(chapter, from, asked) }
    }
  }

  /** Every node finds another home, where there is one. */
  async giveAll(): Promise<void> {
    this.#isClosing = true
    const chapter = this.#options.chapter()
    if (chapter === null) return
    for (;;) {
      const gift = this.#homes.gift(chapter.hosted, true)
      if (gift === null || !(await this.#give(chapter, gift.node, gift.to))) break
    }
    this.tellLines(chapter)
  }

  /** Tells whether it lives there now. */
  async #give(chapter: Chapter<V, Node>, node: PeerId, to: PeerId): Promise<boolean> {
    const packed = chapter.pack(node)
    if (packed === null) return false
    this.#isGiving = true
    this.tellLines(chapter) // it must be seen to end here before it goes on there
    const { founding } = chapter.setting
    try {
      const heard = await this.#options.channel.ask(
        to,
        { type: 'take', founding, node, mark: packed.mark, disk: packed.disk },
        { timeoutMs: giveWithinMs },
      )
      const isTaken = heard.type === 'taken' && heard.isTaken
      if (isTaken) this.#lose(chapter, node)
      else chapter.inject({ type: 'restart', node })
      return isTaken
    } catch (error) {
      if (!(error instanceof AskError)) throw error
      // Who did not take it for certain has not got it. Otherwise its next word tells: until then the node stays down.
      if (error.outcome === 'refused') chapter.inject({ type: 'restart', node })
      else this.#options.trouble(node, `nobody knows whether ${to} took it in: ${error.message}`)
      return false
    } finally {
      this.#isGiving = false
      this.stand(false)
    }
  }

  async #take(chapter: Chapter<V, Node>, from: PeerId, asked: Extract<Ask, { type: 'take' }>): Promise<boolean> {
    const { founding, node, mark, disk } = asked
    const isOurs = founding.id === chapter.setting.founding.id && this.#homes.standOf(from)?.pen === mark.pen
    const isWanted = chapter.members.placeOf(node) >= 0 && !chapter.stage.hosts.has(node) && !this.#isClosing
    if (!isOurs || !isWanted || this.#options.isWatching) return false
    await this.#options.store.keep(this.#options.name, node, disk)
    try {
      chapter.houseAgain(node, disk, mark)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      await this.#options.store.forget(this.#options.name, node)
      return false
    }
    this.stand(false)
    this.#options.changed()
    return true
  }

  #lose(chapter: Chapter<V, Node>, node: PeerId): void {
    chapter.stage.evict(node)
    void this.#options.store.forget(this.#options.name, node)
    this.#options.changed()
  }

  async #fetch(chapter: Chapter<V, Node>, from: PeerId, pen: string): Promise<void> {
    if (this.#fetching.has(from)) return
    this.#fetching.add(from)
    try {
      for (;;) {
        const first = chapter.chronicle.nextOf(pen)
        const heard = await this.#options.channel.ask(from, { type: 'lines', pen, first })
        if (heard.type !== 'lines') return
        chapter.hearLines(pen, first, heard)
        if (heard.lines.length === 0) return
      }
    } catch (error) {
      if (!(error instanceof AskError)) throw error // it left: its next page will have another pen
    } finally {
      this.#fetching.delete(from)
    }
  }

  #stand(isAsking: boolean): Note {
    const { chapter, isWatching } = this.#options
    const there = chapter()
    const founding = there?.setting.founding ?? null
    return { type: 'stand', isAsking, founding, pen: there?.pen ?? '', hosted: there?.hosted ?? [], isWatching }
  }
}

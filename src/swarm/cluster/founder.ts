// How a page comes to take part: it looks for a cluster of this name, joins the one that goes on, and founds one where there
// is none. Of two that meet, everyone goes over to the same one.

import { namesOf, type PeerId } from '../../core/ids.ts'
import type { Vocabulary } from '../../core/protocol.ts'
import type { Happening } from '../../trace/happening.ts'
import { AskError } from '../calls.ts'
import { randomText } from '../chance.ts'
import type { Channel } from '../channel.ts'
import { after } from '../clock.ts'
import { Chapter } from './chapter.ts'
import { type Entry, linesMax } from './chronicle.ts'
import type { ClusterOptions } from './cluster.ts'
import type { Mail } from './mail.ts'
import { RunClock } from './run-clock.ts'
import type { Kept } from './store.ts'
import { type Answer, type Ask, compareFoundings, type Founding, type Note, type Stand } from './words.ts'

/** Tabs of one browser find each other in a tenth of it, laptops at a relay in half. */
export const settleMs = 1000
/** How often a newcomer asks what time of the run it is. */
const timesAsked = 5

export interface FounderOptions<V extends Vocabulary, Node> {
  readonly options: ClusterOptions<V, Node>
  readonly channel: Channel<Ask, Answer, Note>
  readonly mail: Mail<V, Node>
  readonly chapter: () => Chapter<V, Node> | null
  readonly enter: (chapter: Chapter<V, Node>) => void
  readonly placed: (happening: Happening<V>) => void
  readonly trouble: (about: string, why: string) => void
}

type Beginning = Pick<Kept, 'founding' | 'charter' | 'members'> & { readonly isFoundedHere: boolean }

/** What another page knows of a cluster. */
interface Known {
  readonly founding: Founding
  readonly charter: string
  readonly nodes: readonly PeerId[]
  readonly entries: readonly Entry[]
  readonly clock: RunClock
}

export class Founder<V extends Vocabulary, Node> {
  readonly #around: FounderOptions<V, Node>
  /** What others take part in. */
  readonly #stands = new Map<PeerId, Stand>()
  #wake: () => void = () => {}
  /** What was kept when this page came: the nodes that lived here go on when it is in their cluster again. */
  #kept: Kept | null = null
  /** Which cluster the store holds disks of. */
  #stored: string | null = null
  /** One change of chapter at a time. */
  #latest: Promise<void> = Promise.resolve()
  #isOpen = false

  constructor(around: FounderOptions<V, Node>) {
    this.#around = around
  }

  open(): Promise<void> {
    return this.#next(async () => {
      const { store, name, settleMs: patienceMs = settleMs } = this.#around.options
      this.#kept = await store.load(name)
      this.#stored = this.#kept?.founding.id ?? null
      this.#around.mail.stand(true)
      if (this.#best() === null) await this.#wait(patienceMs)
      const heard = this.#best()
      const isJoined = heard !== null && (await this.#join(heard.peer))
      if (!isJoined) await this.#beginAlone()
      this.#isOpen = true
    })
  }

  foundAnew(about: Partial<Pick<ClusterOptions<V, Node>, 'charter' | 'nodes'>>): Promise<void> {
    return this.#next(async () => {
      const { founding, charter, members } = this.#around.chapter()!.setting
      await this.#found(founding.generation + 1, { charter, nodes: members, ...about })
    })
  }

  hear(from: PeerId, stand: Stand): void {
    this.#stands.set(from, stand)
    this.#wake()
    const chapter = this.#around.chapter()
    if (chapter === null || stand.founding === null) return
    const order = compareFoundings(stand.founding, chapter.setting.founding)
    if (order === 0) this.#around.mail.settle(chapter, from, stand)
    else if (order > 0)
      this.#around.mail.greet(from) // it will come over
    else if (this.#isOpen) void this.#next(() => this.#goOver())
  }

  forget(peer: PeerId): void {
    this.#stands.delete(peer)
  }

  #next(run: () => Promise<void>): Promise<void> {
    const next = this.#latest.then(run)
    this.#latest = next.catch(() => {})
    return next
  }

  async #goOver(): Promise<void> {
    const best = this.#best()
    const { founding } = this.#around.chapter()!.setting
    if (best !== null && compareFoundings(best.founding, founding) < 0) await this.#join(best.peer)
  }

  /** The cluster that goes on, of all that were heard of, and somebody who takes part in it. */
  #best(): { readonly peer: PeerId; readonly founding: Founding } | null {
    let best: { readonly peer: PeerId; readonly founding: Founding } | null = null
    for (const [peer, { founding }] of this.#stands) {
      if (founding === null || (best !== null && compareFoundings(founding, best.founding) >= 0)) continue
      best = { peer, founding }
    }
    return best
  }

  #wait(ms: number): Promise<void> {
    return new Promise(resolve => {
      const stop = after(ms, resolve)
      this.#wake = () => {
        if (this.#best() === null) return
        stop()
        resolve()
      }
    })
  }

  /** Takes over what somebody knows, and takes part. False where that page was lost on the way. */
  async #join(peer: PeerId): Promise<boolean> {
    let record: Known
    try {
      record = await this.#fetch(peer)
    } catch (error) {
      if (!(error instanceof AskError)) throw error
      this.#around.trouble(peer, `its record could not be had: ${error.message}`)
      return false
    }
    const { founding, charter, nodes, clock, entries } = record
    const chapter = this.#chapter({ founding, charter, members: nodes, isFoundedHere: false }, clock)
    const { store, name } = this.#around.options
    const disks = this.#kept?.founding.id === founding.id ? this.#kept.disks : []
    if (this.#stored !== founding.id) {
      await this.#begin({ founding, charter, members: nodes })
      for (const [node, disk] of disks) await store.keep(name, node, disk)
    }
    this.#turn(chapter)
    chapter.adopt(entries)
    for (const [node, disk] of disks)
      if (this.#around.mail.homeOf(node) === undefined) chapter.houseAgain(node, disk, null)
    this.#around.mail.stand(true)
    return true
  }

  /**
   * Nobody is here, or not yet. What is founded now is no later generation than what is kept: if the others come after all,
   * theirs goes on, and the nodes that lived here go on in it.
   */
  async #beginAlone(): Promise<void> {
    const kept = this.#kept
    if (kept !== null && isWhole(kept)) await this.#resume(kept)
    else await this.#found(kept?.founding.generation ?? 0, this.#around.options)
  }

  async #fetch(peer: PeerId): Promise<Known> {
    const entries: Entry[] = []
    for (;;) {
      const page = await this.#around.channel.ask(peer, { type: 'record', from: entries.length })
      if (page.type !== 'record') throw new AskError('unknown', 'it answered something else')
      entries.push(...page.lines)
      if (!page.isAll && page.lines.length > 0 && entries.length < linesMax) continue
      const { founding, charter, nodes } = page
      return { founding, charter, nodes, entries, clock: await this.#clockOf(peer) }
    }
  }

  /** Of several answers the quickest is the least wrong: its own delay is all that the clocks can be apart. */
  async #clockOf(peer: PeerId): Promise<RunClock> {
    let best = { tookMs: Infinity, originMs: 0 }
    for (let asked = 0; asked < timesAsked; asked++) {
      const askedMs = performance.now()
      const heard = await this.#around.channel.ask(peer, { type: 'time' })
      if (heard.type !== 'time') throw new AskError('unknown', 'it answered something else')
      const tookMs = performance.now() - askedMs
      if (tookMs < best.tookMs) best = { tookMs, originMs: askedMs + tookMs / 2 - heard.nowUs / 1000 }
    }
    return new RunClock(best.originMs)
  }

  /** All of it lived here: it goes on where it stopped. What happened before is not known any more. */
  async #resume(kept: Kept): Promise<void> {
    const chapter = this.#chapter({ ...kept, isFoundedHere: true }, new RunClock())
    this.#turn(chapter)
    for (const [node, disk] of kept.disks) chapter.house(node, disk, null)
    this.#around.mail.stand(true)
  }

  async #found(
    generation: number,
    { charter, nodes }: Pick<ClusterOptions<V, Node>, 'charter' | 'nodes'>,
  ): Promise<void> {
    const founding = { generation, stampMs: Date.now(), id: randomText() }
    const members = namesOf(nodes)
    const chapter = this.#chapter({ founding, charter, members, isFoundedHere: true }, new RunClock())
    await this.#begin({ founding, charter, members })
    this.#turn(chapter)
    for (const node of members) chapter.house(node, null, null)
    this.#around.mail.stand(true)
  }

  /** The store forgets what it held. */
  async #begin(about: Omit<Kept, 'disks'>): Promise<void> {
    const { store, name } = this.#around.options
    await store.begin(name, about)
    this.#stored = about.founding.id
  }

  #chapter(about: Beginning, clock: RunClock): Chapter<V, Node> {
    const { options, mail, placed, trouble } = this.#around
    const { founding, charter, members, isFoundedHere } = about
    const chapter: Chapter<V, Node> = new Chapter<V, Node>({
      name: options.name,
      store: options.store,
      protocol: options.protocol(charter),
      founding,
      charter,
      members,
      isFoundedHere,
      clock,
      outside: {
        carry: (from, to, bytes, cause) => mail.carry(from, to, bytes, cause),
        placed,
        trouble,
        urgent: () => mail.tellLines(chapter),
        pens: () => mail.pens(),
        isAlone: () => mail.others.length === 0,
      },
    })
    return chapter
  }

  #turn(chapter: Chapter<V, Node>): void {
    this.#around.mail.turn()
    this.#around.enter(chapter)
    for (const [peer, stand] of this.#stands) {
      const isHere = stand.founding !== null && compareFoundings(stand.founding, chapter.setting.founding) === 0
      if (isHere) this.#around.mail.settle(chapter, peer, stand)
    }
  }
}

/** Every node's disk is here. */
const isWhole = ({ members, disks }: Kept): boolean => members.every(node => disks.has(node))

// A cluster over the peers of a room: its nodes live on their pages, a few on each where pages are few. One page founds it,
// others join; what happens is told to all, so that every page shows the whole of it.

import type { PeerId, Ticket } from '../../core/ids.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { Protocol, Request, Vocabulary } from '../../core/protocol.ts'
import { largestGroup } from '../../faults/conditions.ts'
import type { Fault } from '../../faults/fault.ts'
import { startClients } from '../../host/clients.ts'
import type { Cluster } from '../../trace/cluster.ts'
import type { Happening } from '../../trace/happening.ts'
import type { Load } from '../../trace/scenario.ts'
import type { Channel } from '../channel.ts'
import type { SomeShapes } from '../channels.ts'
import { after, every } from '../clock.ts'
import { Events } from '../events.ts'
import type { RoomPeer } from '../room-events.ts'
import type { Chapter } from './chapter.ts'
import { Founder } from './founder.ts'
import { Mail } from './mail.ts'
import type { ClusterStore } from './store.ts'
import { type Answer, type Ask, answer, ask, type Founding, type Note, note } from './words.ts'

/** So often what happened is told to the others. */
export const tellEveryMs = 40

/** What a cluster needs of its room. */
export interface ClusterRoom {
  readonly self: PeerId
  readonly peers: ReadonlyMap<PeerId, RoomPeer>
  on(name: 'peer' | 'left', listener: (peer: RoomPeer) => void): () => void
  channel<A, B, N>(name: string, shapes: SomeShapes<A, B, N>): Channel<A, B, N>
  onLeave(farewell: () => Promise<void> | void): void
}

export interface ClusterOptions<V extends Vocabulary, Node> {
  readonly room: ClusterRoom
  /** Pages that say the same name mean the same cluster. */
  readonly name: string
  /** What runs, by the charter of whoever founds the cluster: a text of a page's own. Throws where it cannot be followed. */
  readonly protocol: (charter: string) => Protocol<V, Node>
  readonly charter: string
  /** How many nodes, named `n1` and so on; or their names. */
  readonly nodes: number | readonly PeerId[]
  readonly store: ClusterStore
  /** Gives no node a home: a screen that only shows. */
  readonly isWatching?: boolean
  /** So long a page looks for a cluster to join before it founds one. */
  readonly settleMs?: number
}

export interface ClusterEvents {
  /** The cluster was founded or joined, or another took its place: its record begins anew. */
  founded: Founding
  /** Nodes found other homes, or participants came and went. */
  homes: undefined
  trouble: { readonly about: string; readonly why: string }
}

export class RoomCluster<V extends Vocabulary = any, Node = any> implements Cluster<V, Node> {
  readonly self: PeerId
  readonly #events = new Events<ClusterEvents>()
  readonly #watchers = new Set<(happening: Happening<V>) => void>()
  readonly #mail: Mail<V, Node>
  readonly #founder: Founder<V, Node>
  readonly #stops: (() => void)[]
  #chapter: Chapter<V, Node> | null = null
  #closed: Promise<void> | null = null

  constructor(options: ClusterOptions<V, Node>) {
    const { room, name } = options
    const channel = room.channel<Ask, Answer, Note>(`cluster ${name}`, { ask, answer, note })
    this.self = room.self
    this.#mail = new Mail<V, Node>({
      self: room.self,
      channel,
      isWatching: options.isWatching ?? false,
      chapter: () => this.#chapter,
      store: options.store,
      name,
      changed: () => void this.#events.emit('homes', undefined),
      trouble: (about, why) => this.#trouble(about, why),
      heard: (from, stand) => this.#founder.hear(from, stand),
    })
    this.#founder = new Founder<V, Node>({
      options,
      channel,
      chapter: () => this.#chapter,
      mail: this.#mail,
      enter: chapter => this.#enter(chapter),
      placed: happening => this.#placed(happening),
      trouble: (about, why) => this.#trouble(about, why),
    })
    this.#stops = [
      channel.hear((from, said) => this.#mail.hear(from, said)),
      channel.answer((asked, { from }) => this.#mail.answer(from, asked)),
      room.on('peer', ({ id }) => this.#mail.greet(id)),
      room.on('left', ({ id }) => this.#forget(id)),
      every(tellEveryMs, () => this.#mail.beat()),
    ]
    room.onLeave(() => this.#stop())
  }

  /** Resolves when this page takes part. */
  open(): Promise<void> {
    return this.#founder.open()
  }

  get founding(): Founding {
    return this.#there.setting.founding
  }

  get isFoundedHere(): boolean {
    return this.#there.setting.isFoundedHere
  }

  /** What the founder's page said about the run. */
  get charter(): string {
    return this.#there.setting.charter
  }

  /** The members at the beginning; what became of them the record says. */
  get nodesAtFirst(): readonly PeerId[] {
    return this.#there.setting.members
  }

  get members(): readonly PeerId[] {
    return this.#there.members.all
  }

  get core(): readonly PeerId[] {
    const running = this.members.filter(peer => this.#there.isRunning(peer))
    return largestGroup(running, this.#there.stage.conditions)
  }

  get nowMs(): number {
    return this.#there.setting.clock.nowUs / 1000
  }

  /** All that happened so far, as far as it is known here. */
  get happenings(): readonly Happening<V>[] {
    return this.#there.chronicle.happenings
  }

  /** The record has as many lines as it may have: what happens now happens unseen. */
  get isFull(): boolean {
    return this.#there.chronicle.isFull
  }

  /** On whose page each node lives. A node whose page is gone has no home. */
  get homes(): ReadonlyMap<PeerId, PeerId> {
    return this.#mail.homes()
  }

  /** Everyone who takes part beside this page. */
  get participants(): readonly PeerId[] {
    return this.#mail.others
  }

  node(peer: PeerId): Node | undefined {
    return this.#there.node(peer)
  }

  isHonest(peer: PeerId): boolean {
    return this.#there.isHonest(peer)
  }

  /** A node that lives elsewhere is asked over the room. */
  ask(node: PeerId, request: Request<V>, settled: (outcome: Outcome) => void = () => {}): Ticket {
    return this.#mail.ask(this.#there, node, request, settled)
  }

  /** Gives up waiting: whoever asked learns that nobody can say. The node may still act. */
  giveUp(ticket: Ticket): void {
    this.#there.stage.tickets.giveUp(ticket)
  }

  /** Strikes here and on every other page. In a full record nobody could be told of it, so that it strikes nowhere. */
  inject(fault: Fault): void {
    if (this.isFull) this.#trouble('record', 'it is full, and no fault can be told to all')
    else this.#there.inject(fault)
  }

  /** Clients that live on this page, until it is closed or another cluster takes this one's place. */
  startClients(load: Load<V>): void {
    const there = this.#there
    const isOver = () => this.#chapter !== there || this.#stops.length === 0
    startClients(
      load,
      {
        seed: there.stage.seed,
        get members() {
          return there.members.all
        },
        get nowMs() {
          return there.setting.clock.nowUs / 1000
        },
        ask: (node, request, settled) => this.#mail.ask(there, node, request, settled),
        giveUp: ticket => there.stage.tickets.giveUp(ticket),
        at: (atMs, call) => void after(Math.max(0, atMs - this.nowMs), () => isOver() || call()),
        report: happening => there.stage.report(happening),
      },
      `${there.pen.slice(0, 4)}-`,
    )
  }

  watch(listener: (happening: Happening<V>) => void): () => void {
    this.#watchers.add(listener)
    return () => void this.#watchers.delete(listener)
  }

  on<Name extends keyof ClusterEvents>(name: Name, listener: (event: ClusterEvents[Name]) => void): () => void {
    return this.#events.on(name, listener)
  }

  /** Everyone begins again, with new disks; under another charter, where one is given. */
  foundAnew(
    about: { readonly charter?: string; readonly nodes?: ClusterOptions<V, Node>['nodes'] } = {},
  ): Promise<void> {
    return this.#founder.foundAnew(about)
  }

  /** Its nodes find other homes, where others take part; then this page does so no longer. */
  close(): Promise<void> {
    this.#closed ??= this.#mail.giveAll().then(() => this.#stop())
    return this.#closed
  }

  get #there(): Chapter<V, Node> {
    if (this.#chapter === null) throw new Error('cluster: it is not open yet')
    return this.#chapter
  }

  #enter(chapter: Chapter<V, Node>): void {
    this.#chapter?.close()
    this.#chapter = chapter
    this.#events.emit('founded', chapter.setting.founding)
  }

  #placed(happening: Happening<V>): void {
    for (const watcher of [...this.#watchers]) watcher(happening)
  }

  #forget(peer: PeerId): void {
    this.#founder.forget(peer)
    this.#mail.forget(peer)
  }

  #trouble(about: string, why: string): void {
    this.#events.emit('trouble', { about, why })
  }

  #stop(): void {
    for (const stop of this.#stops.splice(0)) stop()
    this.#chapter?.close()
    this.#events.clear()
    this.#watchers.clear()
  }
}

// A room over any link: who is here, and the ways to speak with them. It knows nothing of browsers, keys or libp2p.

import type { PeerId } from '../core/ids.ts'
import type { Protocol, Vocabulary } from '../core/protocol.ts'
import { AskError, type AskOptions } from './calls.ts'
import type { Channel } from './channel.ts'
import { Channels, type SomeShapes } from './channels.ts'
import { every } from './clock.ts'
import type { RoomCluster } from './cluster/cluster.ts'
import type { ClusterWishes } from './cluster/open-cluster.ts'
import type { Way } from './crossing.ts'
import { Events } from './events.ts'
import type { SendFileOptions } from './file-words.ts'
import { Files } from './files.ts'
import { parsed, written } from './frame.ts'
import { InvitationError } from './invitation.ts'
import type { Invitations } from './invited-link.ts'
import { defaultLimits, type Limits } from './limits.ts'
import type { Link } from './link.ts'
import { Member } from './member.ts'
import type { DirectTrouble } from './negotiation.ts'
import { noPartials, type Partials } from './partials.ts'
import type { RoomEvents, RoomPeer } from './room-events.ts'
import { cutText, nameBytesMax, payloadBytesMax, type RoomFrame, roomFrame } from './room-frame.ts'
import type { StreamOptions } from './streams.ts'

export type { RoomEvents, RoomPeer } from './room-events.ts'

/** A peer that does not answer so many pings is gone: within eight seconds, or later where a hidden tab's clock is slow. */
export const pingEveryMs = 2000
export const unansweredPingsMax = 3

/** What a room can use of a link, where the link can do it. */
export interface RoomLink extends Link {
  way?(peer: PeerId): Way | null
  cut?(peer: PeerId): void
}

export interface RoomOptions {
  readonly link: RoomLink
  readonly name?: string
  /** The same for all who meet here, and nowhere else: what is kept of the room is kept under it. */
  readonly place?: string
  readonly limits?: Partial<Limits>
  /** Where laptops can meet by what people hand to each other. */
  readonly invitations?: Invitations
  /** Where files that are still arriving outlive the page. */
  readonly partials?: Partials
  /** Milliseconds that only rise. */
  readonly now?: () => number
}

export class Room {
  readonly self: PeerId
  readonly name: string
  readonly place: string
  readonly #link: RoomLink
  readonly #limits: Limits
  readonly #now: () => number
  readonly #events = new Events<RoomEvents>()
  readonly #members = new Map<PeerId, Member>()
  readonly #channels: Channels
  readonly #files: Files
  readonly #invitations: Invitations | null
  readonly #closeLink: () => void
  readonly #stopPinging: () => void
  readonly #farewells: (() => Promise<void> | void)[] = []
  #left: Promise<void> | null = null

  constructor({
    link,
    name = '',
    place = '',
    limits = {},
    partials = noPartials,
    invitations,
    now = () => performance.now(),
  }: RoomOptions) {
    this.self = link.self
    this.name = cutText(name, nameBytesMax)
    this.place = place
    this.#link = link
    this.#limits = { ...defaultLimits, ...limits }
    this.#now = now
    this.#invitations = invitations ?? null
    this.#channels = new Channels({
      ask: (to, channel, question, options) => this.#ask(to, channel, question, options),
      tell: async (to, channel, bytes) => this.#member(to)?.send({ type: 'note', channel, bytes: fitting(bytes) }),
      tellAll: (channel, bytes) => this.#sendAll({ type: 'note', channel, bytes: fitting(bytes) }),
    })
    this.#files = new Files({ room: this, partials, offered: offer => this.#events.emit('file', offer) })
    this.#closeLink = link.open({
      receive: (from, bytes) => this.#receive(from, bytes),
      peersChanged: peers => this.#peersChanged(peers),
    })
    this.#stopPinging = every(pingEveryMs, () => this.#pingAll())
  }

  /** Everyone who said hello, by id. */
  get peers(): ReadonlyMap<PeerId, RoomPeer> {
    return new Map([...this.#members].flatMap(([id, { peer }]) => (peer === null ? [] : [[id, peer]])))
  }

  on<Name extends keyof RoomEvents>(name: Name, listener: (event: RoomEvents[Name]) => void): () => void {
    return this.#events.on(name, listener)
  }

  /** Resolves when the peer can take more, not when it has heard. To a peer that is not here, it vanishes. */
  async send(to: PeerId, bytes: Uint8Array): Promise<void> {
    await this.#member(to)?.send({ type: 'message', bytes: fitting(bytes) })
  }

  /** To everyone here, once each. Resolves when the slowest can take more. */
  async broadcast(bytes: Uint8Array): Promise<void> {
    await this.#sendAll({ type: 'broadcast', bytes: fitting(bytes) })
  }

  /** What is said of one kind: questions with answers, and words that want none. Without shapes, bytes. */
  channel<Ask = Uint8Array, Answer = Uint8Array, Note = Uint8Array>(
    name: string,
    shapes: SomeShapes<Ask, Answer, Note> = {},
  ): Channel<Ask, Answer, Note> {
    return this.#channels.open(name, shapes)
  }

  /** A flow to one peer, at the pace at which it reads: `file.stream().pipeTo(room.stream(peer, { name }))`. */
  stream(to: PeerId, options: StreamOptions): WritableStream<Uint8Array> {
    const member = this.#member(to)
    if (member === undefined) throw new AskError('refused', `${to} is not in the room`)
    return member.streams.open({ ...options, name: cutText(options.name, nameBytesMax) })
  }

  /** Resolves when the peer has every byte and has checked it. A peer that comes back goes on where it stopped. */
  sendFile(to: PeerId, file: Blob, options?: SendFileOptions): Promise<void> {
    return this.#files.send(to, file, options)
  }

  /** The same protocol on everyone's page: its nodes live with those who are here. */
  async cluster<V extends Vocabulary, Node>(
    protocol: Protocol<V, Node>,
    wishes?: ClusterWishes,
  ): Promise<RoomCluster<V, Node>> {
    const { clusterOf } = await import('./cluster/open-cluster.ts')
    return await clusterOf(this, protocol, wishes)
  }

  /** A text, or QR code, for one laptop that no server connects to this one. It holds no password. */
  async invite(): Promise<string> {
    return await this.#byHand().invite()
  }

  /** Takes what was handed over. Of an invitation, the answer to hand back; of an answer, null once both are connected. */
  async accept(text: string): Promise<string | null> {
    return await this.#byHand().accept(text)
  }

  #byHand(): Invitations {
    if (this.#invitations === null) throw new InvitationError('noWay', 'this room has no link for invitations')
    return this.#invitations
  }

  /** Run when the room is left, last added first. */
  onLeave(farewell: () => Promise<void> | void): void {
    this.#farewells.unshift(farewell)
  }

  leave(): Promise<void> {
    this.#left ??= this.#leave()
    return this.#left
  }

  async #leave(): Promise<void> {
    this.#stopPinging()
    this.#files.close('this peer left the room')
    for (const member of this.#members.values()) member.close('this peer left the room')
    this.#members.clear()
    this.#closeLink()
    this.#events.clear()
    for (const farewell of this.#farewells) await farewell()
  }

  /** Nothing more is heard of a peer that breaks the rules, those of what is said on a channel included. */
  cutOff(peer: PeerId, why: string): void {
    this.#forget(peer, why)
    this.#link.cut?.(peer)
    this.#events.emit('cutOff', { peer, why })
  }

  /** Tells of what was tried in vain. */
  report(about: string, why: string, trouble: DirectTrouble | null = null): void {
    this.#events.emit('trouble', { about, why, trouble })
  }

  /** Tells whether the browser has a network. */
  networkChanged(isOnline: boolean): void {
    this.#events.emit('network', { isOnline })
  }

  /** Tells how a relay is doing. */
  relayChanged(url: string, trouble: string | null): void {
    this.#events.emit('relay', { url, isJoined: trouble === null, trouble })
  }

  /** A member that said hello: nobody else is spoken with. */
  #member(id: PeerId): Member | undefined {
    const member = this.#members.get(id)
    return member?.peer ? member : undefined
  }

  async #ask(to: PeerId, channel: string, question: Uint8Array, options: AskOptions): Promise<Uint8Array> {
    const member = this.#member(to)
    if (member === undefined) throw new AskError('refused', `${to} is not in the room`)
    return await member.calls.ask(channel, question, options)
  }

  async #sendAll(frame: RoomFrame): Promise<void> {
    const bytes = written(roomFrame, frame)
    const present = [...this.#members.values()].filter(({ peer }) => peer !== null)
    await Promise.all(present.map(member => member.sendWritten(bytes)))
  }

  #peersChanged(peers: readonly PeerId[]): void {
    for (const id of [...this.#members.keys()]) if (!peers.includes(id)) this.#forget(id, 'it left')
    for (const id of peers) {
      const member = this.#members.get(id)
      if (member === undefined) this.#greet(id)
      else if (member.wayChanged()) this.#events.emit('changed', member.peer!)
    }
  }

  #greet(id: PeerId): Member {
    const member = new Member({
      id,
      limits: this.#limits,
      now: this.#now,
      way: () => this.#link.way?.(id) ?? 'link',
      send: bytes => this.#link.send(id, bytes),
      answererOf: channel => {
        const answerer = this.#channels.answererOf(channel)
        return answerer && ((ask, signal) => answerer(id, ask, signal))
      },
      streamOpened: stream => this.#events.emit('stream', { from: id, ...stream }),
    })
    this.#members.set(id, member)
    void member.send({ type: 'hello', name: this.name, isAsking: true })
    return member
  }

  #forget(id: PeerId, why: string): void {
    const member = this.#members.get(id)
    this.#members.delete(id)
    member?.close(`the connection to ${id} was lost: ${why}`)
    if (member?.peer) this.#events.emit('left', member.peer)
  }

  #receive(from: PeerId, bytes: Uint8Array): void {
    const member = this.#members.get(from) ?? this.#greet(from)
    const frame = parsed(roomFrame, bytes, 'room')
    const broken = member.meter(bytes.length, frame !== null)
    if (broken !== null) return this.cutOff(from, broken)
    if (frame === null) return // counted by the meter
    if (frame.type === 'hello') return this.#hearHello(member, frame)
    if (member.peer === null) return // it speaks before it says who it is
    if (frame.type === 'message') this.#events.emit('message', { from, bytes: frame.bytes })
    else if (frame.type === 'broadcast') this.#events.emit('broadcast', { from, bytes: frame.bytes })
    else if (frame.type === 'note') this.#channels.hear(from, frame.channel, frame.bytes)
    else if (member.receive(frame)) this.#events.emit('changed', member.peer)
  }

  #hearHello(member: Member, { name, isAsking }: Extract<RoomFrame, { type: 'hello' }>): void {
    const isNew = member.peer === null
    // It asks again: it lost us and found us, while we noticed nothing. What was under way is lost for it.
    if (isAsking && member.wasAsked) member.close('the other side lost the connection')
    member.wasAsked ||= isAsking
    member.introduce(name)
    if (isAsking) void member.send({ type: 'hello', name: this.name, isAsking: false })
    if (isNew) this.#events.emit('peer', member.peer!)
  }

  #pingAll(): void {
    for (const [id, member] of this.#members) {
      if (member.unansweredPings < unansweredPingsMax) member.ping()
      else if (member.peer !== null) {
        this.#forget(id, `it did not answer ${unansweredPingsMax} pings`)
        this.#greet(id) // the link still holds it: it may only sleep
      } else void member.send({ type: 'hello', name: this.name, isAsking: true })
    }
  }
}

function fitting(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= payloadBytesMax) return bytes
  throw new RangeError(`message: expected at most ${payloadBytesMax} bytes, got ${bytes.length}; use a stream`)
}

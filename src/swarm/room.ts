// A room over any link: who is here, and the ways to speak with them. It knows nothing of browsers, keys or libp2p.

import type { PeerId } from '../core/ids.ts'
import type { Protocol, Vocabulary } from '../core/protocol.ts'
import { AskError, type AskOptions } from './calls.ts'
import type { Channel } from './channel.ts'
import { Channels, type SomeShapes } from './channels.ts'
import type { RoomCluster } from './cluster/cluster.ts'
import type { ClusterWishes } from './cluster/open-cluster.ts'
import { Events } from './events.ts'
import type { OpenGossip } from './everyone.ts'
import type { SendFileOptions } from './file-words.ts'
import { Files } from './files.ts'
import { InvitationError } from './invitation.ts'
import type { Invitations } from './invited-link.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { Lookup } from './lookup.ts'
import type { Member } from './member.ts'
import type { DirectTrouble } from './negotiation.ts'
import { noPartials, type Partials } from './partials.ts'
import type { RoomEvents, RoomPeer } from './room-events.ts'
import { cutText, nameBytesMax, payloadBytesMax } from './room-frame.ts'
import { type RoomLink, Roster, type RosterOptions } from './roster.ts'
import type { StreamOptions } from './streams.ts'

export type { RoomEvents, RoomPeer } from './room-events.ts'
export { pingEveryMs, type RoomLink, unansweredPingsMax } from './roster.ts'

export interface RoomOptions {
  readonly link: RoomLink
  readonly name?: string
  /** The same for all who meet here, and nowhere else: what is kept of the room is kept under it. */
  readonly place?: string
  readonly limits?: Partial<Limits>
  /** What passes words on where the room is too large for links to everyone. */
  readonly openGossip?: OpenGossip
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
  /** Values that everyone here keeps a part of, each found by its key. */
  readonly lookup: Lookup
  readonly #events = new Events<RoomEvents>()
  readonly #roster: Roster
  readonly #channels: Channels
  readonly #files: Files
  readonly #invitations: Invitations | null
  readonly #farewells: (() => Promise<void> | void)[] = []
  #left: Promise<void> | null = null

  constructor({
    link,
    name = '',
    place = '',
    limits = {},
    partials = noPartials,
    invitations,
    openGossip,
    now = () => performance.now(),
  }: RoomOptions) {
    this.self = link.self
    this.name = cutText(name, nameBytesMax)
    this.place = place
    this.#invitations = invitations ?? null
    this.#channels = new Channels({
      ask: (to, channel, question, options) => this.#ask(to, channel, question, options),
      tell: async (to, channel, bytes) => this.#member(to)?.send({ type: 'note', channel, bytes: fitting(bytes) }),
      tellAll: async (channel, bytes) =>
        await this.#roster.sayToAll({ type: 'announce', channel, bytes: fitting(bytes) }),
    })
    this.#files = new Files({ room: this, partials, offered: offer => this.#events.emit('file', offer) })
    this.lookup = new Lookup(this)
    this.#roster = new Roster({
      link,
      name: this.name,
      limits: { ...defaultLimits, ...limits },
      now,
      openGossip: openGossip ?? null,
      came: peer => this.#events.emit('peer', peer),
      changed: peer => this.#events.emit('changed', peer),
      left: peer => this.#events.emit('left', peer),
      brokeLimit: (peer, why) => this.cutOff(peer, why),
      failed: (about, why) => this.report(about, why),
      said: (from, frame) => this.#hear(from, frame),
      answererOf: (peer, channel) => {
        const answerer = this.#channels.answererOf(channel)
        return answerer && ((ask, signal) => answerer(peer, ask, signal))
      },
      streamOpened: (from, stream) => this.#events.emit('stream', { from, ...stream }),
    })
  }

  /** Everyone who said hello, by id. */
  get peers(): ReadonlyMap<PeerId, RoomPeer> {
    return this.#roster.peers()
  }

  on<Name extends keyof RoomEvents>(name: Name, listener: (event: RoomEvents[Name]) => void): () => void {
    return this.#events.on(name, listener)
  }

  /** Resolves when the peer can take more, not when it has heard. To a peer that is not here, it vanishes. */
  async send(to: PeerId, bytes: Uint8Array): Promise<void> {
    await this.#member(to)?.send({ type: 'message', bytes: fitting(bytes) })
  }

  /** To everyone here, once each. Resolves when the slowest of those it goes to first can take more. */
  async broadcast(bytes: Uint8Array): Promise<void> {
    await this.#roster.sayToAll({ type: 'broadcast', bytes: fitting(bytes) })
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
    this.#files.close('this peer left the room')
    const closed = this.#roster.close('this peer left the room')
    this.#events.clear()
    await closed
    for (const farewell of this.#farewells) await farewell()
  }

  /** Nothing more is heard of a peer that breaks the rules, those of what is said on a channel included. */
  cutOff(peer: PeerId, why: string): void {
    this.#roster.cutOff(peer, why)
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

  #member(id: PeerId): Member | undefined {
    return this.#roster.member(id)
  }

  async #ask(to: PeerId, channel: string, question: Uint8Array, options: AskOptions): Promise<Uint8Array> {
    const member = this.#member(to)
    if (member === undefined) throw new AskError('refused', `${to} is not in the room`)
    return await member.calls.ask(channel, question, options)
  }

  #hear(from: PeerId, frame: Parameters<RosterOptions['said']>[1]): void {
    if (frame.type === 'message') this.#events.emit('message', { from, bytes: frame.bytes })
    else if (frame.type === 'broadcast') this.#events.emit('broadcast', { from, bytes: frame.bytes })
    else if (frame.type === 'note' || frame.type === 'announce') this.#channels.hear(from, frame.channel, frame.bytes)
  }
}

function fitting(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= payloadBytesMax) return bytes
  throw new RangeError(`message: expected at most ${payloadBytesMax} bytes, got ${bytes.length}; use a stream`)
}

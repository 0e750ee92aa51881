// Who is in a room: those linked with this peer, by their hellos and pings; those who are not, by what they say to everyone.

import type { PeerId } from '../core/ids.ts'
import type { Answerer } from './calls.ts'
import { every } from './clock.ts'
import type { Way } from './crossing.ts'
import { Everyone, isSaidToAll, type OpenGossip, type SaidToAll, type WordToAll } from './everyone.ts'
import { parsed } from './frame.ts'
import type { Limits } from './limits.ts'
import { type Link, linkPeersMax } from './link.ts'
import { Member } from './member.ts'
import type { RoomPeer } from './room-events.ts'
import { type RoomFrame, roomFrame } from './room-frame.ts'
import type { IncomingStream } from './streams.ts'

/** A peer that does not answer so many pings is gone: within eight seconds, or later where a hidden tab's clock is slow. */
export const pingEveryMs = 2000
export const unansweredPingsMax = 3

/** What a room can use of a link, where the link can do it. */
export interface RoomLink extends Link {
  way?(peer: PeerId): Way | null
  cut?(peer: PeerId): void
  /** Those met that are left to others: there is no link to them. */
  beyond?(): readonly PeerId[]
  /** Links with a peer for as long as it is spoken with; false where that cannot be. */
  want?(peer: PeerId): boolean
}

export interface RosterOptions {
  readonly link: RoomLink
  readonly name: string
  readonly limits: Limits
  readonly now: () => number
  readonly openGossip: OpenGossip | null
  readonly came: (peer: RoomPeer) => void
  readonly changed: (peer: RoomPeer) => void
  readonly left: (peer: RoomPeer) => void
  readonly brokeLimit: (peer: PeerId, why: string) => void
  readonly failed: (about: string, why: string) => void
  readonly said: (from: PeerId, frame: SaidToAll | Extract<RoomFrame, { type: 'message' | 'note' }>) => void
  readonly answererOf: (peer: PeerId, channel: string) => Answerer | undefined
  readonly streamOpened: (from: PeerId, stream: IncomingStream) => void
}

export class Roster {
  readonly #options: RosterOptions
  readonly #link: RoomLink
  readonly #members = new Map<PeerId, Member>()
  readonly #everyone: Everyone
  /** Who was cut off is not heard through others either. */
  readonly #cut = new Set<PeerId>()
  readonly #closeLink: () => void
  readonly #stopPinging: () => void
  #pingedMs = Number.NEGATIVE_INFINITY

  constructor(options: RosterOptions) {
    this.#options = options
    const { link, name, now, openGossip } = options
    this.#link = link
    this.#everyone = new Everyone({
      self: link.self,
      name,
      now,
      openGossip,
      send: (to, bytes) => link.send(to, bytes),
      accepts: (author, length) => this.#accepts(author, length),
      heard: (author, said) => this.#hearSaid(author, said),
      gone: peer => this.#forget(peer, 'it was silent'),
      failed: why => options.failed('gossip', why),
    })
    this.#closeLink = link.open({
      receive: (from, bytes) => this.#receive(from, bytes),
      peersChanged: peers => this.#linksChanged(peers),
    })
    this.#stopPinging = every(pingEveryMs, () => this.#pingAll())
  }

  /** Everyone who said who they are, by id. */
  peers(): ReadonlyMap<PeerId, RoomPeer> {
    return new Map([...this.#members].flatMap(([id, { peer }]) => (peer === null ? [] : [[id, peer]])))
  }

  /** One who said who it is: nobody else is spoken with. */
  member(id: PeerId): Member | undefined {
    const member = this.#members.get(id)
    return member?.peer ? member : undefined
  }

  sayToAll(word: WordToAll): Promise<void> | undefined {
    return this.#everyone.say(word)
  }

  cutOff(peer: PeerId, why: string): void {
    if (this.#cut.size === linkPeersMax) this.#cut.clear()
    this.#cut.add(peer)
    this.#forget(peer, why)
    this.#link.cut?.(peer)
  }

  close(why: string): Promise<void> {
    this.#stopPinging()
    for (const member of this.#members.values()) member.close(why)
    this.#members.clear()
    this.#closeLink()
    return this.#everyone.close()
  }

  #linksChanged(linked: readonly PeerId[]): void {
    this.#everyone.beyondIs(this.#link.beyond?.() ?? [])
    for (const [id, member] of [...this.#members]) if (member.isLinked && !linked.includes(id)) this.#unlink(id, member)
    for (const id of linked) {
      const member = this.#members.get(id) ?? this.#add(id)
      if (!member.isLinked) {
        member.link()
        if (member.peer !== null) this.#options.changed(member.peer)
      } else if (member.wayChanged()) this.#options.changed(member.peer!)
    }
  }

  #add(id: PeerId): Member {
    const { link, name, limits, now, answererOf, streamOpened, failed } = this.#options
    const member = new Member({
      id,
      ownName: name,
      limits,
      now,
      way: () => link.way?.(id) ?? 'link',
      send: bytes => link.send(id, bytes),
      want: () => link.want?.(id) ?? true,
      gaveUp: why => failed(id, why),
      answererOf: channel => answererOf(id, channel),
      streamOpened: stream => streamOpened(id, stream),
    })
    this.#members.set(id, member)
    return member
  }

  #unlink(id: PeerId, member: Member): void {
    if (!this.#everyone.unlinked(id) || member.peer === null) return this.#forget(id, 'it left')
    member.unlink(`the link to ${id} was lost`)
    this.#options.changed(member.peer)
  }

  #forget(id: PeerId, why: string): void {
    const member = this.#members.get(id)
    if (member?.isLinked) this.#everyone.unlinked(id)
    this.#everyone.forget(id)
    this.#members.delete(id)
    member?.close(`the connection to ${id} was lost: ${why}`)
    if (member?.peer) this.#options.left(member.peer)
  }

  #receive(from: PeerId, bytes: Uint8Array): void {
    const member = this.#members.get(from) ?? this.#add(from)
    if (!member.isLinked) member.link() // it speaks before the link says that it is up
    const frame = parsed(roomFrame, bytes, 'room')
    const broken = member.meter(bytes.length, frame !== null)
    if (broken !== null) return this.#options.brokeLimit(from, broken)
    if (frame === null) return // counted by the meter
    if (frame.type === 'hello') return this.#hearHello(from, member, frame)
    if (!member.hasSaidHello) return // it speaks before it says who it is
    if (isSaidToAll(frame)) this.#everyone.hear(from, frame)
    else if (frame.type === 'gossip') this.#everyone.receive(from, frame)
    else if (frame.type === 'message' || frame.type === 'note') this.#options.said(from, frame)
    else if (member.receive(frame)) this.#options.changed(member.peer!)
  }

  #hearHello(from: PeerId, member: Member, { name, isAsking }: Extract<RoomFrame, { type: 'hello' }>): void {
    const isNew = member.peer === null
    if (member.hearHello(name, isAsking)) this.#everyone.linked(from)
    if (isNew) this.#options.came(member.peer!)
  }

  #accepts(author: PeerId, length: number): boolean {
    if (this.#cut.has(author)) return false
    const member = this.#members.get(author)
    if (member === undefined) return this.#members.size < linkPeersMax
    const broken = member.meter(length, true)
    if (broken !== null) this.#options.brokeLimit(author, broken)
    return broken === null
  }

  #hearSaid(author: PeerId, said: SaidToAll): void {
    const member = this.#members.get(author) ?? this.#add(author)
    const isNew = member.peer === null
    member.introduce(said.name)
    if (isNew) this.#options.came(member.peer!)
    this.#options.said(author, said)
  }

  /** A page that was busy hears all its late rings at once, before the answers: only the first of them counts. */
  #pingAll(): void {
    const nowMs = this.#options.now()
    if (nowMs - this.#pingedMs < pingEveryMs / 2) return
    this.#pingedMs = nowMs
    for (const [id, member] of this.#members) {
      if (!member.isLinked) continue
      if (member.unansweredPings === unansweredPingsMax - 1) this.#everyone.suspect(id)
      if (member.unansweredPings < unansweredPingsMax) member.ping()
      else if (member.peer !== null) {
        this.#forget(id, `it did not answer ${unansweredPingsMax} pings`)
        this.#add(id).link() // the link still holds it: it may only sleep
      } else member.askAgain()
    }
  }
}

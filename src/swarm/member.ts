// One other member of a room, as this member sees it: who it is, how far away, what is under way with it.

import type { PeerId } from '../core/ids.ts'
import { type Answerer, Calls } from './calls.ts'
import type { Way } from './crossing.ts'
import { written } from './frame.ts'
import { Bucket, type Limits } from './limits.ts'
import { Outbox } from './outbox.ts'
import type { RoomPeer } from './room-events.ts'
import { type RoomFrame, roomFrame } from './room-frame.ts'
import { type IncomingStream, Streams } from './streams.ts'

/** How a member is reached that has no link: what is said to it makes one. */
export const throughOthers: Way = 'others'

export interface MemberOptions {
  readonly id: PeerId
  /** The name of this peer, as it says it. */
  readonly ownName: string
  readonly limits: Limits
  readonly now: () => number
  readonly way: () => Way
  readonly send: (bytes: Uint8Array) => Promise<void> | undefined
  /** Keeps a link to it while it is spoken with; false where there can be none. */
  readonly want: () => boolean
  /** What waited for a link was given up. */
  readonly gaveUp: (why: string) => void
  readonly answererOf: (channel: string) => Answerer | undefined
  readonly streamOpened: (stream: IncomingStream) => void
}

export class Member {
  readonly calls: Calls
  readonly streams: Streams
  /** Null until it said who it is. */
  peer: RoomPeer | null = null
  isLinked = false
  /** Over the link that it has now. */
  hasSaidHello = false
  #wasAsked = false
  readonly #options: MemberOptions
  readonly #messages: Bucket
  readonly #bytes: Bucket
  readonly #outbox: Outbox
  #malformed = 0
  #pings = 0
  #pongs = 0
  #pingedMs = 0

  constructor(options: MemberOptions) {
    this.#options = options
    const { limits, now, answererOf } = options
    const nowMs = now()
    this.#messages = new Bucket({ perSecond: limits.messagesPerSecondMax, atOnce: limits.messagesAtOnceMax, nowMs })
    this.#bytes = new Bucket({ perSecond: limits.bytesPerSecondMax, atOnce: limits.bytesAtOnceMax, nowMs })
    this.#outbox = new Outbox(why => {
      this.close(why)
      options.gaveUp(why)
    })
    const send = (frame: RoomFrame) => this.send(frame)
    this.calls = new Calls({ send, answererOf, asksAtOnceMax: limits.asksAtOnceMax })
    this.streams = new Streams({
      send,
      opened: options.streamOpened,
      streamsAtOnceMax: limits.streamsAtOnceMax,
      windowBytes: limits.streamWindowBytes,
    })
  }

  /** Says something that is meant for this member: without a link, it waits until there is one. */
  send(frame: RoomFrame): Promise<void> | undefined {
    const canBeLinked = this.#options.want()
    const bytes = written(roomFrame, frame)
    if (this.isLinked) return this.#options.send(bytes)
    const held = this.#outbox.hold(bytes)
    if (!canBeLinked) queueMicrotask(() => this.#outbox.giveUp('there is no way to it, or too many are spoken with'))
    return held
  }

  /** A link to it is up: says hello, and what waited. */
  link(): void {
    this.isLinked = true
    this.#say({ type: 'hello', name: this.#options.ownName, isAsking: true })
    this.#outbox.flush(bytes => this.#options.send(bytes))
  }

  /** The link is gone, the member may not be: what was under way is lost. */
  unlink(why: string): void {
    this.isLinked = false
    this.hasSaidHello = false
    this.#wasAsked = false
    this.#pings = 0
    this.#pongs = 0
    this.close(why)
    if (this.peer !== null) this.peer = { ...this.peer, way: throughOthers, roundTripMs: null }
  }

  /** Returns whether what was under way before is lost: the other side asks again, as one that lost us and found us. */
  hearHello(name: string, isAsking: boolean): boolean {
    const isAgain = isAsking && this.#wasAsked
    if (isAgain) this.close('the other side lost the connection')
    this.#wasAsked ||= isAsking
    const isFirst = !this.hasSaidHello
    this.hasSaidHello = true
    this.introduce(name)
    if (isFirst) this.ping()
    if (isAsking) this.#say({ type: 'hello', name: this.#options.ownName, isAsking: false })
    return isAgain || isFirst
  }

  /** It is linked and does not say who it is. */
  askAgain(): void {
    this.#say({ type: 'hello', name: this.#options.ownName, isAsking: true })
  }

  /** Counts a frame; returns which limit it breaks, or null. */
  meter(length: number, isWellFormed: boolean): string | null {
    const { limits, now } = this.#options
    const nowMs = now()
    if (!this.#messages.take(1, nowMs)) return `more than ${limits.messagesPerSecondMax} messages a second`
    if (!this.#bytes.take(length, nowMs)) return `more than ${limits.bytesPerSecondMax} bytes a second`
    if (!isWellFormed && ++this.#malformed > limits.malformedMax)
      return `more than ${limits.malformedMax} malformed frames`
    return null
  }

  introduce(name: string): void {
    const { id, now } = this.#options
    if (this.peer !== null) return // it says who it is once
    this.peer = { id, name, way: this.#way, roundTripMs: null, sinceMs: now() }
  }

  wayChanged(): boolean {
    const way = this.#way
    if (this.peer === null || this.peer.way === way) return false
    this.peer = { ...this.peer, way }
    return true
  }

  /** Returns whether the frame changed what is known of the peer. */
  receive(frame: RoomFrame): boolean {
    if (frame.type === 'ping') this.#say({ type: 'pong', number: frame.number })
    else if (frame.type === 'pong') return this.#hearPong(frame.number)
    else {
      this.#options.want() // it speaks with us
      this.calls.receive(frame)
      this.streams.receive(frame)
    }
    return false
  }

  get unansweredPings(): number {
    return this.#pings - this.#pongs
  }

  ping(): void {
    this.#pingedMs = this.#options.now()
    this.#say({ type: 'ping', number: ++this.#pings })
  }

  /** The connection was lost: ends what is under way. */
  close(why: string): void {
    this.calls.close(why)
    this.streams.close(why)
    this.#outbox.clear()
  }

  get #way(): Way {
    return this.isLinked ? this.#options.way() : throughOthers
  }

  #say(frame: RoomFrame): void {
    void this.#options.send(written(roomFrame, frame))
  }

  #hearPong(number: number): boolean {
    if (number !== this.#pings || number === this.#pongs) return false // late, doubled, or made up
    this.#pongs = number
    this.peer = { ...this.peer!, roundTripMs: this.#options.now() - this.#pingedMs }
    return true
  }
}

// One other member of a room, as this member sees it: who it is, how far away, what is under way with it.

import type { PeerId } from '../core/ids.ts'
import { type Answerer, Calls } from './calls.ts'
import type { Way } from './crossing.ts'
import { written } from './frame.ts'
import { Bucket, type Limits } from './limits.ts'
import type { RoomPeer } from './room.ts'
import { type RoomFrame, roomFrame } from './room-frame.ts'
import { type IncomingStream, Streams } from './streams.ts'

export interface MemberOptions {
  readonly id: PeerId
  readonly limits: Limits
  readonly now: () => number
  readonly way: () => Way
  readonly send: (bytes: Uint8Array) => Promise<void> | undefined
  readonly answererOf: (channel: string) => Answerer | undefined
  readonly streamOpened: (stream: IncomingStream) => void
}

export class Member {
  readonly calls: Calls
  readonly streams: Streams
  /** Null until it said hello. */
  peer: RoomPeer | null = null
  /** It has said a hello that asks. */
  wasAsked = false
  readonly #options: MemberOptions
  readonly #messages: Bucket
  readonly #bytes: Bucket
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
    const send = (frame: RoomFrame) => this.send(frame)
    this.calls = new Calls({ send, answererOf, asksAtOnceMax: limits.asksAtOnceMax })
    this.streams = new Streams({
      send,
      opened: options.streamOpened,
      streamsAtOnceMax: limits.streamsAtOnceMax,
      windowBytes: limits.streamWindowBytes,
    })
  }

  send(frame: RoomFrame): Promise<void> | undefined {
    return this.sendWritten(written(roomFrame, frame))
  }

  sendWritten(bytes: Uint8Array): Promise<void> | undefined {
    return this.#options.send(bytes)
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
    const { id, way, now } = this.#options
    if (this.peer !== null) return // it says who it is once
    this.peer = { id, name, way: way(), roundTripMs: null, sinceMs: now() }
    this.ping()
  }

  wayChanged(): boolean {
    const way = this.#options.way()
    if (this.peer === null || this.peer.way === way) return false
    this.peer = { ...this.peer, way }
    return true
  }

  /** Returns whether the frame changed what is known of the peer. */
  receive(frame: RoomFrame): boolean {
    if (frame.type === 'ping') void this.send({ type: 'pong', number: frame.number })
    else if (frame.type === 'pong') return this.#hearPong(frame.number)
    else {
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
    void this.send({ type: 'ping', number: ++this.#pings })
  }

  /** The connection was lost: ends what is under way. */
  close(why: string): void {
    this.calls.close(why)
    this.streams.close(why)
  }

  #hearPong(number: number): boolean {
    if (number !== this.#pings || number === this.#pongs) return false // late, doubled, or made up
    this.#pongs = number
    this.peer = { ...this.peer!, roundTripMs: this.#options.now() - this.#pingedMs }
    return true
  }
}

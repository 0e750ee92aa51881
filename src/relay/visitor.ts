// One member of one room, at the relay: reads its frames, keeps it within its limits, and passes on what it may pass on.

import type { Connection, Stream, StreamMessageEvent } from '@libp2p/interface'
import { toHex } from '../core/bytes.ts'
import { type PeerId, peerId } from '../core/ids.ts'
import { parsed, written } from '../swarm/frame.ts'
import { Bucket } from '../swarm/limits.ts'
import { Deframer, framed } from '../swarm/message-framing.ts'
import {
  type FromRelay,
  fromRelay,
  placeBytes,
  relayFrameBytesMax,
  type ToRelay,
  toRelay,
} from '../swarm/relay-frame.ts'
import { resume } from '../swarm/resume.ts'
import type { Hall, Seat } from './hall.ts'
import type { RelayLimits } from './limits.ts'
import type { Metrics } from './metrics.ts'

export interface VisitorOptions {
  readonly stream: Stream
  readonly connection: Connection
  readonly hall: Hall
  readonly limits: RelayLimits
  readonly metrics: Metrics
}

export class Visitor implements Seat {
  readonly peer: PeerId
  readonly #options: VisitorOptions
  readonly #deframer = new Deframer(relayFrameBytesMax)
  readonly #bytes: Bucket
  readonly #messages: Bucket
  #place: string | null = null
  #leave: (() => void) | null = null
  readonly #joinTimer: ReturnType<typeof setTimeout>

  constructor(options: VisitorOptions) {
    this.#options = options
    const { stream, connection, limits } = options
    const nowMs = performance.now()
    this.peer = peerId(connection.remotePeer.toString())
    this.#bytes = new Bucket({ perSecond: limits.bytesPerSecondMax, atOnce: limits.bytesAtOnceMax, nowMs })
    this.#messages = new Bucket({ perSecond: limits.messagesPerSecondMax, atOnce: limits.messagesAtOnceMax, nowMs })
    this.#joinTimer = setTimeout(() => this.#end('it joined no room'), limits.joinWithinMs)
    stream.addEventListener('close', () => this.#gone())
    stream.addEventListener('remoteCloseWrite', () => this.#end('it left'))
    stream.addEventListener('message', this.#receive)
  }

  send(said: FromRelay): Promise<void> | undefined {
    const { stream } = this.#options
    if (stream.writeStatus !== 'writable') return // it is leaving
    if (stream.send(framed(written(fromRelay, said)))) return
    return this.#drained()
  }

  replaced(): void {
    this.#end('it came back on another connection')
  }

  /** Waits until the member has read, but not for ever. */
  async #drained(): Promise<void> {
    const { stream, limits, metrics } = this.#options
    try {
      await stream.onDrain({ signal: AbortSignal.timeout(limits.slowReaderMs) })
    } catch {
      if (stream.status !== 'open') return // it left while we waited
      metrics.count('slow_readers_total')
      this.#end('it does not read')
    }
  }

  readonly #receive = (event: StreamMessageEvent): void => {
    try {
      for (const message of this.#deframer.push(event.data)) this.#hear(message)
    } catch (error) {
      this.#options.metrics.count('malformed_total')
      this.#end((error as Error).message)
    }
  }

  #hear(message: Uint8Array): void {
    const { metrics } = this.#options
    const said = parsed(toRelay, message, 'relay')
    if (said === null) {
      metrics.count('malformed_total')
      return this.#end('it says what it should not')
    }
    if (said.type === 'join') this.#join(said.place)
    else if (this.#place !== null) this.#passOn(this.#place, said)
    this.#keepPace(message.length)
  }

  #join(place: Uint8Array): void {
    const { hall, metrics } = this.#options
    const leave = this.#place === null && place.length === placeBytes ? hall.join(toHex(place), this) : null
    metrics.count(leave === null ? 'joins_refused_total' : 'joins_total')
    if (leave === null) return this.#end('no room, or a second one on the same stream')
    clearTimeout(this.#joinTimer)
    this.#place = toHex(place)
    this.#leave = leave
  }

  #passOn(place: string, { to, bytes }: Extract<ToRelay, { type: 'message' }>): void {
    const { hall, metrics } = this.#options
    const seat = hall.seatOf(place, to)
    if (seat === null || seat === this) return metrics.count('messages_dropped_total')
    metrics.count('messages_total')
    metrics.count('bytes_total', bytes.length)
    const wait = seat.send({ type: 'message', from: this.peer, bytes })
    if (wait !== undefined) this.#holdUntil(wait)
  }

  /** A sender above its rate waits as long as its surplus lasts: the muxer's window holds it back. */
  #keepPace(length: number): void {
    const nowMs = performance.now()
    const isWithin = [this.#bytes.take(length, nowMs), this.#messages.take(1, nowMs)].every(Boolean)
    if (isWithin) return
    const { limits, metrics } = this.#options
    metrics.count('slowed_total')
    const surplusMs = Math.max((length / limits.bytesPerSecondMax) * 1000, 1000 / limits.messagesPerSecondMax, 1)
    this.#holdUntil(new Promise(resolve => setTimeout(resolve, surplusMs)))
  }

  #holds = 0
  #holdUntil(wait: Promise<void>): void {
    const { stream } = this.#options
    if (this.#holds++ === 0 && stream.readStatus === 'readable') stream.pause()
    void wait.then(() => {
      if (--this.#holds === 0) resume(stream)
    })
  }

  #end(why: string): void {
    this.#gone()
    const { stream } = this.#options
    if (stream.status === 'open') stream.abort(new Error(why))
  }

  #gone(): void {
    clearTimeout(this.#joinTimer)
    this.#leave?.()
    this.#leave = null
  }
}

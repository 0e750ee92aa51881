// One libp2p stream on which two peers of a link speak: whole messages both ways, at the pace of the slower.

import type { Connection, Stream, StreamMessageEvent } from '@libp2p/interface'
import type { Uint8ArrayList } from 'uint8arraylist'
import { every } from './clock.ts'
import type { Way } from './crossing.ts'
import { wayOf } from './crossing-transport.ts'
import { DirectStream } from './direct-stream.ts'
import { linkMessageBytesMax } from './link.ts'
import { Deframer, framed, headerOf } from './message-framing.ts'
import { resume } from './resume.ts'

/** A peer that lets this much wait is cut off rather than waited for: it does not read. */
export const unsentBytesMax = 33_554_432

export interface VoiceListener {
  heard(bytes: Uint8Array): void
  /** The other side says no more here: it moved to another voice, or left. */
  ended(): void
  /** Neither side can speak here any more. */
  closed(): void
}

export class Voice {
  readonly way: Way
  readonly #connection: Connection
  readonly #stream: Stream
  readonly #deframer = new Deframer(linkMessageBytesMax)
  readonly #listener: VoiceListener
  #heardCount = 0
  /** The other side says no more here. */
  isEnded = false

  constructor(stream: Stream, connection: Connection, listener: VoiceListener) {
    this.way = wayOf(connection.remoteAddr)
    this.#stream = stream
    this.#connection = connection
    this.#listener = listener
    stream.addEventListener('remoteCloseWrite', () => this.#end())
    stream.addEventListener('close', () => {
      this.#end()
      listener.closed()
    })
    stream.addEventListener('message', ({ data }: StreamMessageEvent) => this.#receive(data))
    if (stream instanceof DirectStream) stream.hearAtOnce(bytes => this.#receive(bytes))
  }

  send(bytes: Uint8Array): Promise<void> | undefined {
    if (this.#stream.writeStatus !== 'writable') return // it closes: what is said now is lost, as on any network
    if (this.#stream.writeBufferLength > unsentBytesMax) {
      this.abort(`${this.#connection.remotePeer} does not read: ${unsentBytesMax} bytes wait for it`)
      return
    }
    if (this.#say(bytes)) return
    return this.#stream.onDrain().catch(() => {}) // it closed instead: no need to wait either
  }

  hold(): void {
    this.#stream.pause()
  }

  release(): void {
    resume(this.#stream)
  }

  /** Says no more, hears the rest; leaves when nothing comes for so long. */
  finish(patienceMs: number): void {
    this.#stream.close().catch(() => {}) // it is closed already
    let heard = this.#heardCount
    const stop = every(patienceMs, () => {
      if (this.isEnded) return stop()
      if (this.#heardCount === heard) {
        stop()
        this.abort('silent since the peer moved to another voice')
      }
      heard = this.#heardCount
    })
  }

  /** Leaves, and takes the connection along: a link uses it alone. */
  leave(): void {
    this.#connection.close().catch(error => this.abort(error.message))
  }

  abort(why: string): void {
    this.#connection.abort(new Error(why))
  }

  #receive(bytes: Uint8Array | Uint8ArrayList): void {
    this.#heardCount++
    try {
      for (const message of this.#deframer.push(bytes)) this.#listener.heard(message)
    } catch (error) {
      this.abort((error as Error).message)
    }
  }

  /** What is said directly within one turn is one frame, and copied there: it need not be put together here. */
  #say(message: Uint8Array): boolean {
    if (!(this.#stream instanceof DirectStream)) return this.#stream.send(framed(message))
    this.#stream.send(headerOf(message))
    return this.#stream.send(message)
  }

  #end(): void {
    if (this.isEnded) return
    this.isEnded = true
    this.#listener.ended()
  }
}

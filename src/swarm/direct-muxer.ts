// Streams on a direct connection. A data channel keeps what is said safe and in order, so a muxer has little left to do: it
// names the protocol with a stream's first frame, and says how much it heard four times a window, not after each frame.

import type { CreateStreamOptions, StreamMuxerFactory } from '@libp2p/interface'
import { AbstractStreamMuxer } from '@libp2p/utils'
import { concat, utf8Decode } from '../core/bytes.ts'
import { Malformed } from '../core/wire.ts'
import type { DirectConnection } from './direct-connection.ts'
import { DirectStream } from './direct-stream.ts'
import { bufferedBytesHigh, type Port, portMessageBytesMax } from './port.ts'
import { type Frame, type FrameKind, frameHeaderBytes, readFrame, writeFrameHeader } from './stream-frame.ts'

const protocol = '/tabswarm/direct/1.0.0'
/** What is said within one turn is put together up to here: then the rest of the way begins while the turn goes on. */
const leavesAtBytes = 16_384

/** The other side may have so many streams open at once. */
export const directMuxer = (connection: DirectConnection, inboundStreamsMax: number): StreamMuxerFactory => ({
  protocol,
  createStreamMuxer: () => new DirectMuxer(connection, inboundStreamsMax),
})

class DirectMuxer extends AbstractStreamMuxer<DirectStream> {
  readonly #port: Port
  readonly #inboundStreamsMax: number
  readonly #byNumber = new Map<number, DirectStream>()
  /** Who dialled counts from 0, the other from 1, both by twos. */
  #nextNumber: number
  /** The beginning of a frame whose end has not come yet. */
  #begun: Uint8Array = new Uint8Array(0)
  /** What is said within one turn leaves in few messages: each makes the page wait for another thread. */
  readonly #unsent = new Uint8Array(portMessageBytesMax)
  readonly #unsentView = new DataView(this.#unsent.buffer)
  #unsentBytes = 0
  #lastFrameAt = 0
  /** Whose data the last frame is: what it says next goes into the same, for each frame is work on the other side. */
  #speaking: number | null = null
  /** In the port, when it was last given something. Asked for each word, a data channel takes as long as the word. */
  #hasRoom = true

  constructor(connection: DirectConnection, inboundStreamsMax: number) {
    super(connection, { protocol, name: 'direct' })
    this.#port = connection.port
    this.#inboundStreamsMax = inboundStreamsMax
    this.#nextNumber = connection.direction === 'outbound' ? 0 : 1
    this.#port.listen({
      message: bytes => {
        try {
          this.onData(bytes)
        } catch (error) {
          connection.abort(error as Error)
        }
      },
      drained: () => {
        this.#hasRoom = true
        for (const stream of this.streams) stream.onMuxerDrain()
      },
      closed: () => connection.onTransportClosed(),
    })
  }

  onCreateStream({ protocol = '' }: CreateStreamOptions): DirectStream {
    const stream = this.#stream(this.#nextNumber, 'outbound', protocol)
    this.#nextNumber += 2
    stream.begin()
    return stream
  }

  onData(arrived: Uint8Array): void {
    const bytes = this.#begun.length > 0 ? concat(this.#begun, arrived) : arrived
    let at = 0
    for (let frame = readFrame(bytes, at); frame !== null; frame = readFrame(bytes, at)) {
      at += frame.length
      this.#hear(frame)
    }
    this.#begun = bytes.subarray(at)
  }

  override async close(options?: { signal?: AbortSignal }): Promise<void> {
    await super.close(options)
    this.#flush()
  }

  #hear(frame: Frame): void {
    const stream = this.#byNumber.get(frame.stream)
    if (stream !== undefined) stream.hear(frame)
    else if (frame.kind === 'open') this.#accept(frame)
    // else it is of a stream that was closed here while this was on its way
  }

  #accept({ stream: number, body }: Frame): void {
    if (number % 2 === this.#nextNumber % 2) throw new Malformed(`frame.stream: ${number} is for this side to open`)
    if (this.#byNumber.size >= this.#inboundStreamsMax)
      throw new Malformed(`frame.stream: ${this.#inboundStreamsMax} are open`)
    this.onRemoteStream(this.#stream(number, 'inbound', utf8Decode(body)))
  }

  #stream(number: number, direction: 'inbound' | 'outbound', protocol: string): DirectStream {
    const { log } = this
    const stream = new DirectStream({
      number,
      direction,
      protocol,
      log,
      say: (kind, amount, body) => this.#say(number, kind, amount, body),
    })
    this.#byNumber.set(number, stream)
    stream.addEventListener('close', () => this.#byNumber.delete(number))
    return stream
  }

  /** Whether more may follow at once. */
  #say(stream: number, kind: FrameKind, amount: number, body: Uint8Array): boolean {
    if (this.#unsentBytes + frameHeaderBytes + body.length > portMessageBytesMax) this.#flush()
    else if (this.#unsentBytes === 0) queueMicrotask(this.#flush)
    this.#writeHeader(stream, kind, amount)
    this.#unsent.set(body, this.#unsentBytes)
    this.#unsentBytes += body.length
    if (this.#unsentBytes >= leavesAtBytes) this.#flush()
    return this.#hasRoom
  }

  #writeHeader(stream: number, kind: FrameKind, amount: number): void {
    const isMore = kind === 'data' && this.#speaking === stream
    if (!isMore) {
      this.#lastFrameAt = this.#unsentBytes
      this.#unsentBytes += frameHeaderBytes
      this.#speaking = kind === 'data' ? stream : null
    }
    const before = this.#unsentBytes - this.#lastFrameAt - frameHeaderBytes
    writeFrameHeader(this.#unsentView, this.#lastFrameAt, { kind, stream, amount: before + amount })
  }

  readonly #flush = (): void => {
    if (this.#unsentBytes === 0) return
    this.#port.send(this.#unsent.subarray(0, this.#unsentBytes))
    this.#hasRoom = this.#port.bufferedBytes < bufferedBytesHigh
    this.#unsentBytes = 0
    this.#speaking = null
  }
}

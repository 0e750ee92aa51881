// Long one-way flows between two members, as the web's own streams: the sender goes no faster than the receiver reads.

import { cutText, pieceBytesMax, type RoomFrame, reasonBytesMax } from './room-frame.ts'

export class StreamError extends Error {
  override readonly name = 'StreamError'
}

export interface StreamOptions {
  readonly name: string
  /** In bytes, if it is known: for the receiver to show progress. */
  readonly size?: number
}

/** A stream that another member opened. It holds back the sender until it is read. */
export interface IncomingStream {
  readonly name: string
  readonly size: number | null
  readonly readable: ReadableStream<Uint8Array>
}

export interface StreamsOptions {
  readonly send: (frame: RoomFrame) => Promise<void> | undefined
  readonly opened: (stream: IncomingStream) => void
  readonly streamsAtOnceMax: number
  readonly windowBytes: number
}

interface Outgoing {
  allowedBytes: number
  wake: (() => void) | null
  stop(why: string): void
}

interface Incoming {
  readonly pieces: Uint8Array[]
  /** What the sender may still send. */
  allowedBytes: number
  isFinished: boolean
  changed(): void
  fail(why: string): void
}

export class Streams {
  readonly #options: StreamsOptions
  readonly #outgoing = new Map<number, Outgoing>()
  readonly #incoming = new Map<number, Incoming>()
  #count = 0

  constructor(options: StreamsOptions) {
    this.#options = options
  }

  open({ name, size }: StreamOptions): WritableStream<Uint8Array> {
    const { send, streamsAtOnceMax, windowBytes } = this.#options
    if (this.#outgoing.size >= streamsAtOnceMax)
      throw new StreamError(`${streamsAtOnceMax} streams are open to this peer`)
    const stream = this.#count++
    const outgoing: Outgoing = { allowedBytes: windowBytes, wake: null, stop: () => {} }
    this.#outgoing.set(stream, outgoing)
    const writable = new WritableStream<Uint8Array>({
      start: controller => {
        outgoing.stop = why => {
          controller.error(new StreamError(`${name}: ${why}`))
          outgoing.wake?.()
        }
        // Not the sink's `abort`, which comes only after a write that may wait for ever.
        controller.signal.addEventListener('abort', () => {
          this.#reset(this.#outgoing, stream, true, reasonText(controller.signal.reason))
          outgoing.wake?.()
        })
      },
      write: bytes => this.#write(stream, outgoing, bytes),
      close: () => {
        if (this.#outgoing.delete(stream)) send({ type: 'finish', stream })
      },
    })
    send({ type: 'open', stream, name, size: size ?? null })
    return writable
  }

  receive(frame: RoomFrame): void {
    if (frame.type === 'open') return this.#accept(frame)
    if (frame.type === 'piece') return this.#take(frame)
    if (frame.type === 'allow') {
      const outgoing = this.#outgoing.get(frame.stream)
      if (outgoing === undefined) return // finished before the permission came
      outgoing.allowedBytes += frame.bytes
      outgoing.wake?.()
    } else if (frame.type === 'finish') {
      const incoming = this.#incoming.get(frame.stream)
      if (incoming === undefined) return // reset before the end came
      incoming.isFinished = true
      incoming.changed()
    } else if (frame.type === 'reset') this.#end(frame)
  }

  close(why: string): void {
    for (const { stop } of this.#outgoing.values()) stop(why)
    for (const { fail } of this.#incoming.values()) fail(why)
    this.#outgoing.clear()
    this.#incoming.clear()
  }

  async #write(stream: number, outgoing: Outgoing, bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      while (outgoing.allowedBytes === 0 && this.#outgoing.has(stream)) {
        await new Promise<void>(resolve => {
          outgoing.wake = resolve
        })
      }
      if (!this.#outgoing.has(stream)) return // stopped: the stream is in error by now
      const piece = bytes.subarray(at, at + Math.min(pieceBytesMax, outgoing.allowedBytes))
      outgoing.allowedBytes -= piece.length
      at += piece.length
      await this.#options.send({ type: 'piece', stream, bytes: piece })
    }
  }

  #accept({ stream, name, size }: Extract<RoomFrame, { type: 'open' }>): void {
    const { send, opened, streamsAtOnceMax, windowBytes } = this.#options
    if (this.#incoming.size >= streamsAtOnceMax || this.#incoming.has(stream)) {
      send({ type: 'reset', stream, isSender: false, why: 'too many streams' })
      return
    }
    let pulled: (() => void) | null = null
    let readBytes = 0
    const incoming: Incoming = {
      pieces: [],
      allowedBytes: windowBytes,
      isFinished: false,
      changed: () => pulled?.(),
      fail: () => {},
    }
    this.#incoming.set(stream, incoming)
    const allowMore = (bytes: number) => {
      readBytes += bytes
      if (readBytes < windowBytes / 2 || incoming.isFinished) return
      incoming.allowedBytes += readBytes
      send({ type: 'allow', stream, bytes: readBytes })
      readBytes = 0
    }
    const readable = new ReadableStream<Uint8Array>(
      {
        start(controller) {
          incoming.fail = why => {
            controller.error(new StreamError(`${name}: ${why}`))
            pulled?.()
          }
        },
        pull: async controller => {
          while (incoming.pieces.length === 0 && !incoming.isFinished && this.#incoming.has(stream)) {
            await new Promise<void>(resolve => {
              pulled = resolve
            })
          }
          const piece = incoming.pieces.shift()
          if (piece !== undefined) {
            controller.enqueue(piece)
            allowMore(piece.length)
          } else if (this.#incoming.delete(stream)) controller.close()
        },
        cancel: reason => this.#reset(this.#incoming, stream, false, reasonText(reason)),
      },
      { highWaterMark: 0 },
    )
    opened({ name, size, readable })
  }

  #take({ stream, bytes }: Extract<RoomFrame, { type: 'piece' }>): void {
    const incoming = this.#incoming.get(stream)
    if (incoming === undefined || incoming.isFinished) return // reset while it was on its way
    if (bytes.length > incoming.allowedBytes || bytes.length === 0) {
      incoming.fail('the sender did not keep to its allowance')
      return this.#reset(this.#incoming, stream, false, 'more than was allowed')
    }
    incoming.allowedBytes -= bytes.length
    incoming.pieces.push(bytes)
    incoming.changed()
  }

  #end({ stream, isSender, why }: Extract<RoomFrame, { type: 'reset' }>): void {
    if (isSender) {
      const incoming = this.#incoming.get(stream)
      this.#incoming.delete(stream)
      incoming?.fail(why)
    } else {
      const outgoing = this.#outgoing.get(stream)
      this.#outgoing.delete(stream)
      outgoing?.stop(why)
    }
  }

  #reset(streams: Map<number, unknown>, stream: number, isSender: boolean, why: string): void {
    if (!streams.delete(stream)) return
    this.#options.send({ type: 'reset', stream, isSender, why: cutText(why, reasonBytesMax) })
  }
}

const reasonText = (reason: unknown): string =>
  reason instanceof Error ? reason.message : String(reason ?? 'cancelled')

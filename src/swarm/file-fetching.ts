// One file on its way from one peer, from the side that wants it: it asks, checks, keeps, and goes on where it stopped.

import type { PeerId } from '../core/ids.ts'
import type { AskError } from './calls.ts'
import { after } from './clock.ts'
import { chunkBytes, chunkLength, chunksIn, digestBytes, isChunk, rootOf } from './file-digest.ts'
import { digestsPerAnswerMax } from './file-sending.ts'
import {
  type FileAsk,
  type FileChannel,
  FileError,
  type FileOffer,
  type FileOptions,
  type FileRoom,
  receiverPatienceMs,
} from './file-words.ts'
import type { Partials } from './partials.ts'
import { cutText, reasonBytesMax } from './room-frame.ts'

/** A megabyte on its way: a round trip of 30 ms at 30 MB/s. */
export const chunksAtOnce = 8
/** A megabyte takes this long at 20 kB/s; a lost connection is noticed sooner by the room. */
const answerWithinMs = 60_000
/** Between two questions to a sender that is here and does not answer. */
const askAgainMs = 500
/** As a blob the bytes are the browser's, which can put them on disk. */
const segmentBytes = 8_388_608

export interface FetchingOptions {
  readonly room: FileRoom
  readonly channel: FileChannel
  readonly partials: Partials
  readonly from: PeerId
  readonly root: string
  readonly name: string
  readonly size: number
}

export class Fetching {
  readonly from: PeerId
  readonly offer: FileOffer
  /** Resolves when nothing of it is under way any more. */
  readonly over: Promise<void>
  readonly #options: FetchingOptions
  readonly #stop = new AbortController()
  #finish!: () => void
  #isAccepted = false

  constructor(options: FetchingOptions) {
    this.#options = options
    const { from, name, size } = options
    this.from = from
    this.over = new Promise(resolve => {
      this.#finish = resolve
    })
    this.offer = {
      from,
      name,
      size,
      withdrawn: this.#stop.signal,
      accept: (options = {}) => this.#accept(options),
      decline: (why = 'it is not wanted') => {
        this.#decline(why)
        this.fail(why)
      },
    }
  }

  /** The sender left: what was accepted waits for it, what was not comes again with it. */
  senderLeft(): void {
    if (!this.#isAccepted) this.fail('the sender left')
  }

  fail(why: string): void {
    this.#stop.abort(new FileError(`${this.#options.name}: ${why}`))
    if (!this.#isAccepted) this.#finish()
  }

  async #accept({ signal, progress = () => {}, patienceMs = receiverPatienceMs }: FileOptions): Promise<Blob> {
    if (this.#isAccepted) throw new FileError(`${this.#options.name}: accepted before`)
    this.#isAccepted = true
    const abort = () => this.offer.decline('the receiver gave it up')
    signal?.addEventListener('abort', abort)
    try {
      if (signal?.aborted) abort()
      const blob = await this.#fetch(bytes => progress({ is: 'moving', bytes, size: this.#options.size }), patienceMs)
      // Until the sender knows, it may offer the file again: that is not a new one.
      const told = this.#ask({ type: 'finish', root: this.#options.root }, patienceMs)
      told.catch(() => {}).then(this.#finish) // it left, or gave up
      return blob
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#decline((error as Error).message)
      this.#finish()
      throw error
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }

  async #fetch(progress: (bytes: number) => void, patienceMs: number): Promise<Blob> {
    const { partials, root, name, size } = this.#options
    this.#stop.signal.throwIfAborted()
    const digests = await this.#digests(patienceMs)
    const count = chunksIn(size)
    const file = new Assembly()
    const take = (bytes: Uint8Array) => {
      this.#stop.signal.throwIfAborted()
      file.add(bytes)
      progress(file.bytes)
    }
    let next = 0
    for (; next < count; next++) {
      const kept = await partials.chunk(root, next)
      if (kept === undefined || !(await isChunk(kept, next, digests))) break
      take(kept)
    }
    const coming: Promise<Uint8Array>[] = []
    for (let index = next; index < count; index++) {
      for (; coming.length < chunksAtOnce && next < count; next++) {
        const asked = this.#ask({ type: 'chunk', root, index: next }, patienceMs)
        asked.catch(() => {}) // heard when its turn comes, or not at all after an earlier one failed
        coming.push(asked)
      }
      const bytes = await coming.shift()!
      if (bytes.length !== chunkLength(index, size) || !(await isChunk(bytes, index, digests)))
        throw new FileError(`${name}: chunk ${index} of ${count} is not what was announced`)
      await partials.keep(root, index, bytes).catch(() => {}) // a full disk costs the resuming, not the file
      take(bytes)
    }
    await partials.forget(root)
    return file.finish()
  }

  async #digests(patienceMs: number): Promise<Uint8Array> {
    const { root, name, size } = this.#options
    const digests = new Uint8Array(chunksIn(size) * digestBytes)
    for (let from = 0; from * digestBytes < digests.length; from += digestsPerAnswerMax) {
      const part = await this.#ask({ type: 'digests', root, from }, patienceMs)
      if (part.length > digests.length - from * digestBytes) break // more than the size allows: the root will differ
      digests.set(part, from * digestBytes)
    }
    if ((await rootOf(digests)) !== root) throw new FileError(`${name}: its digests are not what was announced`)
    return digests
  }

  /** Asks again, when the connection was lost on the way, as soon as the sender is back. */
  async #ask(ask: FileAsk, patienceMs: number): Promise<Uint8Array> {
    const { channel, from, room, name } = this.#options
    const { signal } = this.#stop
    for (;;) {
      try {
        signal.throwIfAborted()
        return await channel.ask(from, ask, { timeoutMs: answerWithinMs, signal })
      } catch (error) {
        signal.throwIfAborted()
        const isRefused = (error as AskError).outcome === 'refused'
        if (isRefused && room.peers.has(from)) throw new FileError(`${name}: ${(error as Error).message}`)
        await this.#senderIsHere(patienceMs)
      }
    }
  }

  #senderIsHere(patienceMs: number): Promise<void> {
    const { room, from, name } = this.#options
    const { signal } = this.#stop
    return new Promise((resolve, reject) => {
      const settle = (error?: Error) => {
        stopWaiting()
        stopListening()
        signal.removeEventListener('abort', abort)
        if (error === undefined) resolve()
        else reject(error)
      }
      const abort = () => settle(signal.reason)
      const isHere = room.peers.has(from)
      const stopWaiting = isHere
        ? after(askAgainMs, settle)
        : after(patienceMs, () => settle(new FileError(`${name}: ${from} was away for ${patienceMs} ms`)))
      const stopListening = room.on('peer', ({ id }) => id === from && settle())
      signal.addEventListener('abort', abort)
    })
  }

  #decline(why: string): void {
    const { channel, from, root } = this.#options
    channel.ask(from, { type: 'decline', root, why: cutText(why, reasonBytesMax) }).catch(() => {}) // it left
  }
}

/** Bytes that become a file, in segments that leave the page's memory. */
class Assembly {
  bytes = 0
  readonly #segments: Blob[] = []
  #chunks: Uint8Array<ArrayBuffer>[] = []

  add(chunk: Uint8Array): void {
    this.#chunks.push(chunk as Uint8Array<ArrayBuffer>)
    this.bytes += chunk.length
    if (this.#chunks.length * chunkBytes >= segmentBytes) this.#seal()
  }

  finish(): Blob {
    this.#seal()
    return new Blob(this.#segments)
  }

  #seal(): void {
    this.#segments.push(new Blob(this.#chunks))
    this.#chunks = []
  }
}

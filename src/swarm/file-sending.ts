// One file on its way to one peer, from the side that has it: it answers, and offers again when the receiver was away.

import type { PeerId } from '../core/ids.ts'
import { AskError } from './calls.ts'
import { every } from './clock.ts'
import { chunkBytes, chunksIn, digestBytes } from './file-digest.ts'
import { type FileAsk, type FileChannel, FileError, type FileProgress, type FileRoom } from './file-words.ts'
import { cutText, reasonBytesMax } from './room-frame.ts'

/** A receiver that lost its page knows nothing of the offer: a silence as long as this asks whether it still does. */
export const offerAgainMs = 3000
/** How many digests one answer holds: 128 kB of them. */
export const digestsPerAnswerMax = 4096

export interface SendingOptions {
  readonly room: FileRoom
  readonly channel: FileChannel
  readonly to: PeerId
  readonly root: string
  readonly name: string
  readonly blob: Blob
  readonly digests: Uint8Array
  readonly progress: (progress: FileProgress) => void
  readonly patienceMs: number
}

export class Sending {
  readonly #options: SendingOptions
  readonly #ended: Promise<void>
  #resolve!: () => void
  #reject!: (error: Error) => void
  #servedBytes = 0
  #idleMs = 0

  constructor(options: SendingOptions) {
    this.#options = options
    this.#ended = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  /** Ends when the receiver has all, does not want it, is silent for too long, or the caller gives up. */
  async run(signal?: AbortSignal): Promise<void> {
    const { room, to, name, patienceMs } = this.#options
    const stopListening = room.on('peer', ({ id }) => id === to && void this.#offer())
    const stopBeating = every(offerAgainMs, () => {
      this.#idleMs += offerAgainMs
      if (this.#idleMs >= patienceMs) this.fail(`${to} said nothing for ${patienceMs} ms`)
      else if (this.#idleMs > offerAgainMs && room.peers.has(to)) void this.#offer()
    })
    const abort = () => {
      this.#say({ type: 'withdraw', root: this.#options.root, why: 'the sender gave it up' }).catch(() => {})
      this.#reject(new FileError(`${name}: given up after ${this.#howFar()}`))
    }
    signal?.addEventListener('abort', abort)
    try {
      if (signal?.aborted) abort()
      else void this.#offer()
      await this.#ended
    } finally {
      signal?.removeEventListener('abort', abort)
      stopBeating()
      stopListening()
    }
  }

  async answer(ask: FileAsk): Promise<Uint8Array> {
    this.#idleMs = 0
    const { blob, digests, name } = this.#options
    if (ask.type === 'digests') {
      return digests.slice(ask.from * digestBytes, (ask.from + digestsPerAnswerMax) * digestBytes)
    }
    if (ask.type === 'chunk') return await this.#chunk(ask.index)
    if (ask.type === 'decline') this.#reject(new FileError(`${name}: declined, ${ask.why}`))
    else if (ask.type === 'finish') {
      this.#options.progress({ is: 'moving', bytes: blob.size, size: blob.size })
      this.#resolve()
    }
    return new Uint8Array(0)
  }

  fail(why: string): void {
    this.#reject(new FileError(`${this.#options.name}: ${why}, after ${this.#howFar()}`))
  }

  async #chunk(index: number): Promise<Uint8Array> {
    const { blob, progress } = this.#options
    if (index >= chunksIn(blob.size)) throw new AskError('refused', `chunk ${index}: the file is shorter`)
    const start = index * chunkBytes
    const bytes = new Uint8Array(await blob.slice(start, start + chunkBytes).arrayBuffer())
    // The receiver asks for several at once: what it asked for before that it has, or will soon.
    this.#servedBytes = Math.max(this.#servedBytes, start)
    progress({ is: 'moving', bytes: this.#servedBytes, size: blob.size })
    return bytes
  }

  async #offer(): Promise<void> {
    const { root, name, blob } = this.#options
    try {
      await this.#say({ type: 'offer', root, name, size: blob.size })
    } catch (error) {
      const isHere = this.#options.room.peers.has(this.#options.to)
      if ((error as AskError).outcome === 'refused' && isHere) this.fail((error as Error).message)
      // else it is away, or slow: it is asked again
    }
  }

  async #say(ask: FileAsk): Promise<void> {
    const { channel, to } = this.#options
    await channel.ask(to, 'why' in ask ? { ...ask, why: cutText(ask.why, reasonBytesMax) } : ask)
  }

  #howFar(): string {
    return `${this.#servedBytes} of ${this.#options.blob.size} bytes`
  }
}

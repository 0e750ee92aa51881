// Files between two members. The sender offers a file by the digest of its chunks' digests; the receiver asks for chunk
// after chunk, and checks each one. So either side sets the pace, a cut costs no byte that had arrived, and a wrong
// chunk is found and named. It knows nothing of links: a channel and the coming of peers are enough.

import type { PeerId } from '../core/ids.ts'
import { bytesOf } from '../core/shape.ts'
import { AskError } from './calls.ts'
import { digestsOf, fileBytesMax, rootOf } from './file-digest.ts'
import { Fetching } from './file-fetching.ts'
import { Sending } from './file-sending.ts'
import {
  type FileAsk,
  type FileChannel,
  FileError,
  type FileOffer,
  type FileRoom,
  fileAsk,
  type SendFileOptions,
  safeName,
} from './file-words.ts'
import type { Partials } from './partials.ts'
import { channelBytesMax } from './room-frame.ts'

export const sendingsMax = 16
/** Offers of one peer that wait for an answer, or are being fetched. */
export const offersPerPeerMax = 8
/** For so long a sender waits for a receiver that says nothing: somebody may have to find the button. */
export const senderPatienceMs = 600_000

export interface FilesOptions {
  readonly room: FileRoom
  readonly partials: Partials
  /** False when nobody takes files here. */
  readonly offered: (offer: FileOffer) => boolean
}

export class Files {
  readonly #options: FilesOptions
  readonly #channel: FileChannel
  readonly #sendings = new Map<string, Sending>()
  readonly #fetchings = new Map<string, Fetching>()

  constructor(options: FilesOptions) {
    this.#options = options
    this.#channel = options.room.channel('tabswarm files', { ask: fileAsk, answer: bytesOf(channelBytesMax) })
    this.#channel.answer((ask, { from }) => this.#answer(from, ask))
    options.room.on('left', ({ id }) => {
      for (const fetching of this.#fetchings.values()) if (fetching.from === id) fetching.senderLeft()
    })
  }

  /** Resolves when the peer has checked the last chunk. */
  async send(to: PeerId, blob: Blob, options: SendFileOptions = {}): Promise<void> {
    const { signal, progress = () => {}, patienceMs = senderPatienceMs } = options
    const name = safeName(options.name ?? (blob as Partial<File>).name ?? '')
    if (blob.size > fileBytesMax) throw new RangeError(`${name}: expected at most ${fileBytesMax} bytes`)
    if (this.#sendings.size >= sendingsMax) throw new FileError(`${sendingsMax} files are already on their way`)
    const digests = await digestsOf(blob, bytes => {
      signal?.throwIfAborted()
      progress({ is: 'reading', bytes, size: blob.size })
    })
    const root = await rootOf(digests)
    const key = keyOf(to, root)
    if (this.#sendings.has(key)) throw new FileError(`${name} is already on its way to ${to}`)
    const { room } = this.#options
    const sending = new Sending({ room, channel: this.#channel, to, root, name, blob, digests, progress, patienceMs })
    this.#sendings.set(key, sending)
    try {
      await sending.run(signal)
    } finally {
      this.#sendings.delete(key)
    }
  }

  /** The room was left. */
  close(why: string): void {
    for (const sending of this.#sendings.values()) sending.fail(why)
    for (const fetching of this.#fetchings.values()) fetching.fail(why)
  }

  #answer(from: PeerId, ask: FileAsk): Uint8Array | Promise<Uint8Array> {
    if (ask.type === 'offer') return this.#hearOffer(from, ask)
    const key = keyOf(from, ask.root)
    if (ask.type === 'withdraw') {
      this.#fetchings.get(key)?.fail(`taken back, ${ask.why}`)
      return nothing
    }
    const sending = this.#sendings.get(key)
    if (sending === undefined) throw new AskError('refused', 'it is not offered any more')
    return sending.answer(ask)
  }

  #hearOffer(from: PeerId, { root, name, size }: Extract<FileAsk, { type: 'offer' }>): Uint8Array {
    const key = keyOf(from, root)
    if (this.#fetchings.has(key)) return nothing // said again, after a silence
    const theirs = [...this.#fetchings.values()].filter(fetching => fetching.from === from).length
    if (theirs >= offersPerPeerMax) throw new AskError('refused', 'too many files wait for an answer')
    const { room, partials } = this.#options
    const fetching = new Fetching({ room, channel: this.#channel, partials, from, root, name: safeName(name), size })
    this.#fetchings.set(key, fetching)
    void fetching.over.then(() => this.#fetchings.delete(key))
    if (this.#options.offered(fetching.offer)) return nothing
    fetching.fail('nobody takes it')
    throw new AskError('refused', 'nobody takes files there')
  }
}

const nothing = new Uint8Array(0)

const keyOf = (peer: PeerId, root: string): string => `${root} ${peer}`

// What everyone in a room keeps a part of: a value is kept by those whose ids are closest to its key, and found there
// (Kademlia). What does the work is loaded with the first question, of this page or of another.

import type { PeerId } from '../core/ids.ts'
import { bytesOf } from '../core/shape.ts'
import { deadline, inTime } from './deadline.ts'
import type { Kademlia } from './kademlia.ts'
import {
  type LookupChannel,
  LookupError,
  type LookupOptions,
  type LookupRoom,
  lookupKeyBytesMax,
  lookupValueBytesMax,
  lookupWithinMs,
  lookupWordBytesMax,
} from './lookup-words.ts'
import { throughOthers } from './member.ts'
import type { RoomPeer } from './room-events.ts'

export class Lookup {
  readonly #room: LookupRoom
  readonly #channel: LookupChannel
  #kademlia: Promise<Kademlia> | null = null

  constructor(room: LookupRoom) {
    this.#room = room
    const word = bytesOf(lookupWordBytesMax)
    this.#channel = room.channel('tabswarm lookup', { ask: word, answer: word })
    this.#channel.answer(async (question, { from }) => (await this.#open()).answer(from, question))
  }

  /** Gives those who keep it now, besides this peer. Whoever puts another value under the same key later replaces it. */
  async put(key: string, bytes: Uint8Array, options?: LookupOptions): Promise<readonly PeerId[]> {
    if (bytes.length > lookupValueBytesMax)
      throw new LookupError(`value: expected at most ${lookupValueBytesMax} bytes, got ${bytes.length}`)
    return await this.#ask(key, options, (kademlia, signal) => kademlia.put(key, bytes, signal))
  }

  /** The latest value that was put, or null where nobody has one. */
  async get(key: string, options?: LookupOptions): Promise<Uint8Array | null> {
    return await this.#ask(key, options, (kademlia, signal) => kademlia.get(key, signal))
  }

  /** Those who keep what is put under this key, closest first. */
  async closest(key: string, options?: LookupOptions): Promise<readonly PeerId[]> {
    return await this.#ask(key, options, (kademlia, signal) => kademlia.closest(key, signal))
  }

  async #ask<Answer>(
    key: string,
    { timeoutMs = lookupWithinMs, signal = new AbortController().signal }: LookupOptions = {},
    run: (kademlia: Kademlia, signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const length = new TextEncoder().encode(key).length
    if (length === 0 || length > lookupKeyBytesMax)
      throw new LookupError(`key: expected 1 to ${lookupKeyBytesMax} bytes, got ${length}`)
    const limit = deadline(timeoutMs, signal)
    try {
      return await inTime(
        limit.signal,
        this.#open().then(kademlia => run(kademlia, limit.signal)),
      )
    } catch (error) {
      throw error === limit.signal.reason ? new LookupError(`lookup: ${(error as Error).message}`) : error
    } finally {
      limit.clear()
    }
  }

  #open(): Promise<Kademlia> {
    this.#kademlia ??= this.#load()
    return this.#kademlia
  }

  async #load(): Promise<Kademlia> {
    try {
      const { openKademlia } = await import('./kademlia.ts')
      return this.#introduce(await openKademlia(this.#room, this.#channel))
    } catch (error) {
      this.#kademlia = null // the next question tries again
      throw new LookupError(`lookup could not be loaded: ${(error as Error).message}`)
    }
  }

  /** To those who are linked: of the others it learns when it looks for what they are close to. */
  #introduce(kademlia: Kademlia): Kademlia {
    const meet = ({ id, way }: RoomPeer) => {
      if (way !== throughOthers) kademlia.meet(id)
    }
    for (const peer of this.#room.peers.values()) meet(peer)
    this.#room.on('peer', meet)
    this.#room.on('left', ({ id }) => kademlia.miss(id))
    this.#room.onLeave(() => kademlia.stop())
    return kademlia
  }
}

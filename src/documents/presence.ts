// Who is here, by y-protocols' awareness: each peer speaks for itself alone, and who leaves is gone at once.

import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  outdatedTimeout,
  removeAwarenessStates,
} from 'y-protocols/awareness'
import type { Doc } from 'yjs'
import type { PeerId } from '../core/ids.ts'
import { ByteReader } from '../core/wire.ts'
import { every } from '../swarm/clock.ts'
import { presencesPerPeerMax } from './limits.ts'
import { presenceBytesMax, type Word } from './words.ts'

export interface PresenceOptions {
  readonly doc: Doc
  readonly tell: (to: PeerId, word: Word) => void
  /** Tells all who have the document open. */
  readonly spread: (word: Word) => void
  readonly hostile: (peer: PeerId, why: string) => void
}

type Change = { readonly added: number[]; readonly updated: number[]; readonly removed: number[] }

export class Presence {
  readonly awareness: Awareness
  readonly #options: PresenceOptions
  readonly #speakers = new Map<number, PeerId>()
  readonly #stopRenewing: () => void

  constructor(options: PresenceOptions) {
    this.#options = options
    this.awareness = new Awareness(options.doc)
    this.awareness.on('update', (change: Change, origin: unknown) => this.#updated(change, origin))
    // Awareness renews by the page's own timer, which rings once a minute in a hidden tab: the others would think it gone.
    this.#stopRenewing = every(outdatedTimeout / 2, () => {
      const state = this.awareness.getLocalState()
      if (state !== null) this.awareness.setLocalState(state)
    })
  }

  /** A peer that has the document open was met. */
  met(peer: PeerId): void {
    this.#options.tell(peer, this.#own())
  }

  heard(from: PeerId, word: Word): void {
    if (word.type === 'askAwareness') this.met(from)
    else if (word.type === 'awareness') this.#hear(from, word.bytes)
  }

  left(peer: PeerId): void {
    const theirs = [...this.#speakers].filter(([, speaker]) => speaker === peer).map(([client]) => client)
    removeAwarenessStates(this.awareness, theirs, peer)
    for (const client of theirs) {
      this.#speakers.delete(client)
      this.awareness.meta.delete(client) // it may come back and say the same again
    }
  }

  close(): void {
    this.#stopRenewing()
    this.awareness.destroy()
  }

  #hear(from: PeerId, bytes: Uint8Array): void {
    try {
      const clients = clientsIn(bytes)
      for (const client of clients) if (!this.#maySpeakFor(from, client)) return // it makes up another's presence
      applyAwarenessUpdate(this.awareness, bytes, from)
      for (const client of clients) this.#speakers.set(client, from)
    } catch (error) {
      this.#options.hostile(from, `awareness: ${(error as Error).message}`)
    }
  }

  #maySpeakFor(peer: PeerId, client: number): boolean {
    const speaker = this.#speakers.get(client)
    if (speaker !== undefined) return speaker === peer
    const spokenFor = [...this.#speakers.values()].filter(speaker => speaker === peer).length
    return client !== this.awareness.clientID && spokenFor < presencesPerPeerMax
  }

  #updated({ added, updated, removed }: Change, origin: unknown): void {
    if (origin !== 'local') return
    const isOwn = [...added, ...updated, ...removed].includes(this.awareness.clientID)
    if (isOwn) this.#options.spread(this.#own())
  }

  #own(): Word {
    return { type: 'awareness', bytes: encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]) }
  }
}

/** Reads what `encodeAwarenessUpdate` writes, to the last byte. */
function clientsIn(bytes: Uint8Array): number[] {
  const from = new ByteReader(bytes, 'awareness')
  const clients: number[] = []
  const count = from.natural()
  if (count > presencesPerPeerMax) from.fail(`expected at most ${presencesPerPeerMax} presences, got ${count}`)
  for (let index = 0; index < count; index++) {
    clients.push(from.natural())
    from.natural() // its clock
    JSON.parse(from.text(presenceBytesMax))
  }
  from.end()
  return clients
}

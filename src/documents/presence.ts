// Who is here, by y-protocols' awareness: each peer speaks for itself alone, once, and who leaves is gone at once.

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
  /** As which client of awareness each peer is here. */
  readonly #clients = new Map<PeerId, number>()
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

  /** Who says that it is here as this client. */
  peerOf(client: number): PeerId | null {
    return [...this.#clients].find(([, spoken]) => spoken === client)?.[0] ?? null
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
    const client = this.#clients.get(peer)
    if (client === undefined) return
    removeAwarenessStates(this.awareness, [client], peer)
    this.#clients.delete(peer)
    this.awareness.meta.delete(client) // it may come back and say the same again
  }

  close(): void {
    this.#stopRenewing()
    this.awareness.destroy()
  }

  #hear(from: PeerId, bytes: Uint8Array): void {
    try {
      const client = clientIn(bytes)
      if (this.#isOfAnother(client, from)) return // it makes up another's presence
      const former = this.#clients.get(from)
      const isReloaded = former !== undefined && former !== client
      if (isReloaded) this.left(from) // before it was missed
      applyAwarenessUpdate(this.awareness, bytes, from)
      this.#clients.set(from, client)
      if (isReloaded) this.met(from) // it has forgotten us
    } catch (error) {
      this.#options.hostile(from, `awareness: ${(error as Error).message}`)
    }
  }

  #isOfAnother(client: number, peer: PeerId): boolean {
    const speaker = this.peerOf(client)
    return client === this.awareness.clientID || (speaker !== null && speaker !== peer)
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

/** Reads what `encodeAwarenessUpdate` writes of one client, to the last byte. */
function clientIn(bytes: Uint8Array): number {
  const from = new ByteReader(bytes, 'awareness')
  const count = from.natural()
  if (count !== 1) from.fail(`expected one presence, got ${count}`)
  const client = from.natural()
  from.natural() // its clock
  JSON.parse(from.text(presenceBytesMax))
  from.end()
  return client
}

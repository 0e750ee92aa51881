// The shortest way to those of a room that are tabs of this browser. Whoever can post there is a script of this page's own
// origin, which could as well write what the documents are kept in: it is believed.

import type { PeerId } from '../core/ids.ts'
import { maybe, record } from '../core/shape.ts'
import { parsed, written } from '../swarm/frame.ts'
import { pairName } from '../swarm/pair-name.ts'
import { type Note, note } from './words.ts'

/** Without a note it is a greeting. */
const frame = record({ note: maybe(note) })

export interface TabsOptions {
  /** The same for all tabs that mean the same room. */
  readonly name: string
  readonly self: PeerId
  /** A peer turned out to be a tab of this browser: from now on it is told here. */
  readonly found: (peer: PeerId) => void
  readonly heard: (from: PeerId, note: Note) => void
}

/**
 * A channel with each peer of the room, for the two alone: whoever has one open, if only to speak, is woken by all that is
 * said there. With a peer that is elsewhere it stays silent.
 */
export class Tabs {
  readonly #options: TabsOptions
  readonly #channels = new Map<PeerId, BroadcastChannel>()
  readonly #found = new Set<PeerId>()

  constructor(options: TabsOptions) {
    this.#options = options
  }

  has(peer: PeerId): boolean {
    return this.#found.has(peer)
  }

  /** It came into the room. If it listens already it hears this; if not, it greets us when it does. */
  met(peer: PeerId): void {
    const { name, self } = this.#options
    const channel = new BroadcastChannel(pairName(name, self, peer))
    channel.onmessage = ({ data }: MessageEvent) => this.#hear(peer, data)
    this.#channels.set(peer, channel)
    this.tell([peer], null)
  }

  left(peer: PeerId): void {
    this.#channels.get(peer)?.close()
    this.#channels.delete(peer)
    this.#found.delete(peer)
  }

  tell(peers: readonly PeerId[], note: Note | null): void {
    const bytes = written(frame, { note })
    for (const peer of peers) this.#channels.get(peer)?.postMessage(bytes)
  }

  close(): void {
    for (const peer of [...this.#channels.keys()]) this.left(peer)
  }

  #hear(from: PeerId, posted: unknown): void {
    const said = posted instanceof Uint8Array ? parsed(frame, posted, 'tab') : null
    if (said === null) return // another script's
    if (!this.#found.has(from)) {
      this.#found.add(from)
      this.tell([from], null)
      this.#options.found(from)
    }
    if (said.note !== null) this.#options.heard(from, said.note)
  }
}

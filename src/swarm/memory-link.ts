// Links between peers of one process: the simplest thing that keeps a link's promises, for tests and single-page demos.

import { assert } from '../core/assert.ts'
import type { PeerId } from '../core/ids.ts'
import { assertFits, type Link, type LinkListener, linkMessageBytesMax } from './link.ts'

/** A place where memory links meet. */
export class MemoryHub {
  readonly #open = new Map<PeerId, LinkListener>()
  /** While the place is cut in two: one of the parts. */
  #part: ReadonlySet<PeerId> = new Set()

  /** Parts these from all others: neither see nor hear each other, until `heal`. */
  cut(part: Iterable<PeerId>): void {
    this.#part = new Set(part)
    this.#tellAll()
  }

  heal(): void {
    this.cut([])
  }

  link(self: PeerId): Link {
    return {
      self,
      messageBytesMax: linkMessageBytesMax,
      peers: () => this.#othersThan(self),
      send: (to, bytes) => this.#send(self, to, bytes),
      open: listener => this.#join(self, listener),
    }
  }

  #othersThan(self: PeerId): PeerId[] {
    return [...this.#open.keys()].filter(peer => this.#reaches(self, peer))
  }

  #reaches(from: PeerId, to: PeerId): boolean {
    const areOpen = this.#open.has(from) && this.#open.has(to)
    return areOpen && from !== to && this.#part.has(from) === this.#part.has(to)
  }

  #join(self: PeerId, listener: LinkListener): () => void {
    assert(!this.#open.has(self), 'a link is opened once at a time')
    this.#open.set(self, listener)
    this.#tellAll()
    return () => {
      if (this.#open.get(self) !== listener) return // closed before
      this.#open.delete(self)
      this.#tellAll()
    }
  }

  #send(from: PeerId, to: PeerId, bytes: Uint8Array): undefined {
    assertFits(bytes)
    const listener = this.#open.get(to)
    if (listener === undefined || !this.#reaches(from, to)) return // to a stranger (L4)
    const copy = bytes.slice()
    queueMicrotask(() => {
      if (this.#open.get(to) === listener) listener.receive(from, copy)
    })
  }

  #tellAll(): void {
    for (const [peer, listener] of this.#open) {
      queueMicrotask(() => {
        if (this.#open.get(peer) === listener) listener.peersChanged(this.#othersThan(peer))
      })
    }
  }
}

// Which peers are tabs of this browser: they, and only they, hear a BroadcastChannel.

import type { PeerId } from '../../core/ids.ts'

interface Word {
  readonly id: string
  readonly isAsking: boolean
}

export class Neighbours {
  readonly #self: PeerId
  readonly #ids = new Set<string>()
  readonly #channel: BroadcastChannel | null

  constructor(self: PeerId, changed: () => void) {
    this.#self = self
    this.#channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('tabswarm neighbours')
    if (this.#channel === null) return
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const { id, isAsking } = (data ?? {}) as Partial<Word>
      if (typeof id !== 'string') return
      if (isAsking === true) this.#say(false)
      if (this.#ids.has(id)) return
      this.#ids.add(id)
      changed()
    }
    this.#say(true)
  }

  has(peer: PeerId): boolean {
    return this.#ids.has(peer)
  }

  close(): void {
    this.#channel?.close()
  }

  #say(isAsking: boolean): void {
    this.#channel?.postMessage({ id: this.#self, isAsking } satisfies Word)
  }
}

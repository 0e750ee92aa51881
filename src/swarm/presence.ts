// Who is here among those that this peer has no link with: each says so every two seconds, and is gone when it does not.
// Time is an input.

import type { PeerId } from '../core/ids.ts'

export const hereEveryMs = 2000
/** Four words missed. */
export const silentMs = 9000
/** One word missed, of a peer that has also lost its link or left its carriers: a page that was closed. */
export const suspectMs = 2700

export class Presence {
  readonly #untilMs = new Map<PeerId, number>()

  /** It is not linked any more, or it said that it is here. */
  heard(peer: PeerId, nowMs: number): void {
    this.#untilMs.set(peer, nowMs + silentMs)
  }

  /** It has left some place where it was: unless it says soon that it is here, it is gone. */
  suspect(peer: PeerId, nowMs: number): void {
    const untilMs = this.#untilMs.get(peer)
    if (untilMs !== undefined) this.#untilMs.set(peer, Math.min(untilMs, nowMs + suspectMs))
  }

  /** It is linked, or it has left: nothing is expected of it. */
  forget(peer: PeerId): void {
    this.#untilMs.delete(peer)
  }

  /** Those who were silent for too long. */
  takeGone(nowMs: number): PeerId[] {
    const gone = [...this.#untilMs].filter(([, untilMs]) => untilMs <= nowMs).map(([peer]) => peer)
    for (const peer of gone) this.#untilMs.delete(peer)
    return gone
  }

  get size(): number {
    return this.#untilMs.size
  }
}

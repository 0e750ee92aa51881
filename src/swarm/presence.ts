// Who is here among those that this peer has no link with, and when this peer says that it is here itself. Time is an input.

import type { PeerId } from '../core/ids.ts'

/** Everyone hears what each says: a room of thirty has ninety times the words of a room of ten to hear in a second. */
export const calmHereEveryMs = 8000
/** While members come and go, so that who comes knows all soon. */
export const restlessHereEveryMs = 3000
export const restlessMs = 10_000
/** Who may be taken for gone says at once that it is not, and then once a second at most. */
export const refuteEveryMs = 1000
/** Two words missed and a half. Those whom a carrier shows or somebody is linked with are missed long before, as suspects. */
export const silentMs = 20_000
/** For a word to come back from the far side of the room, on a busy machine. */
export const suspectMs = 1800

/** Those of whom nothing is known but what they say to everyone. */
export class Presence {
  readonly #untilMs = new Map<PeerId, number>()

  /** It is not linked any more, or it said that it is here. */
  heard(peer: PeerId, nowMs: number): void {
    this.#untilMs.set(peer, nowMs + silentMs)
  }

  /** It left a place where it was, or does not answer another: unless it says soon that it is here, it is gone. */
  suspect(peer: PeerId, nowMs: number): void {
    const untilMs = this.#untilMs.get(peer)
    if (untilMs !== undefined) this.#untilMs.set(peer, Math.min(untilMs, nowMs + suspectMs))
  }

  /** This page was late itself by so much: what the others said meanwhile may still wait to be read. */
  forgive(lateMs: number): void {
    for (const [peer, untilMs] of this.#untilMs) this.#untilMs.set(peer, untilMs + lateMs)
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

  has(peer: PeerId): boolean {
    return this.#untilMs.has(peer)
  }

  get size(): number {
    return this.#untilMs.size
  }
}

/** When this peer says that it is here. */
export class Heartbeat {
  #saidMs = Number.NEGATIVE_INFINITY
  #restlessUntilMs = Number.NEGATIVE_INFINITY
  #isDoubted = false

  /** Somebody came who may not know this peer. */
  cameSomebody(nowMs: number): void {
    this.#restlessUntilMs = nowMs + restlessMs
  }

  /** Somebody may take this peer for gone. */
  doubted(nowMs: number): void {
    this.#isDoubted = true
    this.cameSomebody(nowMs)
  }

  isDue(nowMs: number): boolean {
    const everyMs = nowMs < this.#restlessUntilMs ? restlessHereEveryMs : calmHereEveryMs
    return nowMs - this.#saidMs >= (this.#isDoubted ? refuteEveryMs : everyMs)
  }

  said(nowMs: number): void {
    this.#saidMs = nowMs
    this.#isDoubted = false
  }
}

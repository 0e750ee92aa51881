// What is said to everyone: to each by its own link while all are linked, and by gossip in a room too large for that.
// Gossip also tells who is here of those that are not linked. It is loaded when the first such room needs it.

import type { PeerId } from '../core/ids.ts'
import { every } from './clock.ts'
import { parsed, written } from './frame.ts'
import type { Gossip, GossipListener, GossipPiece } from './gossip.ts'
import { Heartbeat, Presence } from './presence.ts'
import { type RoomFrame, roomFrame } from './room-frame.ts'
import { SaidNumbers } from './said-numbers.ts'

/** Loads gossip, and speaks as this peer. */
export type OpenGossip = (listener: GossipListener) => Promise<Gossip>

/** How often it is looked at who is silent, and whether this peer should say that it is here. */
export const beatMs = 250
/** What came, or was said, before gossip was there to take it. */
export const earlyMax = 256

/** Each carries a number, and its author's name, so that whoever hears one knows whom it hears. */
export type SaidToAll = Extract<RoomFrame, { number: number; name: string }>
export type WordToAll = SaidToAll extends infer Said
  ? Said extends SaidToAll
    ? Omit<Said, 'number' | 'name'>
    : never
  : never

export const isSaidToAll = (frame: RoomFrame): frame is SaidToAll => 'number' in frame && 'name' in frame

export interface EveryoneOptions {
  readonly self: PeerId
  readonly name: string
  readonly now: () => number
  /** Null where everyone can be linked, as in memory. */
  readonly openGossip: OpenGossip | null
  readonly send: (to: PeerId, bytes: Uint8Array) => Promise<void> | undefined
  /** Whether what this author says is passed on: it breaks no limit, and there is a place for it. */
  readonly accepts: (author: PeerId, length: number) => boolean
  readonly heard: (author: PeerId, said: SaidToAll) => void
  /** Somebody who is not linked is silent. */
  readonly gone: (peer: PeerId) => void
  readonly failed: (why: string) => void
}

export class Everyone {
  readonly #options: EveryoneOptions
  readonly #numbers = new SaidNumbers()
  readonly #presence = new Presence()
  readonly #heartbeat = new Heartbeat()
  readonly #linked = new Set<PeerId>()
  #beyond: ReadonlySet<PeerId> = new Set()
  #gossip: Gossip | null = null
  #isOpening = false
  #isClosed = false
  #earlyPieces: { from: PeerId; piece: GossipPiece }[] = []
  #earlyWords: Uint8Array[] = []
  #stopBeating: () => void = () => {}
  #beatenMs = 0
  /** Rises also over a reload of the page, for others remember what they have heard. */
  #number = Date.now() * 1000

  constructor(options: EveryoneOptions) {
    this.#options = options
  }

  /** A promise asks to wait until the slowest of those it goes to first can take more. */
  say(word: WordToAll): Promise<void> | undefined {
    const bytes = this.#written(word)
    const isWhole = this.#isWhole()
    const hearers = isWhole ? null : this.#gossip?.hearers()
    const waits: Promise<void>[] = isWhole ? [] : [this.#publish(bytes)]
    for (const peer of this.#linked) {
      const wait = hearers?.has(peer) ? undefined : this.#options.send(peer, bytes)
      if (wait !== undefined) waits.push(wait)
    }
    return waits.length > 0 ? Promise.all(waits).then(() => {}) : undefined
  }

  /** Said by a member that is linked, over its link or through others. */
  hear(author: PeerId, said: SaidToAll): void {
    if (!this.#numbers.take(author, said.number)) return // it came before, another way
    const nowMs = this.#options.now()
    if (!this.#linked.has(author)) {
      if (!this.#presence.has(author)) this.#heartbeat.cameSomebody(nowMs)
      this.#presence.heard(author, nowMs)
    }
    if (said.type === 'suspect') {
      if (said.peer === this.#options.self) this.#heartbeat.doubted(nowMs)
      else this.#presence.suspect(said.peer, nowMs)
    }
    this.#options.heard(author, said)
  }

  /** A member said hello over its link; once more, when it lost what was under way. */
  linked(peer: PeerId): void {
    this.#linked.add(peer)
    this.#presence.forget(peer)
    this.#gossip?.connected(peer)
  }

  /** A member that is linked answers late, or never: those who know it from afar should hear of it. */
  suspect(peer: PeerId): void {
    if (this.#gossip !== null) void this.say({ type: 'suspect', peer })
  }

  /** Returns whether the peer may still be here: others may be linked with it. */
  unlinked(peer: PeerId): boolean {
    this.#linked.delete(peer)
    this.#gossip?.disconnected(peer)
    if (this.#gossip === null) return false
    const nowMs = this.#options.now()
    this.#presence.heard(peer, nowMs)
    if (!this.#beyond.has(peer)) this.#lost(peer, nowMs)
    return true
  }

  /** Nothing is expected of it any more. */
  forget(peer: PeerId): void {
    this.#presence.forget(peer)
  }

  /** Those met that are left to others. */
  beyondIs(peers: readonly PeerId[]): void {
    const [before, nowMs] = [this.#beyond, this.#options.now()]
    this.#beyond = new Set(peers)
    for (const peer of before) if (!this.#beyond.has(peer)) this.#lost(peer, nowMs)
    if (peers.some(peer => !before.has(peer) && !this.#linked.has(peer))) this.#heartbeat.cameSomebody(nowMs)
    if (peers.length > 0) this.#begin()
  }

  receive(from: PeerId, piece: GossipPiece): void {
    this.#begin() // for the other the room is too large, so it is
    if (this.#gossip !== null) this.#gossip.receive(from, piece)
    else if (this.#earlyPieces.length < earlyMax) this.#earlyPieces.push({ from, piece })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopBeating()
    await this.#gossip?.close()
  }

  #isWhole(): boolean {
    return this.#beyond.size === 0 && this.#presence.size === 0
  }

  #written(word: WordToAll): Uint8Array {
    return written(roomFrame, { ...word, number: this.#number++, name: this.#options.name })
  }

  async #publish(bytes: Uint8Array): Promise<void> {
    if (this.#gossip !== null && this.#gossip.hearers().size > 0) return await this.#gossip.publish(bytes)
    this.#earlyWords.push(bytes)
    if (this.#earlyWords.length > earlyMax) this.#earlyWords.shift()
  }

  #begin(): void {
    const { openGossip, failed } = this.#options
    if (this.#isOpening || this.#gossip !== null || openGossip === null) return
    this.#isOpening = true
    openGossip({
      say: (to, { isOpening, bytes }) =>
        this.#options.send(to, written(roomFrame, { type: 'gossip', isOpening, bytes })),
      passesOn: (author, bytes) => this.#options.accepts(author, bytes.length) && saidIn(bytes) !== null,
      heard: (author, bytes) => {
        const said = saidIn(bytes)
        if (said !== null) this.hear(author, said)
      },
    })
      .then(gossip => this.#opened(gossip))
      .catch(error => failed(`gossip could not be loaded: ${error.message}`))
      .finally(() => {
        this.#isOpening = false
      })
  }

  async #opened(gossip: Gossip): Promise<void> {
    if (this.#isClosed) return await gossip.close()
    this.#gossip = gossip
    for (const peer of this.#linked) gossip.connected(peer)
    for (const { from, piece } of this.#earlyPieces.splice(0)) gossip.receive(from, piece)
    this.#beatenMs = this.#options.now()
    this.#stopBeating = every(beatMs, () => this.#beat(gossip))
  }

  #beat(gossip: Gossip): void {
    const nowMs = this.#options.now()
    this.#presence.forgive(Math.max(0, nowMs - this.#beatenMs - 2 * beatMs))
    this.#beatenMs = nowMs
    for (const peer of this.#presence.takeGone(nowMs)) this.#options.gone(peer)
    if (gossip.hearers().size === 0) return
    for (const bytes of this.#earlyWords.splice(0)) void gossip.publish(bytes)
    if (!this.#heartbeat.isDue(nowMs)) return
    this.#heartbeat.said(nowMs)
    void gossip.publish(this.#written({ type: 'here' }))
  }

  /** It may be gone; or it lost this peer, and takes this one for gone. */
  #lost(peer: PeerId, nowMs: number): void {
    this.#presence.suspect(peer, nowMs)
    this.#heartbeat.doubted(nowMs)
  }
}

function saidIn(bytes: Uint8Array): SaidToAll | null {
  const frame = parsed(roomFrame, bytes, 'gossip')
  return frame !== null && isSaidToAll(frame) ? frame : null
}

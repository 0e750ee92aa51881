// One other peer of a link: how it is reached, and by which voice the two speak now. The peer with the lower id dials,
// so that two never dial each other at once. It begins on whatever way opens first, and moves to a better one.

import type { Connection, Stream } from '@libp2p/interface'
import type { PeerId } from '../core/ids.ts'
import { after } from './clock.ts'
import { direct, directWithinMs, type Way } from './crossing.ts'
import { wayOf } from './crossing-transport.ts'
import { deadline } from './deadline.ts'
import { type DirectTrouble, NegotiationError } from './negotiation.ts'
import type { SwarmNode } from './node.ts'
import { Voice } from './voice.ts'

export const linkProtocol = '/tabswarm/link/1.0.0'

/** Six tabs that open at once on two cores are a direct mesh by then; only after it does the carrier begin to carry. */
export const headStartMs = 1000
export const crowdedHeadStartMs = 4000
export const carriedWithinMs = 8000
/** A voice that was left behind and stays silent for so long has lost its connection: nothing more comes from it. */
export const elderPatienceMs = 2000
/** Between tries to reach a peer, or to find a direct path to one that is carried. */
export const retryMs = [500, 1000, 2000, 5000, 10_000, 30_000] as const

export interface PartnerListener {
  heard(bytes: Uint8Array): void
  /** It can be spoken to, by this way; or, with null, no longer. */
  reached(way: Way | null): void
  failed(error: ReachError): void
}

/** Says which way was tried, and how far it came. */
export class ReachError extends Error {
  override readonly name = 'ReachError'
  /** What stood in the direct way, where that was tried. */
  readonly trouble: DirectTrouble | null

  constructor(why: string, causes: readonly unknown[]) {
    super(why)
    this.trouble = causes.map(troubleOf).find(trouble => trouble !== null) ?? null
  }
}

export class Partner {
  readonly #node: SwarmNode
  readonly #peer: PeerId
  readonly #listener: PartnerListener
  readonly #gone = new AbortController()
  #voice: Voice | null = null
  /** Voices left behind that the other side has not ended yet: what it said there comes first. */
  #elders = new Set<Voice>()
  /** Until the voices that are being opened are. */
  #opening: Promise<unknown> = Promise.resolve()
  #isReaching = false
  #wake: (() => void) | null = null

  constructor(node: SwarmNode, peer: PeerId, listener: PartnerListener) {
    this.#node = node
    this.#peer = peer
    this.#listener = listener
  }

  get way(): Way | null {
    return this.#voice?.way ?? null
  }

  send(bytes: Uint8Array): Promise<void> | undefined {
    return this.#voice?.send(bytes)
  }

  /** Called whenever the ways to the peer may have changed. */
  async reach(): Promise<void> {
    this.#wake?.()
    if (this.#isReaching || this.#node.self > this.#peer) return
    this.#isReaching = true
    for (let tries = 0; this.#isWanting(); tries++) {
      const error = await this.#try().catch((error: ReachError) => error)
      if (!this.#isWanting()) break
      if (error) this.#listener.failed(error)
      await this.#pause(retryMs[Math.min(tries, retryMs.length - 1)]!)
    }
    this.#isReaching = false
  }

  /** The other side dialled us. The greeting tells it that we listen here from now on. */
  accept(stream: Stream, connection: Connection): void {
    const voice = this.#adopt(stream, connection, bytes => this.#listener.heard(bytes))
    voice.send(greeting)
    this.#moveTo(voice)
  }

  leave(): void {
    this.#gone.abort(new Error('this peer left the link'))
    this.#wake?.()
    for (const voice of [...this.#elders, this.#voice]) voice?.leave()
    this.#elders.clear()
    this.#voice = null
  }

  #isWanting(): boolean {
    const ways = this.#node.crossing.ways(this.#peer)
    return !this.#gone.signal.aborted && ways.length > 0 && this.#voice?.way !== ways[0]
  }

  /** In turn; what is slow does not hold up those who wait. */
  async #try(): Promise<void> {
    const leave = await this.#node.turns.enter()
    const stop = after(this.#headStartMs, leave)
    try {
      await this.#tryNow()
    } finally {
      stop()
      leave()
    }
  }

  /** Where many wait, all are slow: to carry them, too, would make them slower. */
  get #headStartMs(): number {
    return this.#node.turns.waiting > 0 ? crowdedHeadStartMs : headStartMs
  }

  /** Direct first; once its head start is over, or it has failed, also by the carriers. */
  async #tryNow(): Promise<void> {
    if (!this.#isWanting()) return // it came to us while we waited for our turn
    const ways = this.#node.crossing.ways(this.#peer)
    const carriers = ways.filter(way => way !== direct)
    const tries: Promise<void>[] = []
    if (ways.includes(direct)) {
      const directly = this.#dial(direct, directWithinMs)
      tries.push(directly)
      if (this.#voice === null) await this.#headStart(directly)
    }
    if (this.#voice === null && !this.#gone.signal.aborted) {
      tries.push(this.#dialFirstOf(carriers))
    }
    const results = await Promise.allSettled(tries)
    const failures = results.filter(result => result.status === 'rejected')
    if (failures.length > 0 && this.#isWanting())
      throw new ReachError(
        failures.map(({ reason }) => reason.message).join('; '),
        failures.map(({ reason }) => reason),
      )
  }

  /** While others come and go, too: who ended it with each of them would have all carried that is direct in a moment. */
  async #headStart(directly: Promise<void>): Promise<void> {
    let stop = () => {}
    const over = new Promise<void>(resolve => {
      stop = after(this.#headStartMs, resolve)
    })
    await Promise.race([directly, over]).catch(() => {})
    stop()
  }

  async #dialFirstOf(carriers: readonly Way[]): Promise<void> {
    const failures: string[] = []
    for (const way of carriers) {
      try {
        return await this.#dial(way, carriedWithinMs)
      } catch (error) {
        failures.push((error as Error).message)
      }
    }
    throw new ReachError(failures.join('; '), [])
  }

  async #dial(way: Way, withinMs: number): Promise<void> {
    const { signal, clear } = deadline(withinMs, this.#gone.signal)
    let step = 'looking for a path'
    let connection: Connection | undefined
    try {
      connection = await this.#node.transport.reach(this.#peer, way, signal)
      step = 'connected, opening a stream'
      await this.#openInTurn(connection, signal)
    } catch (error) {
      connection?.abort(error as Error)
      throw new ReachError(`${way} to ${this.#peer}, ${step}: ${(error as Error).message}`, [error])
    } finally {
      clear()
    }
  }

  /**
   * One after the other, each until it is greeted: where two ways come up at once, each side would else take another
   * voice for the later one, both would leave, and what was said in between would be lost.
   */
  async #openInTurn(connection: Connection, signal: AbortSignal): Promise<void> {
    const opening = this.#opening.then(async () => {
      if (this.#isBetterThan(wayOf(connection.remoteAddr))) await connection.close()
      else await this.#open(connection, signal)
    })
    this.#opening = opening.catch(() => {}) // whoever opens it hears of it
    await opening
  }

  #isBetterThan(way: Way): boolean {
    const ways = this.#node.crossing.ways(this.#peer)
    return this.#voice !== null && ways.indexOf(this.#voice.way) < ways.indexOf(way)
  }

  async #open(connection: Connection, signal: AbortSignal): Promise<void> {
    const stream = await connection.newStream(linkProtocol, { signal })
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => reject(new Error(`no greeting from ${this.#peer}`))
      signal.addEventListener('abort', giveUp, { once: true })
      stream.addEventListener('close', giveUp, { once: true })
      let isGreeted = false
      const voice = this.#adopt(stream, connection, bytes => {
        if (isGreeted) return this.#listener.heard(bytes)
        isGreeted = true
        signal.removeEventListener('abort', giveUp)
        this.#moveTo(voice)
        resolve()
      })
    })
  }

  #adopt(stream: Stream, connection: Connection, heard: (bytes: Uint8Array) => void): Voice {
    const voice: Voice = new Voice(stream, connection, {
      heard,
      ended: () => this.#ended(voice),
      closed: () => this.#closed(voice),
    })
    return voice
  }

  #moveTo(voice: Voice): void {
    if (this.#gone.signal.aborted) return voice.leave()
    const elder = this.#voice
    this.#voice = voice
    if (elder !== null) this.#leaveBehind(elder, voice)
    this.#listener.reached(voice.way)
  }

  #leaveBehind(elder: Voice, voice: Voice): void {
    elder.finish(elderPatienceMs)
    if (elder.isEnded) return this.#leaveElder(elder)
    this.#elders.add(elder)
    voice.hold()
  }

  #ended(voice: Voice): void {
    if (this.#elders.delete(voice)) {
      if (this.#elders.size === 0) this.#voice?.release()
      this.#leaveElder(voice)
    } else if (voice === this.#voice) void this.#leaveUnlessMoved(voice)
  }

  #leaveElder(elder: Voice): void {
    if (this.#node.self < this.#peer) elder.leave()
  }

  /** The other side may have ended it to speak by a voice that is being opened: then its greeting is on its way. */
  async #leaveUnlessMoved(voice: Voice): Promise<void> {
    await this.#opening
    if (voice === this.#voice) voice.leave()
  }

  #closed(voice: Voice): void {
    if (voice !== this.#voice) return
    this.#voice = null
    this.#listener.reached(null)
    void this.reach()
  }

  #pause(ms: number): Promise<void> {
    return new Promise(resolve => {
      const wake = () => {
        stop()
        if (this.#wake === wake) this.#wake = null
        resolve()
      }
      const stop = after(ms, wake)
      this.#wake = wake
    })
  }
}

const troubleOf = (error: unknown): DirectTrouble | null =>
  error instanceof NegotiationError || error instanceof ReachError ? error.trouble : null

const greeting = new Uint8Array(0)

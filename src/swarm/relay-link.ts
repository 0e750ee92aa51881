// The link of those who meet at a relay. It outlives the relay: while it is open, it dials until the relay is back.

import type { Connection, Stream, StreamMessageEvent } from '@libp2p/interface'
import { assert } from '../core/assert.ts'
import { fromHex } from '../core/bytes.ts'
import type { PeerId } from '../core/ids.ts'
import { after } from './clock.ts'
import { deadline } from './deadline.ts'
import { parsed, written } from './frame.ts'
import { assertFits, type Link, type LinkListener, linkMessageBytesMax, linkPeersMax } from './link.ts'
import { Deframer, framed } from './message-framing.ts'
import { fromRelay, relayFrameBytesMax, relayProtocol, type ToRelay, toRelay } from './relay-frame.ts'

export const joinWithinMs = 8000
/** A relay that returns is found within two seconds and a half. */
export const redialMs = [100, 250, 500, 1000, 2000] as const
/** So that a class whose relay returns does not come all at once. */
export const redialJitter = 0.25

export interface RelayLinkOptions {
  readonly self: PeerId
  /** See meeting.ts. */
  readonly place: string
  readonly connect: (signal: AbortSignal) => Promise<Connection>
  /** Null when the relay is joined; else what was tried. */
  readonly onStatus?: (trouble: string | null) => void
}

export function relayLink(options: RelayLinkOptions): Link {
  let visit: Visit | null = null
  return {
    self: options.self,
    messageBytesMax: linkMessageBytesMax,
    peers: () => visit?.peers() ?? [],
    send(to, bytes) {
      assertFits(bytes)
      return visit?.send(to, bytes)
    },
    open(listener) {
      assert(visit === null, 'a link is opened once at a time')
      const opened = new Visit(options, listener)
      visit = opened
      return () => {
        opened.close()
        if (visit === opened) visit = null
      }
    },
  }
}

/** One open link, and the supervisor that keeps it joined. */
class Visit {
  readonly #options: RelayLinkOptions
  readonly #listener: LinkListener
  readonly #closed = new AbortController()
  readonly #peers = new Set<PeerId>()
  #stream: Stream | null = null

  constructor(options: RelayLinkOptions, listener: LinkListener) {
    this.#options = options
    this.#listener = listener
    void this.#supervise()
  }

  peers(): PeerId[] {
    return [...this.#peers]
  }

  send(to: PeerId, bytes: Uint8Array): Promise<void> | undefined {
    return this.#peers.has(to) ? this.#say({ type: 'message', to, bytes }) : undefined
  }

  close(): void {
    this.#closed.abort()
    this.#peers.clear()
    this.#stream?.close().catch(() => {}) // the relay closed it first
    this.#stream = null
  }

  #say(said: ToRelay): Promise<void> | undefined {
    const stream = this.#stream
    if (stream?.writeStatus !== 'writable') return // between two visits: lost, as on any network
    if (stream.send(framed(written(toRelay, said)))) return
    return stream.onDrain().catch(() => {}) // it closed instead
  }

  async #supervise(): Promise<void> {
    for (let tries = 0; !this.#closed.signal.aborted; tries++) {
      try {
        await this.#visitOnce(() => {
          tries = 0
        })
        this.#options.onStatus?.('the relay closed the connection')
      } catch (error) {
        if (!this.#closed.signal.aborted) this.#options.onStatus?.((error as Error).message)
      }
      const baseMs = redialMs[Math.min(tries, redialMs.length - 1)]!
      await this.#pause(baseMs * (1 + redialJitter * Math.random()))
    }
  }

  /** Ends when the visit does; throws when there was none. */
  async #visitOnce(joined: () => void): Promise<void> {
    const stream = await this.#call()
    if (this.#closed.signal.aborted) return stream.abort(new Error('closed meanwhile'))
    const deframer = new Deframer(relayFrameBytesMax)
    const ended = new Promise<void>(resolve => {
      const end = () => resolve()
      stream.addEventListener('close', end)
      stream.addEventListener('remoteCloseWrite', end)
    })
    stream.addEventListener('message', ({ data }: StreamMessageEvent) => {
      try {
        for (const message of deframer.push(data)) if (this.#hear(stream, message)) joined()
      } catch (error) {
        stream.abort(error as Error)
      }
    })
    this.#stream = stream
    void this.#say({ type: 'join', place: fromHex(this.#options.place) })
    await ended
    if (this.#closed.signal.aborted) return
    this.#stream = null
    this.#peers.clear()
    this.#listener.peersChanged([])
    stream.abort(new Error('the relay left'))
  }

  async #call(): Promise<Stream> {
    const { signal, clear } = deadline(joinWithinMs, this.#closed.signal)
    try {
      const connection = await this.#options.connect(signal)
      return await connection.newStream(relayProtocol, { signal })
    } finally {
      clear()
    }
  }

  /** Returns whether this tells that we have joined. */
  #hear(stream: Stream, message: Uint8Array): boolean {
    if (stream !== this.#stream) return false // of a visit that is over
    const said = parsed(fromRelay, message, 'relay')
    if (said === null) throw new Error('the relay says what it should not')
    if (said.type === 'message') this.#listener.receive(said.from, said.bytes)
    else if (said.type === 'joined') this.#add(said.peer)
    else if (said.type === 'left') this.#peers.delete(said.peer)
    else for (const peer of said.peers) this.#add(peer)
    if (said.type !== 'message') this.#listener.peersChanged(this.peers())
    if (said.type === 'here') this.#options.onStatus?.(null)
    return said.type === 'here'
  }

  #add(peer: PeerId): void {
    if (peer !== this.#options.self && this.#peers.size < linkPeersMax) this.#peers.add(peer)
  }

  #pause(ms: number): Promise<void> {
    return new Promise(resolve => {
      const stop = after(ms, resolve)
      this.#closed.signal.addEventListener(
        'abort',
        () => {
          stop()
          resolve()
        },
        { once: true },
      )
    })
  }
}

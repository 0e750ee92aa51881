// Every way to another peer: the carriers on which peers meet, direct connections agreed on over a carrier, and bytes
// carried by the carrier itself where no direct path exists. It hands out ports and knows nothing of libp2p.

import { assert } from '../core/assert.ts'
import type { PeerId } from '../core/ids.ts'
import { CarriedPort } from './carried-port.ts'
import { parsed, written } from './frame.ts'
import { hasWebRtc, Line } from './line.ts'
import type { Link } from './link.ts'
import { Negotiation } from './negotiation.ts'
import type { Port } from './port.ts'
import { newSession, type SessionSignal, type Signal, signal } from './signal.ts'

/** A peer needs one session, and one more while it changes from carried to direct; the rest is haste or malice. */
export const sessionsPerPeerMax = 6
/** A direct path is found within two seconds or not at all, even through two home routers. */
export const directWithinMs = 8000

/** `direct`, or the name of a carrier. */
export type Way = string
export const direct = 'direct'

/** A named link on which peers meet: `tabs` for a BroadcastChannel, `relay` for a relay. */
export interface Carrier {
  readonly name: Way
  readonly link: Link
}

export interface CrossingListener {
  /** Who can be met on some carrier, whenever that changes. */
  met(peers: readonly PeerId[]): void
  /** Someone asks us to cross to it. */
  knocked(peer: PeerId): void
  /** Someone crossed to us. */
  arrived(peer: PeerId, way: Way, port: Port): void
}

export interface CrossingOptions {
  readonly self: PeerId
  /** Best first. */
  readonly carriers: readonly Carrier[]
  readonly iceServers: readonly RTCIceServer[]
  /** For whoever is met first. */
  readonly line?: Line | null
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array
}

type Session =
  | { readonly kind: 'direct'; readonly peer: PeerId; readonly negotiation: Negotiation }
  | { readonly kind: 'carried'; readonly peer: PeerId; readonly port: CarriedPort; readonly link: Link }

export class Crossing {
  readonly #options: CrossingOptions
  readonly #sessions = new Map<string, Session>()
  #listener: CrossingListener | null = null
  #closers: (() => void)[] = []
  #ready: Line | null
  /** Frames that made no sense, or came unasked: dropped, and counted here. */
  dropped = 0

  constructor(options: CrossingOptions) {
    this.#options = options
    this.#ready = options.line ?? null
  }

  open(listener: CrossingListener): () => void {
    assert(this.#listener === null, 'a crossing is opened once at a time')
    this.#listener = listener
    this.#closers = this.#options.carriers.map(({ name, link }) =>
      link.open({
        receive: (from, bytes) => this.#receive(name, link, from, bytes),
        peersChanged: peers => this.#membersChanged(link, peers),
      }),
    )
    return () => {
      if (this.#listener === listener) this.#close()
    }
  }

  peers(): PeerId[] {
    return [...new Set(this.#options.carriers.flatMap(({ link }) => link.peers()))]
  }

  /** The ways to a peer, best first. */
  ways(peer: PeerId): Way[] {
    const carriers = this.#carriersTo(peer).map(({ name }) => name)
    return carriers.length > 0 && hasWebRtc() ? [direct, ...carriers] : carriers
  }

  async cross(peer: PeerId, way: Way, until: AbortSignal): Promise<Port> {
    const carriers = this.#carriersTo(peer)
    const carrier = way === direct ? carriers[0] : carriers.find(({ name }) => name === way)
    if (carrier === undefined) throw new Error('no carrier reaches it')
    const session = newSession()
    if (way === direct) {
      const negotiation = this.#negotiate(carrier.link, peer, session, until)
      void negotiation.offer()
      return await negotiation.port
    }
    const port = this.#carry(carrier.link, peer, session)
    carrier.link.send(peer, written(signal, { type: 'carry', session }))
    return port
  }

  /** Asks a peer to cross to us. */
  knock(peer: PeerId): void {
    this.#carriersTo(peer)[0]?.link.send(peer, written(signal, { type: 'knock' }))
  }

  #membersChanged(link: Link, peers: readonly PeerId[]): void {
    for (const session of [...this.#sessions.values()]) {
      if (session.kind === 'carried' && session.link === link && !peers.includes(session.peer)) session.port.ended()
    }
    this.#listener?.met(this.peers())
  }

  #carriersTo(peer: PeerId): Carrier[] {
    return this.#options.carriers.filter(({ link }) => link.peers().includes(peer))
  }

  #receive(way: Way, link: Link, from: PeerId, bytes: Uint8Array): void {
    const said = parsed(signal, bytes, 'signal')
    if (said === null) return this.#drop()
    if (said.type === 'knock') return this.#listener?.knocked(from)
    const session = this.#sessions.get(`${from} ${said.session}`)
    if (session === undefined) return this.#begin(way, link, from, said)
    if (session.kind === 'direct') return void session.negotiation.receive(said)
    if (said.type === 'carried') session.port.arrived(said.bytes)
    else if (said.type === 'end') session.port.ended()
    else this.#drop()
  }

  #begin(way: Way, link: Link, from: PeerId, said: SessionSignal): void {
    if (said.type === 'end' || said.type === 'candidate') return // of a session that is over here
    const theirs = [...this.#sessions.values()].filter(({ peer }) => peer === from).length
    const isDirect = said.type === 'offer' && hasWebRtc()
    if (theirs >= sessionsPerPeerMax || !(isDirect || said.type === 'carry')) {
      this.#drop()
      link.send(from, written(signal, { type: 'end', session: said.session }))
    } else if (isDirect) {
      const negotiation = this.#negotiate(link, from, said.session, AbortSignal.timeout(directWithinMs))
      negotiation.port.then(
        port => this.#listener?.arrived(from, direct, port),
        () => {}, // the peer that dialled hears of it, and tries another way
      )
      void negotiation.receive(said)
    } else this.#listener?.arrived(from, way, this.#carry(link, from, said.session))
  }

  #negotiate(link: Link, peer: PeerId, session: number, until: AbortSignal): Negotiation {
    const { self, sign, iceServers } = this.#options
    const say = (said: Signal): void => void link.send(peer, written(signal, said))
    const line = this.#ready ?? new Line(iceServers)
    this.#ready = null
    const negotiation = new Negotiation({ self, peer, session, line, sign, say, signal: until })
    const forget = this.#remember(session, { kind: 'direct', peer, negotiation })
    negotiation.port.then(forget, () => {
      if (forget()) say({ type: 'end', session })
    })
    return negotiation
  }

  #carry(link: Link, peer: PeerId, session: number): CarriedPort {
    const port = new CarriedPort({
      send: bytes => link.send(peer, written(signal, { type: 'carried', session, bytes })),
      end: () => void (forget() && link.send(peer, written(signal, { type: 'end', session }))),
      left: () => void forget(),
    })
    const forget = this.#remember(session, { kind: 'carried', peer, port, link })
    return port
  }

  /** Returns how to forget it, which says whether it was still known. */
  #remember(session: number, remembered: Session): () => boolean {
    const key = `${remembered.peer} ${session}`
    this.#sessions.set(key, remembered)
    return () => this.#sessions.delete(key)
  }

  #drop(): void {
    this.dropped++
  }

  #close(): void {
    for (const session of [...this.#sessions.values()]) {
      if (session.kind === 'direct') session.negotiation.fail('this peer left')
      else session.port.close()
    }
    this.#listener = null
    this.#ready?.connection.close()
    this.#ready = null
    for (const close of this.#closers.splice(0)) close()
  }
}

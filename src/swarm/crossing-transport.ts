// A crossing as a libp2p transport. A direct connection is safe by its signed description (see signal.ts) and needs only
// a muxer; a carried one passes through others' hands, so noise makes it safe first.

import {
  type ComponentLogger,
  type Connection,
  type DialTransportOptions,
  type Listener,
  type StreamMuxerFactory,
  type Transport,
  transportSymbol,
  type Upgrader,
} from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { assert } from '../core/assert.ts'
import { type PeerId, peerId } from '../core/ids.ts'
import { type Crossing, direct, type Way } from './crossing.ts'
import type { Port } from './port.ts'
import { PortConnection } from './port-connection.ts'
import { upgraded } from './upgraded.ts'

/** What libp2p hands to a transport. */
export interface CrossingTransportComponents {
  readonly upgrader: Upgrader
  readonly logger: ComponentLogger
}

export const addressOf = (peer: PeerId, way: Way): Multiaddr =>
  multiaddr(way === direct ? `/webrtc/p2p/${peer}` : `/memory/${way}/p2p/${peer}`)

/** The way a connection came, from its address. */
export function wayOf(address: Multiaddr): Way {
  const [first] = address.getComponents()
  return first?.name === 'webrtc' ? direct : (first?.value ?? 'unknown')
}

export class CrossingTransport implements Transport {
  readonly [transportSymbol] = true
  readonly [Symbol.toStringTag] = 'tabswarm-crossing'
  readonly #crossing: Crossing
  readonly #components: CrossingTransportComponents
  readonly #muxer: StreamMuxerFactory

  constructor(crossing: Crossing, components: CrossingTransportComponents, muxer: StreamMuxerFactory) {
    this.#crossing = crossing
    this.#components = components
    this.#muxer = muxer
  }

  async dial(address: Multiaddr, { signal }: Pick<DialTransportOptions, 'signal'>): Promise<Connection> {
    return await this.reach(peerIdIn(address), wayOf(address), signal)
  }

  /** Without libp2p's dial queue, which would make a second way to a peer wait for the first to fail. */
  async reach(peer: PeerId, way: Way, signal: AbortSignal): Promise<Connection> {
    const { upgrader } = this.#components
    const port = await this.#crossing.cross(peer, way, signal)
    const connection = this.#connection(addressOf(peer, way), port, 'outbound')
    const options = way === direct ? this.#trusted(peer, signal) : { signal }
    return await upgraded(connection, signal, upgrader.upgradeOutbound(connection, options))
  }

  /** Whoever crossed to us becomes a connection, or is dropped: then the peer that dialled sees its port close. */
  async accept(peer: PeerId, way: Way, port: Port): Promise<void> {
    const connection = this.#connection(addressOf(peer, way), port, 'inbound')
    const signal = AbortSignal.timeout(upgradeWithinMs)
    const options = way === direct ? this.#trusted(peer, signal) : { signal }
    const { upgrader } = this.#components
    await upgraded(connection, signal, upgrader.upgradeInbound(connection, options)).catch(() => {}) // it is closed
  }

  createListener(): Listener {
    throw new Error('a crossing has no address to listen on: whoever is met on a carrier can cross')
  }

  listenFilter(): Multiaddr[] {
    return []
  }

  dialFilter(addresses: Multiaddr[]): Multiaddr[] {
    return addresses.filter(address => /^\/(webrtc|memory\/[^/]+)\/p2p\/[^/]+$/.test(address.toString()))
  }

  #trusted(peer: PeerId, signal: AbortSignal) {
    const remotePeer = peerIdFromString(peer)
    return { signal, remotePeer, skipEncryption: true, skipProtection: true, muxerFactory: this.#muxer } as const
  }

  #connection(remoteAddr: Multiaddr, port: Port, direction: 'inbound' | 'outbound'): PortConnection {
    const log = this.#components.logger.forComponent('tabswarm:crossing')
    return new PortConnection({ port, remoteAddr, direction, log })
  }
}

const upgradeWithinMs = 10_000

function peerIdIn(address: Multiaddr): PeerId {
  const peer = address.getComponents().findLast(({ name }) => name === 'p2p')?.value
  assert(peer !== undefined, 'an address to cross to names its peer')
  return peerId(peer)
}

// A crossing as a libp2p transport. A direct connection is safe by its signed description (see signal.ts) and needs only
// a muxer; a carried one passes through others' hands, so noise makes it safe first.

import {
  type ComponentLogger,
  type Connection,
  type DialTransportOptions,
  type Listener,
  type MessageStreamDirection,
  type Transport,
  transportSymbol,
  type Upgrader,
} from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { assert } from '../core/assert.ts'
import { type PeerId, peerId } from '../core/ids.ts'
import { type Crossing, direct, type Way } from './crossing.ts'
import { DirectConnection } from './direct-connection.ts'
import { directMuxer } from './direct-muxer.ts'
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
  readonly #inboundStreamsMax: number

  constructor(crossing: Crossing, components: CrossingTransportComponents, inboundStreamsMax: number) {
    this.#crossing = crossing
    this.#components = components
    this.#inboundStreamsMax = inboundStreamsMax
  }

  async dial(address: Multiaddr, { signal }: Pick<DialTransportOptions, 'signal'>): Promise<Connection> {
    return await this.reach(peerIdIn(address), wayOf(address), signal)
  }

  /** Without libp2p's dial queue, which would make a second way to a peer wait for the first to fail. */
  async reach(peer: PeerId, way: Way, signal: AbortSignal): Promise<Connection> {
    const port = await this.#crossing.cross(peer, way, signal)
    const [connection, options] = this.#connection(peer, way, port, 'outbound')
    const upgrade = this.#components.upgrader.upgradeOutbound(connection, { ...options, signal })
    return await upgraded(connection, signal, upgrade)
  }

  /** Whoever crossed to us becomes a connection, or is dropped: then the peer that dialled sees its port close. */
  async accept(peer: PeerId, way: Way, port: Port): Promise<void> {
    const signal = AbortSignal.timeout(upgradeWithinMs)
    const [connection, options] = this.#connection(peer, way, port, 'inbound')
    const upgrade = this.#components.upgrader.upgradeInbound(connection, { ...options, signal })
    await upgraded(connection, signal, upgrade).catch(() => {}) // it is closed
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

  #connection(peer: PeerId, way: Way, port: Port, direction: MessageStreamDirection) {
    const log = this.#components.logger.forComponent('tabswarm:crossing')
    const init = { port, remoteAddr: addressOf(peer, way), direction, log }
    if (way !== direct) return [new PortConnection(init), {}] as const
    const connection = new DirectConnection(init)
    const muxerFactory = directMuxer(connection, this.#inboundStreamsMax)
    const remotePeer = peerIdFromString(peer)
    return [connection, { remotePeer, skipEncryption: true, skipProtection: true, muxerFactory }] as const
  }
}

const upgradeWithinMs = 10_000

function peerIdIn(address: Multiaddr): PeerId {
  const peer = address.getComponents().findLast(({ name }) => name === 'p2p')?.value
  assert(peer !== undefined, 'an address to cross to names its peer')
  return peerId(peer)
}

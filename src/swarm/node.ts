// A libp2p node whose connections are crossings: made without a server, without listening, without waiting for one.

import type { Connection, PrivateKey, StreamMuxerFactory } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { yamux } from '@libp2p/yamux'
import { createLibp2p, type Libp2p } from 'libp2p'
import { assert } from '../core/assert.ts'
import { type PeerId, peerId } from '../core/ids.ts'
import { after } from './clock.ts'
import { type Carrier, Crossing } from './crossing.ts'
import { CrossingTransport } from './crossing-transport.ts'
import { fetchNoise, lazyNoise } from './lazy-noise.ts'
import type { Line } from './line.ts'
import { quietLogger } from './quiet-logger.ts'
import { Turnstile } from './turnstile.ts'
import { addressOfUrl, type OpenWebSocket, openBrowserWebSocket, WebSocketTransport } from './web-socket-transport.ts'

/** Dials a relay by its address, such as `wss://school.example/relay`. */
export type ConnectRelay = (url: string, signal: AbortSignal) => Promise<Connection>

export interface NodeOptions {
  readonly privateKey: PrivateKey
  /** Where peers meet, best first. */
  readonly carriers: (connectRelay: ConnectRelay) => readonly Carrier[]
  readonly iceServers?: readonly RTCIceServer[]
  /** For whoever is met first. */
  readonly line?: Line | null
  /** For Node 20, which has no WebSocket of its own. */
  readonly openWebSocket?: OpenWebSocket
}

export interface SwarmNode {
  readonly self: PeerId
  readonly libp2p: Libp2p
  readonly crossing: Crossing
  readonly transport: CrossingTransport
  /** Dials pass it. */
  readonly turns: Turnstile
  /** Lets what was said go out, and ends. */
  stop(): Promise<void>
}

export const selfOf = (privateKey: PrivateKey): PeerId => peerId(peerIdFromPrivateKey(privateKey).toString())

/** A tab begins so many connections at once: each costs both ends a tenth of a second of a core. */
export const dialsAtOnceMax = 5
/** In a room of more than thirteen, all may come at once: a few at a time are done in time, many at a time are not. */
export const crowdDialsAtOnceMax = 2
/** A room never holds more than this many streams of one connection: its own, and gossip's. */
export const streamsPerConnectionMax = 32
/** What one stream may hold unread or unsent before it is reset. */
export const streamBufferBytesMax = 4_194_304

/** Keep-alive pings cost each idle pair a wake-up, and say nothing that the room's own pings do not. */
export const muxer: () => StreamMuxerFactory = yamux({
  enableKeepAlive: false,
  maxInboundStreams: streamsPerConnectionMax,
  maxOutboundStreams: streamsPerConnectionMax,
  streamOptions: {
    inactivityTimeout: Number.POSITIVE_INFINITY,
    maxReadBufferLength: streamBufferBytesMax,
    initialStreamWindowSize: 262_144,
    maxStreamWindowSize: 4_194_304,
  },
})

export async function createNode(options: NodeOptions): Promise<SwarmNode> {
  fillInWithResolvers()
  const { privateKey, iceServers = [], line = null, openWebSocket = openBrowserWebSocket } = options
  const self = selfOf(privateKey)
  const sign = (bytes: Uint8Array) => privateKey.sign(bytes)
  const carriers = options.carriers((url, signal) => libp2p.dial(addressOfUrl(url), { signal }))
  const crossing = new Crossing({ self, carriers, iceServers, line, sign })
  let transport: CrossingTransport | undefined
  const libp2p: Libp2p = await createLibp2p({
    privateKey,
    logger: quietLogger, // its own takes eight milliseconds of a fresh page, and room events tell what matters
    transports: [
      components => (transport = new CrossingTransport(crossing, components, streamsPerConnectionMax)),
      components => new WebSocketTransport(components, openWebSocket),
    ],
    connectionEncrypters: [lazyNoise],
    streamMuxers: [muxer],
    connectionGater: { denyDialMultiaddr: () => false },
    connectionManager: {
      inboundConnectionThreshold: Number.POSITIVE_INFINITY, // a class has one address; the room has its own limits
      maxIncomingPendingConnections: 128,
      addressDialTimeout: 10_000, // every dial here has a shorter deadline of its own
    },
    connectionMonitor: { enabled: false },
  })
  assert(transport !== undefined, 'libp2p made its transport')
  const stopFetching = after(fetchNoiseAfterMs, () => void fetchNoise().catch(() => {})) // who needs it tries again
  return {
    self,
    libp2p,
    crossing,
    transport,
    turns: new Turnstile(dialsAtOnceMax),
    stop() {
      stopFetching()
      return stop(libp2p)
    },
  }
}

/** Those who were here have been met by then. */
const fetchNoiseAfterMs = 5000

/** libp2p's own `stop` misses what closes while it begins, and waits half a second for it. */
async function stop(libp2p: Libp2p): Promise<void> {
  const closed = libp2p.getConnections().map(
    connection =>
      new Promise<void>(resolve => {
        const leave = setTimeout(resolve, farewellMs)
        connection.addEventListener('close', () => {
          clearTimeout(leave)
          resolve()
        })
        connection.close().catch(error => connection.abort(error))
      }),
  )
  await Promise.all(closed)
  await libp2p.stop()
}

const farewellMs = 1000

/** libp2p 3 takes it for granted; Node 20 and browsers of early 2024 lack it. */
export function fillInWithResolvers(): void {
  if ('withResolvers' in Promise) return
  Object.defineProperty(Promise, 'withResolvers', { value: withResolvers, configurable: true, writable: true })
}

function withResolvers<T>() {
  let resolve!: (value: T | PromiseLike<T>) => void
  let reject!: (reason?: unknown) => void
  const promise = new Promise<T>((resolved, rejected) => {
    resolve = resolved
    reject = rejected
  })
  return { promise, resolve, reject }
}

// Where the libraries that rooms are measured beside let tabs meet: a server for each, on the loopback, and none outside.

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { circuitRelayServer } from '@libp2p/circuit-relay-v2'
import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { PeerServer } from 'peer'
import { type WebSocket, WebSocketServer } from 'ws'
import { fillInWithResolvers } from '../../src/swarm/node.ts'
import type { Servers } from './pages/paths/path.ts'

const host = '127.0.0.1'
/** More tabs than any run opens: as it comes, the relay takes fifteen, and forgets none who left. */
const tabsMax = 1000

export async function startServers(): Promise<{ readonly servers: Servers; stop(): Promise<void> }> {
  fillInWithResolvers()
  const peerjs = await new Promise<Server>(
    resolve => void PeerServer({ host, port: 0, path: '/' }, resolve as () => void),
  )
  const nostr = await publisher(hearNostr)
  const yWebrtc = await publisher(hearYWebrtc)
  const circuit = await createLibp2p({
    addresses: { listen: [`/ip4/${host}/tcp/0/ws`] },
    transports: [webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionManager: { inboundConnectionThreshold: tabsMax, maxIncomingPendingConnections: tabsMax },
    services: {
      identify: identify(),
      relay: circuitRelayServer({ reservations: { maxReservations: tabsMax } }),
    },
  })
  return {
    servers: {
      peerjsPort: (peerjs.address() as AddressInfo).port,
      nostr: urlOf(nostr),
      yWebrtc: urlOf(yWebrtc),
      circuit: `${circuit.getMultiaddrs()[0]}`,
    },
    async stop() {
      peerjs.closeAllConnections()
      peerjs.close()
      for (const server of [nostr, yWebrtc]) {
        for (const client of server.clients) client.terminate()
        server.close()
      }
      await circuit.stop()
    },
  }
}

const urlOf = (server: WebSocketServer): string => `ws://${host}:${(server.address() as AddressInfo).port}`

/** Who listens to which topic, and how it wants to be told. */
type Topics = Map<string, Map<WebSocket, (said: object) => void>>
type Hear = (socket: WebSocket, said: unknown, topics: Topics) => void

async function publisher(hear: Hear): Promise<WebSocketServer> {
  const topics: Topics = new Map()
  const server = new WebSocketServer({ host, port: 0 })
  server.on('connection', socket => {
    socket.on('message', bytes => hear(socket, JSON.parse(`${bytes}`), topics))
    socket.on('close', () => {
      for (const listeners of topics.values()) listeners.delete(socket)
    })
  })
  await new Promise(resolve => server.once('listening', resolve))
  return server
}

function listen(topics: Topics, topic: string, socket: WebSocket, tell: (said: object) => void): void {
  const listeners = topics.get(topic) ?? new Map()
  topics.set(topic, listeners.set(socket, tell))
}

/** As y-webrtc's own server, which has no port that it chooses itself. */
const hearYWebrtc: Hear = (socket, said, topics) => {
  const { type, topic, topics: wanted = [] } = said as { type: string; topic: string; topics?: string[] }
  const tell = (message: object) => socket.send(JSON.stringify(message))
  if (type === 'subscribe') for (const topic of wanted) listen(topics, topic, socket, tell)
  else if (type === 'publish') for (const tellOne of topics.get(topic)?.values() ?? []) tellOne(said as object)
  else if (type === 'ping') tell({ type: 'pong' })
}

/** The part of a nostr relay (NIP-01) that passes events of one tag on, and keeps none. */
const hearNostr: Hear = (socket, said, topics) => {
  const [verb, subject, ...filters] = said as [string, unknown, ...{ '#x': string[] }[]]
  const tell = (...words: unknown[]) => socket.send(JSON.stringify(words))
  if (verb === 'REQ') {
    for (const topic of filters.flatMap(filter => filter['#x']))
      listen(topics, topic, socket, event => tell('EVENT', subject, event))
  } else if (verb === 'EVENT') {
    const event = subject as { id: string; tags: [string, string][] }
    tell('OK', event.id, true, '')
    for (const [, topic] of event.tags) for (const tellOne of topics.get(topic)?.values() ?? []) tellOne(event)
  }
}

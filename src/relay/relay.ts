// One http port for a whole class: the built pages, the relay that laptops meet through, and how it is doing.

import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Upgrader } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p, type Libp2p } from 'libp2p'
import type { WebSocket } from 'ws'
import { fillInWithResolvers, muxer } from '../swarm/node.ts'
import { PortConnection } from '../swarm/port-connection.ts'
import { relayProtocol } from '../swarm/relay-frame.ts'
import { upgraded } from '../swarm/upgraded.ts'
import { type AnyWebSocket, WebSocketPort } from '../swarm/web-socket-port.ts'
import { Gate } from './gate.ts'
import { Hall } from './hall.ts'
import { relayKey } from './identity-file.ts'
import { type RelayLimits, relayLimits } from './limits.ts'
import { Metrics } from './metrics.ts'
import { type Answer, notFound, pagesIn, pathOf } from './pages.ts'
import { Visitor } from './visitor.ts'

export interface RelayOptions {
  readonly port?: number
  readonly host?: string
  /** The folder of built pages; none, and only the relay is served. */
  readonly pages?: string
  /** The path, such as `/lab`, under which a reverse proxy shows it. A proxy may strip its prefix or leave it. */
  readonly prefix?: string
  /** Where its key is kept. Without it every start is a new peer. */
  readonly identityFile?: string
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer }
  readonly limits?: Partial<RelayLimits>
  /** Hears one plain object for each thing worth a line in a log. */
  readonly log?: (line: Readonly<Record<string, unknown>>) => void
}

export interface Relay {
  readonly id: string
  readonly port: number
  readonly metrics: Metrics
  /** Says goodbye to everyone, then ends. */
  stop(): Promise<void>
}

export async function startRelay(options: RelayOptions = {}): Promise<Relay> {
  const { port = 4040, host = '0.0.0.0', pages, prefix = '', identityFile = null, tls, log = () => {} } = options
  const limits = { ...relayLimits, ...options.limits }
  const metrics = new Metrics()
  const hall = new Hall(limits)
  const server = tls ? createTlsServer(tls) : createServer()
  const servePages = pages === undefined ? null : await pagesIn(pages)
  const { libp2p, accept } = await createNode(identityFile, limits)
  await libp2p.handle(
    relayProtocol,
    (stream, connection) => void new Visitor({ stream, connection, hall, limits, metrics }),
    { maxInboundStreams: limits.roomsPerConnectionMax },
  )
  const gate = new Gate({ limits, metrics, entered: accept })
  server.on('request', withoutPrefix(prefix, answering({ servePages, gate, hall, metrics })))
  server.on('upgrade', (request, socket, head) => {
    if (isRelayPath(request)) gate.upgrade(request, socket, head)
    else socket.destroy()
  })
  try {
    await listening(server, port, host)
  } catch (error) {
    gate.close()
    await libp2p.stop()
    throw error
  }
  const relay: Relay = {
    id: libp2p.peerId.toString(),
    port: (server.address() as AddressInfo).port,
    metrics,
    async stop() {
      log({ event: 'stopping', connections: gate.connectionCount })
      gate.close()
      await libp2p.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      log({ event: 'stopped' })
    },
  }
  log({ event: 'started', id: relay.id, host, port: relay.port })
  return relay
}

interface NodeAtTheGate {
  readonly libp2p: Libp2p
  readonly accept: (socket: WebSocket, address: string) => void
}

/** A libp2p node that neither listens nor dials: the gate brings it sockets. */
async function createNode(identityFile: string | null, limits: RelayLimits): Promise<NodeAtTheGate> {
  fillInWithResolvers()
  let upgrader: Upgrader | undefined
  const libp2p = await createLibp2p({
    privateKey: await relayKey(identityFile),
    connectionEncrypters: [noise()],
    streamMuxers: [muxer],
    connectionManager: {
      maxConnections: limits.connectionsMax,
      maxIncomingPendingConnections: limits.connectionsMax,
      inboundConnectionThreshold: Number.POSITIVE_INFINITY, // the gate counts arrivals, for a class behind one address
    },
    connectionMonitor: { enabled: false }, // the gate asks its sockets
    services: {
      gate: components => {
        upgrader = components.upgrader
        return {}
      },
    },
  })
  libp2p.addEventListener('connection:open', ({ detail: connection }) => {
    const leave = setTimeout(() => {
      if (connection.streams.length === 0) connection.abort(new Error('it wants nothing'))
    }, limits.joinWithinMs)
    connection.addEventListener('close', () => clearTimeout(leave))
  })
  const log = libp2p.logger.forComponent('tabswarm:relay')
  return {
    libp2p,
    accept(socket, address) {
      const port = new WebSocketPort(socket as unknown as AnyWebSocket) // ws has the browser's events as well
      const remoteAddr = multiaddr(`/${address.includes(':') ? 'ip6' : 'ip4'}/${address.replace(/%.*$/, '')}/tcp/1/ws`)
      const connection = new PortConnection({ port, remoteAddr, direction: 'inbound', log })
      const signal = AbortSignal.timeout(limits.joinWithinMs)
      upgraded(connection, signal, upgrader!.upgradeInbound(connection, { signal })).catch(() => {}) // it is closed
    },
  }
}

interface Answering {
  readonly servePages: Answer | null
  readonly gate: Gate
  readonly hall: Hall
  readonly metrics: Metrics
}

function answering({ servePages, gate, hall, metrics }: Answering): RequestListener {
  const gauges = {
    connections: { help: 'Open connections.', read: () => gate.connectionCount },
    rooms: { help: 'Rooms with a member.', read: () => hall.roomCount },
    members: { help: 'Members of all rooms.', read: () => hall.memberCount },
  }
  return (request, response) => {
    const path = pathOf(request)
    if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405).end()
    else if (path.endsWith('/health')) {
      const state = {
        status: 'ok',
        connections: gate.connectionCount,
        rooms: hall.roomCount,
        members: hall.memberCount,
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end(`${JSON.stringify(state)}\n`)
    } else if (path.endsWith('/metrics')) {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(metrics.text(gauges))
    } else if (servePages !== null) servePages(request, response)
    else notFound(response)
  }
}

/** Pages name each other relative to themselves, so a prefix needs to be taken off here and nowhere else. */
function withoutPrefix(prefix: string, answer: RequestListener): RequestListener {
  return (request, response) => {
    const { url = '/' } = request
    if (prefix !== '' && url === prefix) response.writeHead(308, { location: `${prefix}/` }).end()
    else {
      if (url.startsWith(`${prefix}/`)) request.url = url.slice(prefix.length)
      answer(request, response)
    }
  }
}

/** Any prefix will do: a proxy may strip its own or leave it. */
const isRelayPath = (request: IncomingMessage): boolean => pathOf(request).endsWith('/relay')

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

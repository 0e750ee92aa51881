// The dialling half of WebSockets for libp2p, with paths: a relay may stand behind a proxy's prefix.

import {
  type ComponentLogger,
  type Connection,
  type DialTransportOptions,
  type Listener,
  type Transport,
  transportSymbol,
} from '@libp2p/interface'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { PortConnection } from './port-connection.ts'
import { upgraded } from './upgraded.ts'
import { type AnyWebSocket, WebSocketPort } from './web-socket-port.ts'

export type OpenWebSocket = (url: string) => AnyWebSocket

/** `wss://school.example/lab/relay` becomes `/dns4/school.example/tcp/443/tls/ws/http-path/lab%2Frelay`. */
export function addressOfUrl(url: string | URL): Multiaddr {
  const { protocol, hostname, port, pathname } = new URL(url)
  const isSafe = protocol === 'wss:' || protocol === 'https:'
  const host = hostname.startsWith('[')
    ? `/ip6/${hostname.slice(1, -1)}`
    : `/${isIpv4(hostname) ? 'ip4' : 'dns4'}/${hostname}`
  const path = pathname === '/' ? '' : `/http-path/${encodeURIComponent(pathname.slice(1))}`
  return multiaddr(`${host}/tcp/${port || (isSafe ? 443 : 80)}${isSafe ? '/tls' : ''}/ws${path}`)
}

export function urlOfAddress(address: Multiaddr): string {
  const parts = new Map(address.getComponents().map(({ name, value }) => [name, value ?? '']))
  const ip6 = parts.get('ip6')
  const host = ip6 ? `[${ip6}]` : (parts.get('ip4') ?? parts.get('dns4'))
  const path = parts.get('http-path') ?? '/'
  return `${parts.has('tls') ? 'wss' : 'ws'}://${host}:${parts.get('tcp')}${path.startsWith('/') ? path : `/${path}`}`
}

export const openBrowserWebSocket: OpenWebSocket = url => new WebSocket(url)

export class WebSocketTransport implements Transport {
  readonly [transportSymbol] = true
  readonly [Symbol.toStringTag] = 'tabswarm-web-socket'
  readonly #logger: ComponentLogger
  readonly #open: OpenWebSocket

  constructor({ logger }: { readonly logger: ComponentLogger }, open: OpenWebSocket) {
    this.#logger = logger
    this.#open = open
  }

  async dial(address: Multiaddr, { signal, upgrader }: DialTransportOptions): Promise<Connection> {
    const socket = this.#open(urlOfAddress(address))
    const port = new WebSocketPort(socket)
    await opened(socket, urlOfAddress(address), signal)
    const log = this.#logger.forComponent('tabswarm:web-socket')
    const connection = new PortConnection({ port, remoteAddr: address, direction: 'outbound', log })
    return await upgraded(connection, signal, upgrader.upgradeOutbound(connection, { signal }))
  }

  createListener(): Listener {
    throw new Error('browsers do not listen; the relay accepts its sockets itself')
  }

  listenFilter(): Multiaddr[] {
    return []
  }

  dialFilter(addresses: Multiaddr[]): Multiaddr[] {
    return addresses.filter(address => address.getComponents().some(({ name }) => name === 'ws'))
  }
}

function opened(socket: AnyWebSocket, url: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (why: string) => {
      socket.close()
      reject(new Error(`${url}: ${why}`))
    }
    const abort = () => giveUp('no answer in time')
    signal.addEventListener('abort', abort)
    const settle = (end: () => void) => {
      signal.removeEventListener('abort', abort)
      end()
    }
    socket.addEventListener('open', () => settle(resolve))
    socket.addEventListener('close', () => settle(() => giveUp('no relay there')))
  })
}

const isIpv4 = (host: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(host)

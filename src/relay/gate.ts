// Where WebSockets come in: counts them, refuses what is over a limit, and notices those that are gone without a word.

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { Bucket } from '../swarm/limits.ts'
import { portMessageBytesMax } from '../swarm/port.ts'
import type { RelayLimits } from './limits.ts'
import type { Metrics } from './metrics.ts'

export interface GateOptions {
  readonly limits: RelayLimits
  readonly metrics: Metrics
  readonly entered: (socket: WebSocket, address: string) => void
}

export class Gate {
  readonly #options: GateOptions
  readonly #sockets = new Map<WebSocket, { readonly address: string; isAlive: boolean }>()
  readonly #arrivals: Bucket
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: portMessageBytesMax, perMessageDeflate: false })
  readonly #asking: ReturnType<typeof setInterval>
  #isOpen = true

  constructor(options: GateOptions) {
    this.#options = options
    const { connectionsPerSecondMax, connectionsAtOnceMax, pingEveryMs } = options.limits
    this.#arrivals = new Bucket({
      perSecond: connectionsPerSecondMax,
      atOnce: connectionsAtOnceMax,
      nowMs: performance.now(),
    })
    this.#asking = setInterval(() => this.#askAll(), pingEveryMs)
  }

  get connectionCount(): number {
    return this.#sockets.size
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = request.socket.remoteAddress ?? 'unknown'
    socket.on('error', () => socket.destroy()) // reset while it was being refused
    if (!this.#admits(address)) {
      this.#options.metrics.count('connections_refused_total')
      socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\n\r\n')
      return
    }
    this.#options.metrics.count('connections_total')
    this.#server.handleUpgrade(request, socket, head, opened => this.#enter(opened, address))
  }

  close(): void {
    this.#isOpen = false
    clearInterval(this.#asking)
    for (const socket of this.#sockets.keys()) socket.close(1001, 'the relay stops')
    this.#server.close()
  }

  #admits(address: string): boolean {
    const { connectionsMax, connectionsPerAddressMax } = this.#options.limits
    const fromThere = [...this.#sockets.values()].filter(other => other.address === address).length
    const hasPlace = this.#isOpen && this.#sockets.size < connectionsMax && fromThere < connectionsPerAddressMax
    return hasPlace && this.#arrivals.take(1, performance.now())
  }

  #enter(socket: WebSocket, address: string): void {
    const state = { address, isAlive: true }
    this.#sockets.set(socket, state)
    socket.on('pong', () => {
      state.isAlive = true
    })
    socket.on('close', () => this.#sockets.delete(socket))
    this.#options.entered(socket, address)
  }

  #askAll(): void {
    for (const [socket, state] of this.#sockets) {
      if (!state.isAlive) socket.terminate()
      state.isAlive = false
      socket.ping()
    }
  }
}

// A port over a WebSocket, the browser's own or Node's: to the relay, and at the relay.

import { every } from './clock.ts'
import { bufferedBytesHigh, Inbox, type Port, type PortListener, portMessageBytesMax } from './port.ts'

/** What the two kinds of WebSocket have in common. */
export interface AnyWebSocket {
  binaryType: string
  readonly readyState: number
  readonly bufferedAmount: number
  send(bytes: Uint8Array<ArrayBuffer>): void
  close(): void
  addEventListener(kind: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(kind: 'open' | 'close' | 'error', listener: () => void): void
}

/** A WebSocket does not tell when it drains. Looking this often costs 2 ms on a path that is full anyway. */
const lookEveryMs = 2
const openState = 1

export class WebSocketPort implements Port {
  readonly #socket: AnyWebSocket
  readonly #inbox = new Inbox()
  #stopLooking: (() => void) | null = null

  constructor(socket: AnyWebSocket) {
    this.#socket = socket
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('message', ({ data }) => this.#receive(data))
    socket.addEventListener('error', () => {}) // a close follows, and says all there is to say
    socket.addEventListener('close', () => {
      this.#stopLooking?.()
      this.#inbox.closed()
    })
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#socket.readyState !== openState) return
    this.#socket.send(bytes)
    if (this.#socket.bufferedAmount >= bufferedBytesHigh) this.#stopLooking ??= every(lookEveryMs, () => this.#look())
  }

  listen(listener: PortListener): void {
    this.#inbox.listen(listener)
  }

  close(): void {
    this.#socket.close()
  }

  #look(): void {
    if (this.#socket.bufferedAmount >= bufferedBytesHigh) return
    this.#stopLooking?.()
    this.#stopLooking = null
    this.#inbox.drained()
  }

  #receive(data: unknown): void {
    const isFitting = data instanceof ArrayBuffer && data.byteLength <= portMessageBytesMax
    if (isFitting) this.#inbox.message(new Uint8Array(data))
    else this.#socket.close() // text, or too much: not one of ours
  }
}

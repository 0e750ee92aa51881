// A port over one WebRTC data channel, which owns its connection: when the port closes, both are gone.

import { after } from './clock.ts'
import { bufferedBytesLow, Inbox, type Port, type PortListener } from './port.ts'

/** ICE finds its own way back from a short silence within seconds; after this the peers dial anew. */
const disconnectedMs = 2500
/** What was sent gets this long to leave before the connection closes. */
const farewellMs = 1000

export class DataChannelPort implements Port {
  readonly #connection: RTCPeerConnection
  readonly #channel: RTCDataChannel
  readonly #inbox = new Inbox()
  readonly #listeners = new AbortController()
  #endSilence: (() => void) | null = null
  #isClosing = false

  constructor(connection: RTCPeerConnection, channel: RTCDataChannel) {
    this.#connection = connection
    this.#channel = channel
    channel.binaryType = 'arraybuffer'
    channel.bufferedAmountLowThreshold = bufferedBytesLow
    const { signal } = this.#listeners
    channel.addEventListener('message', event => this.#receive(event.data), { signal })
    channel.addEventListener('bufferedamountlow', () => this.#inbox.drained(), { signal })
    channel.addEventListener('close', () => this.#gone(), { signal })
    connection.addEventListener('connectionstatechange', () => this.#watch(), { signal })
  }

  get bufferedBytes(): number {
    return this.#channel.bufferedAmount
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#channel.readyState === 'open') this.#channel.send(bytes)
  }

  listen(listener: PortListener): void {
    this.#inbox.listen(listener)
  }

  close(): void {
    if (this.#isClosing) return
    this.#isClosing = true
    if (this.#channel.readyState !== 'open' || this.#channel.bufferedAmount === 0) return this.#gone()
    this.#channel.bufferedAmountLowThreshold = 0
    const stopWaiting = after(farewellMs, () => this.#gone())
    this.#channel.addEventListener('bufferedamountlow', () => {
      stopWaiting()
      this.#gone()
    })
  }

  #receive(message: unknown): void {
    if (message instanceof ArrayBuffer) this.#inbox.message(new Uint8Array(message))
  }

  #watch(): void {
    const state = this.#connection.connectionState
    this.#endSilence?.()
    if (state === 'failed' || state === 'closed') this.#gone()
    if (state === 'disconnected') this.#endSilence = after(disconnectedMs, () => this.#gone())
  }

  #gone(): void {
    this.#endSilence?.()
    this.#listeners.abort()
    this.#channel.close()
    this.#connection.close()
    this.#inbox.closed()
  }
}

// A port as libp2p sees it: a connection to one address, which the upgrader makes safe and shares among streams.

import type { Logger, MessageStreamDirection } from '@libp2p/interface'
import { AbstractMultiaddrConnection, type SendResult } from '@libp2p/utils'
import type { Multiaddr } from '@multiformats/multiaddr'
import { Uint8ArrayList } from 'uint8arraylist'
import { bufferedBytesHigh, type Port, portMessageBytesMax } from './port.ts'

export interface PortConnectionOptions {
  readonly port: Port
  readonly remoteAddr: Multiaddr
  readonly direction: MessageStreamDirection
  readonly log: Logger
}

/** Joins what is written within one turn into few messages: a muxer writes headers and bodies apart. */
export class PortConnection extends AbstractMultiaddrConnection {
  readonly #port: Port
  readonly #unsent = new Uint8ArrayList()
  #isFlushDue = false

  constructor({ port, ...rest }: PortConnectionOptions) {
    super({ ...rest, inactivityTimeout: Number.POSITIVE_INFINITY })
    this.#port = port
    port.listen({
      message: bytes => this.onData(bytes),
      drained: () => this.safeDispatchEvent('drain'),
      closed: () => this.onTransportClosed(),
    })
  }

  sendData(written: Uint8ArrayList): SendResult {
    this.#unsent.append(written)
    while (this.#unsent.byteLength >= portMessageBytesMax) this.#sendOne(portMessageBytesMax)
    if (!this.#isFlushDue) {
      this.#isFlushDue = true
      queueMicrotask(this.#flush)
    }
    return { sentBytes: written.byteLength, canSendMore: this.#port.bufferedBytes < bufferedBytesHigh }
  }

  async sendClose(): Promise<void> {
    this.#flush()
    this.#port.close()
  }

  sendReset(): void {
    this.#port.close()
  }

  /** A port cannot be paused: the muxer's windows bound what may arrive. */
  sendPause(): void {}
  sendResume(): void {}

  readonly #flush = (): void => {
    this.#isFlushDue = false
    if (this.#unsent.byteLength > 0) this.#sendOne(this.#unsent.byteLength)
  }

  #sendOne(length: number): void {
    this.#port.send(this.#unsent.slice(0, length))
    this.#unsent.consume(length)
  }
}

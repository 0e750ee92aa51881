// What services of libp2p take for its streams, where the frames of a room carry their words.

import { AbstractStream, type SendResult } from '@libp2p/utils'
import type { Uint8ArrayList } from 'uint8arraylist'
import { quietLogger } from './quiet-logger.ts'

export interface StandInStreamOptions {
  readonly protocol: string
  /** What is written goes here, in pieces of at most so many bytes. */
  readonly write: (bytes: Uint8Array) => void
  readonly maxMessageSize: number
  readonly maxReadBufferLength: number
}

/** The link below bounds what waits for a member, and cuts off one that does not read. */
export class StandInStream extends AbstractStream {
  readonly #write: (bytes: Uint8Array) => void

  constructor({ protocol, write, ...limits }: StandInStreamOptions) {
    super({
      id: protocol,
      protocol,
      log: quietLogger.forComponent(protocol),
      direction: 'outbound',
      inactivityTimeout: Number.POSITIVE_INFINITY,
      ...limits,
    })
    this.#write = write
  }

  sendData(bytes: Uint8ArrayList): SendResult {
    this.#write(bytes.slice())
    return { sentBytes: bytes.byteLength, canSendMore: true }
  }

  /** Nothing is said of its end. */
  async sendCloseWrite(): Promise<void> {}
  async sendCloseRead(): Promise<void> {}
  sendReset(): void {}
  sendPause(): void {}
  sendResume(): void {}
}

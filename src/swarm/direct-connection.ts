// A direct connection as libp2p sees it: an address, and an end. What is said goes from its muxer to its port.

import type { Logger, MessageStreamDirection } from '@libp2p/interface'
import { AbstractMultiaddrConnection } from '@libp2p/utils'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { Port } from './port.ts'

export interface DirectConnectionOptions {
  readonly port: Port
  readonly remoteAddr: Multiaddr
  readonly direction: MessageStreamDirection
  readonly log: Logger
}

export class DirectConnection extends AbstractMultiaddrConnection {
  /** Its muxer listens there. */
  readonly port: Port

  constructor({ port, ...init }: DirectConnectionOptions) {
    super({ ...init, inactivityTimeout: Number.POSITIVE_INFINITY })
    this.port = port
  }

  sendData(): never {
    throw new Error('on a direct connection the muxer speaks')
  }

  async sendClose(): Promise<void> {
    this.port.close()
  }

  sendReset(): void {
    this.port.close()
  }

  sendPause(): void {}
  sendResume(): void {}
}

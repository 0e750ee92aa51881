// A direct connection as libp2p sees it: an address, and an end. What is said goes from its muxer to its port.

import { AbstractMultiaddrConnection } from '@libp2p/utils'
import type { Port } from './port.ts'
import type { PortConnectionOptions } from './port-connection.ts'

export class DirectConnection extends AbstractMultiaddrConnection {
  /** Its muxer listens there. */
  readonly port: Port

  constructor({ port, ...init }: PortConnectionOptions) {
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

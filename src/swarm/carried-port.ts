// A port over a link: where no direct path exists, the BroadcastChannel or the relay carries the bytes themselves.

import { Inbox, type Port, type PortListener } from './port.ts'

/** What the port needs of its carrier. A promise from `send` asks to wait. */
export interface Carriage {
  send(bytes: Uint8Array): Promise<void> | undefined
  /** We close, and the other side should know. */
  end(): void
  /** The other side closed. */
  left(): void
}

export class CarriedPort implements Port {
  readonly #carriage: Carriage
  readonly #inbox = new Inbox()
  #waitingBytes = 0
  #isClosed = false

  constructor(carriage: Carriage) {
    this.#carriage = carriage
  }

  get bufferedBytes(): number {
    return this.#waitingBytes
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#isClosed) return // what is said after the end is lost, as on any network
    const wait = this.#carriage.send(bytes)
    if (wait === undefined) return
    this.#waitingBytes += bytes.length
    wait.then(() => {
      this.#waitingBytes -= bytes.length
      if (this.#waitingBytes === 0) this.#inbox.drained()
    })
  }

  listen(listener: PortListener): void {
    this.#inbox.listen(listener)
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#carriage.end()
    this.#inbox.closed()
  }

  /** The carrier's side: bytes came, or the other end is gone. */
  arrived(bytes: Uint8Array): void {
    if (!this.#isClosed) this.#inbox.message(bytes)
  }

  ended(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#carriage.left()
    this.#inbox.closed()
  }
}

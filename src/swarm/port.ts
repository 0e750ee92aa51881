// A two-way pipe of whole messages to one other end: a data channel, a WebSocket, or a link that carries for us.

/** The size that every browser takes in one data-channel message. */
export const portMessageBytesMax = 65_536
/** Where a sender is asked to wait, and where it may go on. Measured: less starves a data channel, more adds delay. */
export const bufferedBytesHigh = 1_048_576
export const bufferedBytesLow = 262_144

export interface PortListener {
  message(bytes: Uint8Array): void
  /** There is room again after `bufferedBytes` was at the high mark. */
  drained(): void
  /** Said once, whoever closed. */
  closed(): void
}

export interface Port {
  readonly bufferedBytes: number
  /** At most `portMessageBytesMax` bytes, which are the caller's again when it returns. */
  send(bytes: Uint8Array<ArrayBuffer>): void
  /** Hears what came before too. Called once. */
  listen(listener: PortListener): void
  /** Lets what was sent go out first. */
  close(): void
}

/** Keeps what arrives before anyone listens: the other end may speak first. */
export class Inbox {
  #early: Uint8Array[] = []
  #listener: PortListener | null = null
  #isClosed = false

  listen(listener: PortListener): void {
    this.#listener = listener
    for (const bytes of this.#early) listener.message(bytes)
    this.#early = []
    if (this.#isClosed) listener.closed()
  }

  message(bytes: Uint8Array): void {
    if (this.#listener !== null) this.#listener.message(bytes)
    else if (this.#early.length < earlyMessagesMax) this.#early.push(bytes)
  }

  drained(): void {
    this.#listener?.drained()
  }

  closed(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#listener?.closed()
  }
}

/** Both ends listen as soon as a port opens, so only what crosses in that moment waits here. */
const earlyMessagesMax = 16

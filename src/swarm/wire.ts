// A port that carries messages of any length that a link allows, at the pace of the slower side.

import { linkMessageBytesMax } from './link.ts'
import { Deframer, framed } from './message-framing.ts'
import { bufferedBytesHigh, type Port, portMessageBytesMax } from './port.ts'

/** A message with the names of its sender and its receiver. */
const wireMessageBytesMax = linkMessageBytesMax + 1024
/** What may wait for a slow far end on behalf of others; more is lost, as on any network. */
export const passingBytesMax = 4_194_304

export interface WireListener {
  heard(bytes: Uint8Array): void
  closed(): void
}

export class Wire {
  readonly #port: Port
  #wake: (() => void)[] = []

  constructor(port: Port) {
    this.#port = port
  }

  listen({ heard, closed }: WireListener): void {
    const deframer = new Deframer(wireMessageBytesMax)
    this.#port.listen({
      message: bytes => {
        try {
          for (const message of deframer.push(bytes)) heard(message)
        } catch {
          this.close() // longer than any message of ours
        }
      },
      drained: () => this.#wakeAll(),
      closed: () => {
        this.#wakeAll()
        closed()
      },
    })
  }

  send(bytes: Uint8Array): Promise<void> | undefined {
    const whole = framed(bytes)
    for (let at = 0; at < whole.length; at += portMessageBytesMax) {
      this.#port.send(whole.slice(at, at + portMessageBytesMax))
    }
    if (this.#port.bufferedBytes < bufferedBytesHigh) return
    return new Promise(resolve => this.#wake.push(resolve))
  }

  /** For somebody else, who is not asked to wait. */
  pass(bytes: Uint8Array): void {
    if (this.#port.bufferedBytes < passingBytesMax) void this.send(bytes)
  }

  close(): void {
    this.#port.close()
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake()
  }
}

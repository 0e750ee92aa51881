// Whole messages over a stream of bytes: each behind its length, and none longer than the limit.

import { Uint8ArrayList } from 'uint8arraylist'
import { Malformed } from '../core/wire.ts'

export function framed(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + message.length)
  new DataView(bytes.buffer).setUint32(0, message.length)
  bytes.set(message, headerBytes)
  return bytes
}

/** Give it what arrives; it returns the messages that are complete, and throws `Malformed` at one that is too long. */
export class Deframer {
  readonly #bytesMax: number
  readonly #waiting = new Uint8ArrayList()

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  push(bytes: Uint8Array | Uint8ArrayList): Uint8Array[] {
    this.#waiting.append(bytes)
    const messages: Uint8Array[] = []
    while (this.#waiting.byteLength >= headerBytes) {
      const length = this.#waiting.getUint32(0)
      if (length > this.#bytesMax)
        throw new Malformed(`message: expected at most ${this.#bytesMax} bytes, got ${length}`)
      if (this.#waiting.byteLength < headerBytes + length) break
      messages.push(this.#waiting.slice(headerBytes, headerBytes + length))
      this.#waiting.consume(headerBytes + length)
    }
    return messages
  }
}

const headerBytes = 4

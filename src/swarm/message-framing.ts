// Whole messages over a stream of bytes: each behind its length, and none longer than the limit.

import type { Uint8ArrayList } from 'uint8arraylist'
import { concat } from '../core/bytes.ts'
import { Malformed } from '../core/wire.ts'

export function framed(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + message.length)
  bytes.set(headerOf(message))
  bytes.set(message, headerBytes)
  return bytes
}

/** Give it what arrives; it returns the messages that are complete, and throws `Malformed` at one that is too long. */
export class Deframer {
  readonly #bytesMax: number
  /** What came of a message whose end has not come yet. */
  #parts: Uint8Array[] = []
  #partsBytes = 0
  /** With fewer there is nothing new to tell. */
  #wantedBytes = headerBytes

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  push(arrived: Uint8Array | Uint8ArrayList): Uint8Array[] {
    this.#parts.push(arrived.subarray())
    this.#partsBytes += arrived.byteLength
    if (this.#partsBytes < this.#wantedBytes) return []
    return this.#cut(this.#parts.length === 1 ? this.#parts[0]! : concat(...this.#parts))
  }

  #cut(bytes: Uint8Array): Uint8Array[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const messages: Uint8Array[] = []
    let at = 0
    for (let end = this.#endOf(view, at); end <= bytes.length; end = this.#endOf(view, at)) {
      messages.push(bytes.subarray(at + headerBytes, end))
      at = end
    }
    this.#partsBytes = bytes.length - at
    this.#parts = this.#partsBytes > 0 ? [bytes.subarray(at)] : []
    return messages
  }

  /** Where the message that begins there ends, as far as can be told. */
  #endOf(view: DataView, at: number): number {
    this.#wantedBytes = headerBytes
    if (at + headerBytes > view.byteLength) return at + headerBytes
    const length = view.getUint32(at)
    if (length > this.#bytesMax) throw new Malformed(`message: expected at most ${this.#bytesMax} bytes, got ${length}`)
    this.#wantedBytes += length
    return at + this.#wantedBytes
  }
}

const headerBytes = 4

/** Byte by byte: a view of so small a buffer costs more than all of it. */
export const headerOf = ({ length }: Uint8Array): Uint8Array =>
  Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length)

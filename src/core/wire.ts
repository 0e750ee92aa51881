// The two ends of a byte string: a writer that grows, and a reader that trusts nothing.

import { utf8Decode, utf8Encode } from './bytes.ts'

/** What fails to parse. The message names the field: `vote.term: expected int, got string`. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
}

export class ByteWriter {
  #bytes = new Uint8Array(64)
  #length = 0

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1)
    this.#bytes[this.#length++] = value
  }

  /** An unsigned varint: seven bits a byte, least first, as few bytes as it takes. */
  natural(value: number): void {
    let rest = value
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.byte(rest)
  }

  /** A varint whose first byte gives up one bit for the sign, so that all safe integers fit. */
  integer(value: number): void {
    const sign = value < 0 ? 0x40 : 0
    const size = Math.abs(value)
    if (size < 0x40) return this.byte(size | sign)
    this.byte((size % 0x40) | sign | 0x80)
    this.natural(Math.floor(size / 0x40))
  }

  bytes(value: Uint8Array): void {
    this.natural(value.length)
    this.raw(value)
  }

  text(value: string): void {
    this.bytes(utf8Encode(value))
  }

  raw(value: Uint8Array): void {
    if (this.#length + value.length > this.#bytes.length) this.#grow(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  get length(): number {
    return this.#length
  }

  /** Without a copy where it is full: what were written next would go elsewhere. */
  finish(): Uint8Array {
    return this.#length === this.#bytes.length ? this.#bytes : this.#bytes.slice(0, this.#length)
  }

  #grow(by: number): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + by))
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array
  readonly #path: string[]
  #at = 0

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes
    this.#path = [name]
  }

  /** Everything read until `leave` belongs to this field: an error will say so. */
  enter(field: string): void {
    this.#path.push(field)
  }

  leave(): void {
    this.#path.pop()
  }

  fail(problem: string): never {
    throw new Malformed(`${this.#path.join('.')}: ${problem}`)
  }

  byte(): number {
    if (this.#at >= this.#bytes.length) return this.fail('ends too early')
    return this.#bytes[this.#at++]!
  }

  natural(): number {
    return this.#varint(0, 1)
  }

  integer(): number {
    const first = this.byte()
    const negative = (first & 0x40) !== 0
    const size = (first & 0x80) === 0 ? first & 0x3f : this.#varint(first & 0x3f, 0x40)
    if (negative && size === 0) return this.fail('minus zero has another form')
    return negative ? -size : size
  }

  bytes(lengthMax: number): Uint8Array {
    const length = this.natural()
    if (length > lengthMax) return this.fail(`expected at most ${lengthMax} bytes, got ${length}`)
    if (this.#at + length > this.#bytes.length) return this.fail('ends too early')
    this.#at += length
    return this.#bytes.slice(this.#at - length, this.#at)
  }

  text(lengthMax: number): string {
    const bytes = this.bytes(lengthMax)
    try {
      return utf8Decode(bytes)
    } catch {
      return this.fail('malformed UTF-8')
    }
  }

  /** How much is left: no honest list can hold more items than there are bytes. */
  get remaining(): number {
    return this.#bytes.length - this.#at
  }

  end(): void {
    if (this.remaining > 0) this.fail(`${this.remaining} bytes too many`)
  }

  #varint(start: number, scale: number): number {
    let value = start
    let unit = scale
    for (;;) {
      const byte = this.byte()
      value += (byte & 0x7f) * unit
      if (!Number.isSafeInteger(value)) return this.fail('too large for a safe integer')
      if ((byte & 0x80) === 0) {
        if (byte === 0 && unit > 1) return this.fail('a longer form than needed')
        return value
      }
      unit *= 0x80
    }
  }
}

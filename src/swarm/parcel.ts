// A question or an answer that is too large for one frame: it goes in parts, at the pace of the link, and is put together again.

/** What a question or an answer may weigh in all; more is a stream's work, or a file's. */
export const parcelBytesMax = 16_777_216
/** A frame's part of it: small enough to let others' words through between two. */
export const partBytesMax = 64_512

/** The first part, and those that follow. */
export function partsOf(bytes: Uint8Array): readonly [first: Uint8Array, ...rest: Uint8Array[]] {
  if (bytes.length > parcelBytesMax)
    throw new RangeError(`expected at most ${parcelBytesMax} bytes, got ${bytes.length}; use a stream, or a file`)
  const rest: Uint8Array[] = []
  for (let from = partBytesMax; from < bytes.length; from += partBytesMax)
    rest.push(bytes.subarray(from, from + partBytesMax))
  return [bytes.subarray(0, partBytesMax), ...rest]
}

/** What has arrived of one. */
export class Parcel {
  readonly size: number
  readonly #parts: Uint8Array[] = []
  #length = 0

  constructor(size: number) {
    this.size = size
  }

  get length(): number {
    return this.#length
  }

  get isWhole(): boolean {
    return this.#length === this.size
  }

  /** False where it says more than it said it would, or nothing: then it is to be refused. */
  add(part: Uint8Array): boolean {
    if (part.length > this.size - this.#length || (part.length === 0 && this.size > 0)) return false
    this.#parts.push(part)
    this.#length += part.length
    return true
  }

  /** Room is taken only for what came, whatever size was announced. */
  get bytes(): Uint8Array {
    const [only, second] = this.#parts
    if (second === undefined) return only ?? new Uint8Array(0)
    const bytes = new Uint8Array(this.#length)
    let at = 0
    for (const part of this.#parts) {
      bytes.set(part, at)
      at += part.length
    }
    return bytes
  }
}

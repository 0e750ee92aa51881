// Bytes and text: UTF-8, hexadecimal and joining, for rooms that have the language alone.

/** Rejects what no encoder writes: lone surrogates, which UTF-8 cannot carry. */
export function utf8Encode(text: string): Uint8Array {
  const out: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0)!
    if (point >= 0xd800 && point <= 0xdfff) throw new RangeError('text: a lone surrogate has no UTF-8 form')
    if (point < 0x80) out.push(point)
    else if (point < 0x800) out.push(0xc0 | (point >> 6), tail(point))
    else if (point < 0x10000) out.push(0xe0 | (point >> 12), tail(point >> 6), tail(point))
    else out.push(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point))
  }
  return new Uint8Array(out)
}

/** How many bytes `utf8Encode` would make. */
export function utf8Length(text: string): number {
  let length = 0
  for (const character of text) {
    const point = character.codePointAt(0)!
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return length
}

/** Accepts only the one shortest form of each character, so that equal text means equal bytes. */
export function utf8Decode(bytes: Uint8Array): string {
  let text = ''
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at]!
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
    if (length === 0 || at + length > bytes.length) throw new RangeError(`text: malformed UTF-8 at byte ${at}`)
    let point = length === 1 ? first : first & (0xff >> (length + 1))
    for (let next = at + 1; next < at + length; next++) {
      if ((bytes[next]! & 0xc0) !== 0x80) throw new RangeError(`text: malformed UTF-8 at byte ${next}`)
      point = (point << 6) | (bytes[next]! & 0x3f)
    }
    if (point < shortest[length]! || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
      throw new RangeError(`text: malformed UTF-8 at byte ${at}`)
    }
    text += String.fromCodePoint(point)
    at += length
  }
  return text
}

export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

export function fromHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || /[^0-9a-fA-F]/.test(hex))
    throw new RangeError('hex: expected pairs of hexadecimal digits')
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  )
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** The order of a dictionary, byte by byte: negative, zero or positive. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const difference = left[index]! - right[index]!
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

const tail = (bits: number): number => 0x80 | (bits & 0x3f)
/** The least code point that needs so many bytes. */
const shortest = [0, 0, 0x80, 0x800, 0x10000] as const

// Frames between peers, by their shapes: what is malformed is `null`, for whoever reads it to count and drop.

import type { Shape } from '../core/shape.ts'
import { ByteReader, ByteWriter, Malformed } from '../core/wire.ts'

export function written<T>(shape: Shape<T>, value: T): Uint8Array<ArrayBuffer> {
  const to = new ByteWriter()
  shape.write(value, to)
  return to.finish() as Uint8Array<ArrayBuffer>
}

export function parsed<T>(shape: Shape<T>, bytes: Uint8Array, name: string): T | null {
  try {
    const from = new ByteReader(bytes, name)
    const value = shape.read(from)
    from.end()
    return value
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

// What a reader types for a field of a request, read by the field's shape: a number, a word, or JSON for all that is more.

import type { Fields, Shape } from '../../core/shape.ts'

/** Throws `Malformed`, naming the field. */
export function readFields(fields: Fields, typed: (field: string) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, readField(shape, typed(name), name)]))
}

function readField(shape: Shape<any>, text: string, name: string): unknown {
  const trimmed = text.trim()
  try {
    return shape.check(jsonOr(trimmed), name)
  } catch (error) {
    // `3` may be meant as a text, and `yes` as nothing but one.
    try {
      return shape.check(text, name)
    } catch {
      throw error
    }
  }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

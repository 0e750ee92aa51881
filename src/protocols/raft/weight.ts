// How many bytes something takes on the wire at most: quick to tell, and never too little.

import type { PlainValue } from '../../core/plain-shape.ts'
import type { Configuration, Content } from './vocabulary.ts'

/** A varint takes eight bytes at most, and the kind of a value one more. */
const numberBytes = 9
/** UTF-8 takes three bytes for each of JavaScript's characters, at most. */
const characterBytes = 3

export function weightOf(value: PlainValue): number {
  if (value === null || typeof value === 'boolean') return 2
  if (typeof value === 'number') return numberBytes
  if (typeof value === 'string') return numberBytes + value.length * characterBytes
  if (value instanceof Uint8Array) return numberBytes + value.length
  let weight = numberBytes
  if (Array.isArray(value)) for (const item of value as readonly PlainValue[]) weight += weightOf(item)
  else {
    const fields = value as { readonly [field: string]: PlainValue }
    for (const field of Object.keys(fields))
      weight += numberBytes + field.length * characterBytes + weightOf(fields[field]!)
  }
  return weight
}

export function weightOfContent(content: Content): number {
  switch (content.type) {
    case 'command':
      return 5 * numberBytes + weightOf(content.command)
    case 'configuration':
      return 2 * numberBytes + weightOfConfiguration(content.configuration)
    default:
      return 2 * numberBytes
  }
}

export function weightOfConfiguration({ incoming, outgoing, learners }: Configuration): number {
  return weightOf(incoming) + weightOf(outgoing) + weightOf(learners)
}

// A digest of plain data: equal content, equal digest, whatever order fields, maps and sets were filled in.
// Sixty-four bits against accidents, not against forgers: those need core/hash.

import type { Digest } from './ids.ts'

/** The two running words. Module-wide, so that the traversal allocates nothing. */
let high = 0
let low = 0

/** Where something led from a known beginning. */
interface Words {
  readonly high: number
  readonly low: number
}

/** Names of fields. They are few, but for those that a stranger may have put together. */
const names = new Map<string, Words>()
const namesMax = 1024

/** The long lists that were met, and the field of which each was the value, where it is promised that they stay as they are. */
let known: Map<readonly unknown[], Words & { readonly name: string }> | null = null
/** A list of so many is worth remembering. */
const longMin = 8
/** Beyond so many remembered lists, all are forgotten. */
const knownMax = 1024

export function digest(value: unknown): Digest {
  high = 0x9e3779b9
  low = 0x243f6a88
  absorb(value)
  return seal()
}

/**
 * Folds one more value into a digest: the way to give a whole run one name, a line at a time. Values must stay as they are:
 * the log of one save is mostly that of the save before, and is not read again.
 */
export class RunningDigest {
  readonly #known: NonNullable<typeof known> = new Map()
  #high = 0x9e3779b9
  #low = 0x243f6a88

  add(value: unknown): void {
    high = this.#high
    low = this.#low
    known = this.#known
    try {
      absorb(value)
    } finally {
      known = null
    }
    this.#high = high
    this.#low = low
  }

  get value(): Digest {
    high = this.#high
    low = this.#low
    return seal()
  }
}

function absorb(value: unknown): void {
  switch (typeof value) {
    case 'number':
      return absorbNumber(value)
    case 'string':
      return absorbText(value)
    case 'boolean':
      return mix(value ? 3 : 2)
    case 'undefined':
      return mix(1)
    case 'object':
      break
    default:
      throw new TypeError(`digest: a ${typeof value} is not plain data`)
  }
  if (value === null) return mix(4)
  if (Array.isArray(value)) {
    mix(5)
    mix(value.length)
    for (let index = 0; index < value.length; index++) absorb(value[index])
  } else if (value instanceof Uint8Array) {
    mix(6)
    mix(value.length)
    for (let index = 0; index < value.length; index++) mix(value[index]!)
  } else if (value instanceof Map) {
    absorbUnordered(7, value.size, value)
  } else if (value instanceof Set) {
    absorbUnordered(8, value.size, value)
  } else {
    const fields = Object.keys(value)
    absorbUnordered(9, fields.length, fields, value as Record<string, unknown>)
  }
}

/** Each part is digested alone and the results are added, which forgets the order without sorting anything. */
function absorbUnordered(kind: number, size: number, items: Iterable<unknown>, fields?: Record<string, unknown>): void {
  const [highBefore, lowBefore] = [high, low]
  let highSum = 0
  let lowSum = 0
  for (const item of items) {
    high = 0x85ebca6b
    low = 0xc2b2ae35
    if (fields === undefined) absorb(item)
    else absorbField(item as string, fields[item as string])
    finish()
    highSum = (highSum + high) | 0
    lowSum = (lowSum + low) | 0
  }
  high = highBefore
  low = lowBefore
  mix(kind)
  mix(size)
  mix(highSum)
  mix(lowSum)
}

function absorbField(name: string, value: unknown): void {
  const lists = known
  const isLong = lists !== null && Array.isArray(value) && value.length >= longMin
  const met = isLong ? lists.get(value) : undefined
  if (met?.name === name) return goOnFrom(met)
  absorbName(name)
  absorb(value)
  if (!isLong) return
  if (lists.size >= knownMax) lists.clear()
  lists.set(value, { name, high, low })
}

/** The name is the first of its field, so that it always leads to the same two words. */
function absorbName(name: string): void {
  const met = names.get(name)
  if (met !== undefined) return goOnFrom(met)
  absorbText(name)
  if (names.size < namesMax) names.set(name, { high, low })
}

function goOnFrom(words: Words): void {
  high = words.high
  low = words.low
}

function absorbNumber(value: number): void {
  mix(10)
  mix(value | 0)
  mix(Math.floor(value / 2 ** 32) | 0)
  if (!Number.isInteger(value)) absorbText(`${value}`)
}

function absorbText(value: string): void {
  mix(11)
  mix(value.length)
  for (let index = 0; index < value.length; index++) mix(value.charCodeAt(index))
}

function mix(word: number): void {
  high = Math.imul(high ^ word, 0x9e3779b1)
  low = Math.imul(low ^ word, 0x5f356495)
  high ^= low >>> 15
  low ^= high >>> 13
}

function finish(): void {
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
}

function seal(): Digest {
  finish()
  return ((high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0')) as Digest
}

// The shape of data that describes itself: commands and answers of a machine, carried by a log that does not know them.

import { compareBytes, utf8Encode } from './bytes.ts'
import type { Random } from './random.ts'
import { bytes, flag, int, isRecord, listLengthMax, type Shape, text, wrong } from './shape.ts'
import { type ByteReader, ByteWriter } from './wire.ts'

export type PlainValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly PlainValue[]
  | { readonly [field: string]: PlainValue }

export const plainDepthMax = 16
export const plainBytesMax = 65_536

/** Null, flags, whole numbers, text, bytes, lists and records of these. */
export const plain: Shape<PlainValue> = {
  name: 'plain data',
  check(value, path) {
    const checked = check(value, path, plainDepthMax)
    const to = new ByteWriter()
    write(checked, to)
    return to.length <= plainBytesMax ? checked : wrong(path, `at most ${plainBytesMax} bytes`, value)
  },
  write,
  read(from) {
    const before = from.remaining
    const value = read(from, plainDepthMax)
    const length = before - from.remaining
    return length <= plainBytesMax ? value : from.fail(`expected at most ${plainBytesMax} bytes, got ${length}`)
  },
  sample: random => sample(random, 2),
}

function check(value: unknown, path: string, depth: number): PlainValue {
  if (depth === 0) return wrong(path, `at most ${plainDepthMax} levels`, value)
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') return int.check(value, path)
  if (typeof value === 'string') return text.check(value, path)
  if (value instanceof Uint8Array) return bytes.check(value, path)
  if (Array.isArray(value)) {
    if (value.length > listLengthMax) return wrong(path, `at most ${listLengthMax} items`, value)
    return value.map((item, index) => check(item, `${path}.${index}`, depth - 1))
  }
  const isBare = isRecord(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value))
  if (!isBare) return wrong(path, 'plain data', value)
  const entries = Object.entries(value)
  if (entries.length > listLengthMax) return wrong(path, `at most ${listLengthMax} fields`, value)
  return Object.fromEntries(
    entries.map(([field, part]) => [text.check(field, `${path} field`), check(part, `${path}.${field}`, depth - 1)]),
  )
}

/** The first byte of each kind. Part of the wire: add at the end. */
const kind = { null: 0, flag: 1, int: 2, text: 3, bytes: 4, list: 5, record: 6 } as const

function write(value: PlainValue, to: ByteWriter): void {
  if (value === null) return to.byte(kind.null)
  switch (typeof value) {
    case 'boolean':
      to.byte(kind.flag)
      return flag.write(value, to)
    case 'number':
      to.byte(kind.int)
      return to.integer(value)
    case 'string':
      to.byte(kind.text)
      return to.text(value)
  }
  if (value instanceof Uint8Array) {
    to.byte(kind.bytes)
    to.bytes(value)
  } else if (isList(value)) {
    to.byte(kind.list)
    to.natural(value.length)
    for (const item of value) write(item, to)
  } else {
    const fields = Object.keys(value)
    fields.sort((left, right) => compareBytes(utf8Encode(left), utf8Encode(right)))
    to.byte(kind.record)
    to.natural(fields.length)
    for (const field of fields) {
      to.text(field)
      write(value[field]!, to)
    }
  }
}

function read(from: ByteReader, depth: number): PlainValue {
  if (depth === 0) return from.fail(`expected at most ${plainDepthMax} levels`)
  const tag = from.byte()
  switch (tag) {
    case kind.null:
      return null
    case kind.flag:
      return flag.read(from)
    case kind.int:
      return from.integer()
    case kind.text:
      return text.read(from)
    case kind.bytes:
      return bytes.read(from)
    case kind.list:
      return Array.from({ length: readLength(from) }, () => read(from, depth - 1))
    case kind.record:
      return readRecord(from, depth)
    default:
      return from.fail(`expected a kind of plain data, got number ${tag}`)
  }
}

function readRecord(from: ByteReader, depth: number): PlainValue {
  const entries: [string, PlainValue][] = []
  for (let rest = readLength(from); rest > 0; rest--) {
    const field = text.read(from)
    const before = entries.at(-1)
    if (before !== undefined && compareBytes(utf8Encode(before[0]), utf8Encode(field)) >= 0)
      from.fail('fields must rise')
    entries.push([field, read(from, depth - 1)])
  }
  return Object.fromEntries(entries)
}

function readLength(from: ByteReader): number {
  const length = from.natural()
  const isPossible = length <= listLengthMax && length <= from.remaining
  return isPossible ? length : from.fail(`expected at most ${listLengthMax} items, got ${length}`)
}

function sample(random: Random, depth: number): PlainValue {
  switch (random.between(0, depth > 0 ? 6 : 4)) {
    case 0:
      return null
    case 1:
      return flag.sample(random)
    case 2:
      return int.sample(random)
    case 3:
      return text.sample(random)
    case 4:
      return bytes.sample(random)
    case 5:
      return Array.from({ length: random.between(0, 3) }, () => sample(random, depth - 1))
    default:
      return { a: sample(random, depth - 1), key: sample(random, depth - 1) }
  }
}

const isList = (value: unknown): value is readonly PlainValue[] => Array.isArray(value)

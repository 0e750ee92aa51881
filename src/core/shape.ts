// A shape is a value that describes plain data. One declaration, many readers: TypeScript infers the type, the wire
// writes and reads bytes with it, the fuzzer draws samples, options and traces are checked, the docs print it.

import { compareBytes, utf8Length } from './bytes.ts'
import { type PeerId, peerIdBytesMax } from './ids.ts'
import type { Random } from './random.ts'
import { type ByteReader, ByteWriter, Malformed } from './wire.ts'

export interface Shape<T> {
  /** As the docs say it: `list of entry`. */
  readonly name: string
  /** Returns the value, typed, or throws `Malformed` naming the field that is wrong. */
  check(value: unknown, path: string): T
  /** The one canonical form: equal values, equal bytes. */
  write(value: T, to: ByteWriter): void
  /** Accepts the canonical form only. */
  read(from: ByteReader): T
  sample(random: Random): T
}

export type Of<S> = S extends Shape<infer T> ? T : never
export type Fields = { readonly [field: string]: Shape<any> }
export type Struct<F extends Fields> = { readonly [K in keyof F]: Of<F[K]> }

export const listLengthMax = 4096
export const textBytesMax = 4096
export const bytesLengthMax = 65_536

export const int: Shape<number> = whole('int', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
/** A natural number: a count, an index, a term. */
export const nat: Shape<number> = whole('nat', 0, Number.MAX_SAFE_INTEGER)
/** A whole number with both ends included. */
export const within = (low: number, high: number): Shape<number> => whole(`${low} to ${high}`, low, high)

export const flag: Shape<boolean> = {
  name: 'flag',
  check: (value, path) => (typeof value === 'boolean' ? value : wrong(path, 'flag', value)),
  write: (value, to) => to.byte(value ? 1 : 0),
  read(from) {
    const byte = from.byte()
    return byte < 2 ? byte === 1 : from.fail(`expected 0 or 1, got ${byte}`)
  },
  sample: random => random.chance(0.5),
}

export const textOf = (bytesMax: number): Shape<string> => ({
  name: 'text',
  check(value, path) {
    if (typeof value !== 'string') return wrong(path, 'text', value)
    if (utf8Length(value) > bytesMax) return wrong(path, `at most ${bytesMax} bytes of text`, value)
    return loneSurrogate.test(value) ? wrong(path, 'text without lone surrogates', value) : value
  },
  write: (value, to) => to.text(value),
  read: from => from.text(bytesMax),
  sample: random => random.pick(['', 'a', 'b', 'tab', 'ñandú', '群れ', '🐝', 'x'.repeat(40)]),
})
export const text = textOf(textBytesMax)

export const bytesOf = (lengthMax: number): Shape<Uint8Array> => ({
  name: 'bytes',
  check(value, path) {
    if (!(value instanceof Uint8Array)) return wrong(path, 'bytes', value)
    return value.length <= lengthMax ? value : wrong(path, `at most ${lengthMax} bytes`, value)
  },
  write: (value, to) => to.bytes(value),
  read: from => from.bytes(lengthMax),
  sample: random => Uint8Array.from({ length: random.between(0, 9) }, () => random.between(0, 255)),
})
export const bytes = bytesOf(bytesLengthMax)

export const peer: Shape<PeerId> = {
  name: 'peer',
  check(value, path) {
    const isName = typeof value === 'string' && value.length > 0 && utf8Length(value) <= peerIdBytesMax
    return isName && !loneSurrogate.test(value) ? (value as PeerId) : wrong(path, 'peer', value)
  },
  write: (value, to) => to.text(value),
  read: from => (from.text(peerIdBytesMax) as PeerId) || from.fail('expected peer, got nothing'),
  sample: random => `n${random.between(1, 5)}` as PeerId,
}

/** One of a few words. */
export function choice<const W extends readonly string[]>(...words: W): Shape<W[number]> {
  return {
    name: words.map(word => `'${word}'`).join(' or '),
    check: (value, path) =>
      words.includes(value as string) ? (value as W[number]) : wrong(path, words.join(' or '), value),
    write: (value, to) => to.natural(words.indexOf(value)),
    read(from) {
      const index = from.natural()
      return words[index] ?? from.fail(`expected one of ${words.join(', ')}, got number ${index}`)
    },
    sample: random => random.pick(words),
  }
}

/** The value or `null`, which means none. */
export const maybe = <T>(of: Shape<T>): Shape<T | null> => ({
  name: `maybe ${of.name}`,
  check: (value, path) => (value === null ? null : of.check(value, path)),
  write(value, to) {
    flag.write(value !== null, to)
    if (value !== null) of.write(value, to)
  },
  read: from => (flag.read(from) ? of.read(from) : null),
  sample: random => (random.chance(0.5) ? null : of.sample(random)),
})

export const list = <T>(of: Shape<T>, lengthMax = listLengthMax): Shape<readonly T[]> => ({
  name: `list of ${of.name}`,
  check(value, path) {
    if (!Array.isArray(value)) return wrong(path, 'list', value)
    if (value.length > lengthMax) return wrong(path, `at most ${lengthMax} items`, value)
    return value.map((item, index) => of.check(item, `${path}.${index}`))
  },
  write(value, to) {
    to.natural(value.length)
    for (const item of value) of.write(item, to)
  },
  read: from => readItems(of, lengthMax, from),
  sample: random => Array.from({ length: random.between(0, Math.min(3, lengthMax)) }, () => of.sample(random)),
})

/** Exactly these fields. */
export const record = <const F extends Fields>(fields: F): Shape<Struct<F>> => {
  const entries = Object.entries(fields)
  return {
    name: 'record',
    check(value, path) {
      if (!isRecord(value)) return wrong(path, 'record', value)
      const surplus = Object.keys(value).find(field => !Object.hasOwn(fields, field))
      if (surplus !== undefined) throw new Malformed(`${path}.${surplus}: no such field`)
      const checked: Record<string, unknown> = {}
      for (const [field, shape] of entries) checked[field] = shape.check(value[field], `${path}.${field}`)
      return checked as Struct<F>
    },
    write(value, to) {
      for (const [field, shape] of entries) shape.write(value[field], to)
    },
    read(from) {
      const read: Record<string, unknown> = {}
      for (const [field, shape] of entries) {
        from.enter(field)
        read[field] = shape.read(from)
        from.leave()
      }
      return read as Struct<F>
    },
    sample: random => Object.fromEntries(entries.map(([field, shape]) => [field, shape.sample(random)])) as Struct<F>,
  }
}

/** Several kinds of thing, told apart by `type`: the shape of all a protocol may say. */
export type Words = { readonly [name: string]: Fields }
/** `{ vote: { term } }` becomes `{ type: 'vote', term: number }`. */
export type Said<W extends Words> = { [N in keyof W & string]: { readonly type: N } & Struct<W[N]> }[keyof W & string]

export const oneOf = <const W extends Words>(words: W): Shape<Said<W>> => {
  const names = Object.keys(words)
  const shapes = names.map(name => record(words[name]!))
  return {
    name: names.join(' or '),
    check(value, path) {
      const { type, ...said } = isRecord(value) ? value : {}
      const index = names.indexOf(type as string)
      if (index < 0) throw new Malformed(`${path}.type: expected ${names.join(' or ')}, got ${shown(type)}`)
      return { type, ...shapes[index]!.check(said, `${path}.${type as string}`) } as Said<W>
    },
    write(value, to) {
      const index = names.indexOf(value.type)
      to.natural(index)
      shapes[index]!.write(value, to)
    },
    read(from) {
      const index = from.natural()
      const type = names[index] ?? from.fail(`expected one of ${names.length} kinds, got number ${index}`)
      from.enter(type)
      const read = { type, ...shapes[index]!.read(from) } as Said<W>
      from.leave()
      return read
    },
    sample(random) {
      const index = random.between(0, names.length - 1)
      return { type: names[index], ...shapes[index]!.sample(random) } as Said<W>
    },
  }
}

/** Written in the order of the encoded keys, so that equal maps have equal bytes. */
export const mapOf = <K, V>(key: Shape<K>, value: Shape<V>, sizeMax = listLengthMax): Shape<ReadonlyMap<K, V>> => {
  const entry = record({ key, value })
  return {
    name: `map from ${key.name} to ${value.name}`,
    check(given, path) {
      if (!(given instanceof Map)) return wrong(path, 'map', given)
      if (given.size > sizeMax) return wrong(path, `at most ${sizeMax} entries`, given)
      return new Map([...given].map(([k, v]) => [key.check(k, `${path}.key`), value.check(v, `${path}.${String(k)}`)]))
    },
    write(given, to) {
      to.natural(given.size)
      for (const [k, v] of inByteOrder(key, [...given], ([k]) => k)) entry.write({ key: k, value: v }, to)
    },
    read: from => new Map(readRising(key, entry, item => item.key, sizeMax, from).map(item => [item.key, item.value])),
    sample: random => new Map([[key.sample(random), value.sample(random)]]),
  }
}

export const setOf = <T>(of: Shape<T>, sizeMax = listLengthMax): Shape<ReadonlySet<T>> => ({
  name: `set of ${of.name}`,
  check(value, path) {
    if (!(value instanceof Set)) return wrong(path, 'set', value)
    if (value.size > sizeMax) return wrong(path, `at most ${sizeMax} items`, value)
    return new Set([...value].map(item => of.check(item, `${path}.item`)))
  },
  write(value, to) {
    to.natural(value.size)
    for (const item of inByteOrder(of, [...value], item => item)) of.write(item, to)
  },
  read: from => new Set(readRising(of, of, item => item, sizeMax, from)),
  sample: random => new Set([of.sample(random)]),
})

/** No content: the answer of a request that only wants to be acknowledged. */
export const nothing: Shape<undefined> = {
  name: 'nothing',
  check: (value, path) => (value === undefined ? undefined : wrong(path, 'nothing', value)),
  write: () => {},
  read: () => undefined,
  sample: () => undefined,
}

export function wrong(path: string, expected: string, value: unknown): never {
  throw new Malformed(`${path}: expected ${expected}, got ${shown(value)}`)
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function whole(name: string, low: number, high: number): Shape<number> {
  const near = Math.min(Math.max(0, low), high)
  return {
    name,
    check(value, path) {
      if (!Number.isSafeInteger(value)) return wrong(path, name, value)
      return (value as number) >= low && (value as number) <= high ? (value as number) : wrong(path, name, value)
    },
    write: low < 0 ? (value, to) => to.integer(value) : (value, to) => to.natural(value),
    read(from) {
      const value = low < 0 ? from.integer() : from.natural()
      return value >= low && value <= high ? value : from.fail(`expected ${name}, got ${value}`)
    },
    sample: random =>
      random.chance(0.9) ? random.between(Math.max(low, near - 3), Math.min(high, near + 9)) : random.pick([low, high]),
  }
}

function shown(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return `${value}`
  if (typeof value === 'string') return value.length > 40 ? `text of ${value.length} characters` : JSON.stringify(value)
  return Array.isArray(value) ? `list of ${value.length}` : typeof value
}

function readItems<T>(of: Shape<T>, lengthMax: number, from: ByteReader): T[] {
  const length = from.natural()
  if (length > lengthMax) return from.fail(`expected at most ${lengthMax} items, got ${length}`)
  const items: T[] = []
  for (let index = 0; index < length; index++) {
    from.enter(`${index}`)
    items.push(of.read(from))
    from.leave()
  }
  return items
}

function readRising<K, T>(key: Shape<K>, of: Shape<T>, keyOf: (item: T) => K, sizeMax: number, from: ByteReader): T[] {
  const items = readItems(of, sizeMax, from)
  const encoded = items.map(item => encodedAs(key, keyOf(item)))
  for (let index = 1; index < items.length; index++) {
    if (compareBytes(encoded[index - 1]!, encoded[index]!) >= 0) from.fail('keys must rise')
  }
  return items
}

function inByteOrder<K, T>(key: Shape<K>, items: readonly T[], keyOf: (item: T) => K): readonly T[] {
  return items
    .map(item => ({ item, order: encodedAs(key, keyOf(item)) }))
    .sort((left, right) => compareBytes(left.order, right.order))
    .map(({ item }) => item)
}

function encodedAs<T>(shape: Shape<T>, value: T): Uint8Array {
  const to = new ByteWriter()
  shape.write(value, to)
  return to.finish()
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

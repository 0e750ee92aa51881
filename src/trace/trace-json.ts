// Plain data as JSON, and back without loss. What JSON has no word for is a record with one field:
//
//   a map       {"$map":[[key,value],...]}
//   a set       {"$set":[item,...]}
//   bytes       {"$bytes":"00ff"}
//   undefined   {"$undefined":true}
//   a record with a field whose own name begins with $     {"$record":[[field,value],...]}

import { fromHex, toHex } from '../core/bytes.ts'
import { wrong } from '../core/shape.ts'
import { Malformed } from '../core/wire.ts'

/** No honest state is as deep; a hostile line could be. */
export const jsonDepthMax = 64

/** Something that `JSON.stringify` writes in full. */
export function toJson(value: unknown): unknown {
  if (value === undefined) return { $undefined: true }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof Uint8Array) return { $bytes: toHex(value) }
  if (value instanceof Map) return { $map: [...value].map(([key, part]) => [toJson(key), toJson(part)]) }
  if (value instanceof Set) return { $set: [...value].map(toJson) }
  const entries = Object.entries(value).map(([field, part]) => [field, toJson(part)] as const)
  return entries.some(([field]) => field.startsWith('$')) ? { $record: entries } : Object.fromEntries(entries)
}

/** Takes what `JSON.parse` gave. Throws `Malformed`, naming the field. */
export function fromJson(json: unknown, path = '', depth = jsonDepthMax): unknown {
  if (typeof json === 'number') return Number.isFinite(json) ? json : wrong(path, 'a finite number', json)
  if (typeof json !== 'object' || json === null) return json
  if (depth === 0) return wrong(path, `at most ${jsonDepthMax} levels`, json)
  if (Array.isArray(json)) return json.map((item, index) => fromJson(item, within(path, index), depth - 1))
  const entries = Object.entries(json)
  const [word, content] = entries.find(([field]) => field.startsWith('$')) ?? []
  if (word !== undefined) {
    if (entries.length > 1) throw new Malformed(`${within(path, word)}: expected no field beside it`)
    return special(word, content, path, depth)
  }
  return Object.fromEntries(entries.map(([field, part]) => [field, fromJson(part, within(path, field), depth - 1)]))
}

/** The path of a part: `effects.0`. */
export const within = (path: string, part: string | number): string => (path === '' ? `${part}` : `${path}.${part}`)

function special(word: string, content: unknown, path: string, depth: number): unknown {
  const at = within(path, word)
  switch (word) {
    case '$undefined':
      return content === true ? undefined : wrong(at, 'true', content)
    case '$bytes':
      return isHex(content) ? fromHex(content) : wrong(at, 'pairs of hexadecimal digits', content)
    case '$map': {
      const entries = pairs(content, at, depth)
      return distinct(new Map(entries), entries.length, at)
    }
    case '$set': {
      const items = listed(content, at).map((item, index) => fromJson(item, within(at, index), depth - 1))
      return distinct(new Set(items), items.length, at)
    }
    case '$record': {
      const entries = pairs(content, at, depth)
      const field = entries.find(([field]) => typeof field !== 'string')
      if (field !== undefined) return wrong(at, 'fields that are text', field[0])
      if (new Set(entries.map(([name]) => name)).size < entries.length) return wrong(at, 'each field once', content)
      return Object.fromEntries(entries)
    }
    default:
      throw new Malformed(`${at}: no such word`)
  }
}

function distinct<T extends { readonly size: number }>(collection: T, count: number, path: string): T {
  if (collection.size < count) throw new Malformed(`${path}: expected each key once`)
  return collection
}

function pairs(content: unknown, path: string, depth: number): readonly (readonly [unknown, unknown])[] {
  return listed(content, path).map((pair, index) => {
    const at = within(path, index)
    if (!Array.isArray(pair) || pair.length !== 2) return wrong(at, 'a pair', pair)
    return [fromJson(pair[0], within(at, 0), depth - 1), fromJson(pair[1], within(at, 1), depth - 1)]
  })
}

const listed = (content: unknown, path: string): readonly unknown[] =>
  Array.isArray(content) ? content : wrong(path, 'a list', content)

const isHex = (content: unknown): content is string => typeof content === 'string' && /^(?:[0-9a-f]{2})*$/.test(content)

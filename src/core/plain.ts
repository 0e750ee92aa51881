// Plain data: what node state, messages and saved state are made of. Being plain, it can be copied, compared, frozen
// and shown by anyone, without asking the protocol.

export type Plain =
  | null
  | undefined
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Plain[]
  | ReadonlyMap<Plain, Plain>
  | ReadonlySet<Plain>
  | { readonly [field: string]: Plain }

/** Says where a value is not plain, or returns null: `role.votes: a function is not plain data`. */
export function whyNotPlain(value: unknown, path = 'value'): string | null {
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
    case 'string':
      return null
    case 'number':
      return Number.isSafeInteger(value) ? null : `${path}: ${value} is not a safe integer`
    case 'object':
      break
    default:
      return `${path}: a ${typeof value} is not plain data`
  }
  if (value === null || value instanceof Uint8Array) return null
  for (const [name, part] of parts(value)) {
    const reason = whyNotPlain(part, `${path}.${name}`)
    if (reason !== null) return reason
  }
  const prototype = Object.getPrototypeOf(value) as unknown
  if (Array.isArray(value) || value instanceof Map || value instanceof Set) return null
  return prototype === Object.prototype || prototype === null
    ? null
    : `${path}: an instance of a class is not plain data`
}

export function clone<T>(value: T): T {
  return copy(value) as T
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = new Array<unknown>(value.length)
    for (let index = 0; index < value.length; index++) items[index] = copy(value[index])
    return items
  }
  if (value instanceof Map) {
    const entries = new Map<unknown, unknown>()
    for (const [key, item] of value) entries.set(copy(key), copy(item))
    return entries
  }
  if (value instanceof Set) {
    const items = new Set<unknown>()
    for (const item of value) items.add(copy(item))
    return items
  }
  if (value instanceof Uint8Array) return value.slice()
  const fields: Record<string, unknown> = {}
  for (const field of Object.keys(value)) {
    const part = copy((value as Record<string, unknown>)[field])
    // A record from a stranger may have a field of this name, and assigning to it would set the prototype instead.
    if (field === '__proto__') Object.defineProperty(fields, field, { ...ownField, value: part })
    else fields[field] = part
  }
  return fields
}

const ownField = { configurable: true, enumerable: true, writable: true } as const

/** Equal content. Maps and sets must hold plain scalars as keys, and their order does not matter. */
export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) && left.length === right.length && left.every((item, index) => equal(item, right[index]))
    )
  }
  if (left instanceof Uint8Array) {
    return (
      right instanceof Uint8Array && left.length === right.length && left.every((byte, index) => byte === right[index])
    )
  }
  if (left instanceof Map) {
    if (!(right instanceof Map) || left.size !== right.size) return false
    for (const [key, item] of left) if (!right.has(key) || !equal(item, right.get(key))) return false
    return true
  }
  if (left instanceof Set) {
    if (!(right instanceof Set) || left.size !== right.size) return false
    for (const item of left) if (!right.has(item)) return false
    return true
  }
  if (Array.isArray(right) || right instanceof Map || right instanceof Set || right instanceof Uint8Array) return false
  const fields = Object.keys(left)
  if (fields.length !== Object.keys(right).length) return false
  return fields.every(
    field =>
      Object.hasOwn(right, field) &&
      equal((left as Record<string, unknown>)[field], (right as Record<string, unknown>)[field]),
  )
}

/** Freezes objects and arrays all the way down, in place. Maps, sets and bytes cannot be frozen: compare digests. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const [, part] of parts(value)) freeze(part)
  return value
}

function* parts(value: object): Generator<readonly [string, unknown]> {
  if (value instanceof Map) {
    for (const [key, item] of value) {
      yield ['key', key]
      yield [`${String(key)}`, item]
    }
  } else if (value instanceof Set) {
    for (const item of value) yield ['item', item]
  } else {
    for (const field of Object.keys(value)) yield [field, (value as Record<string, unknown>)[field]]
  }
}

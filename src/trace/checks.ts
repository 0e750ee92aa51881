// Records whose fields are checked one by one: for what is read, but never sent, and needs no shape of its own.

import { isRecord, wrong } from '../core/shape.ts'
import { Malformed } from '../core/wire.ts'
import { within } from './trace-json.ts'

/** The part of a shape that reading needs. Throws `Malformed`, naming the field. */
export interface Check {
  readonly isOptional?: true
  check(value: unknown, path: string): unknown
}

export type Checks = { readonly [field: string]: Check }

/** Returns the value itself, which has exactly these fields, and perhaps the optional ones among them. */
export function exactly(value: unknown, path: string, checks: Checks): Record<string, unknown> {
  if (!isRecord(value)) return wrong(path, 'record', value)
  for (const [field, part] of Object.entries(value)) {
    if (!Object.hasOwn(checks, field)) throw new Malformed(`${within(path, field)}: no such field`)
    checks[field]!.check(part, within(path, field))
  }
  const missing = Object.keys(checks).find(field => !Object.hasOwn(value, field) && !checks[field]!.isOptional)
  if (missing !== undefined) throw new Malformed(`${within(path, missing)}: expected a value, got nothing`)
  return value
}

/** One of several records, told apart by a field. */
export function oneBy(field: string, kinds: { readonly [kind: string]: Checks }, common: Checks = {}): Check {
  return {
    check(value, path) {
      const kind = isRecord(value) ? value[field] : undefined
      const checks = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
      if (checks === undefined) return wrong(within(path, field), Object.keys(kinds).join(' or '), kind)
      return exactly(value, path, { [field]: anything, ...common, ...checks })
    },
  }
}

export const listOf = (of: Check): Check => ({
  check(value, path) {
    if (!Array.isArray(value)) return wrong(path, 'list', value)
    value.forEach((item, index) => void of.check(item, within(path, index)))
    return value
  },
})

/** Plain it is, since it was read from JSON; what it means is not for the reader to know. */
export const anything: Check = { check: value => value }

export const numbersByName: Check = {
  check(value, path) {
    if (!isRecord(value)) return wrong(path, 'record', value)
    for (const [name, number] of Object.entries(value)) {
      if (typeof number !== 'number' || number < 0) wrong(within(path, name), 'number from 0', number)
    }
    return value
  },
}

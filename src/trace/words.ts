// Plain data in as few signs as a reader can do with: `vote(term: 3, granted: true)`.

import { toHex } from '../core/bytes.ts'
import { isRecord } from '../core/shape.ts'

const textLengthMax = 60
const bytesShownMax = 8
const itemsShownMax = 12

/** `[1, 2]`, `{n1 → 3}`, `0x00ff`; a record with a `type` is a word with its fields. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return shownText(value)
  if (typeof value !== 'object' || value === null) return value === undefined ? 'nothing' : `${value}`
  if (Array.isArray(value)) return `[${shownItems(value, shown)}]`
  if (value instanceof Uint8Array) {
    return `0x${toHex(value.subarray(0, bytesShownMax))}${value.length > bytesShownMax ? `… (${value.length} bytes)` : ''}`
  }
  if (value instanceof Map) return `{${shownItems([...value], ([key, item]) => `${shown(key)} → ${shown(item)}`)}}`
  if (value instanceof Set) return `{${shownItems([...value], shown)}}`
  return typeof (value as { type?: unknown }).type === 'string' ? said(value as Said) : `{${shownFields(value)}}`
}

interface Said {
  readonly type: string
}

/** A message, timer, request, event, job or fault. */
export function said(word: Said): string {
  const { type, ...fields } = word
  const inside = shownFields(fields)
  return inside === '' ? type : `${type}(${inside})`
}

/** What a node calls its role, where it says so: `role: 'leader'` or `role: { is: 'leader', ... }`. */
export function roleOf(node: unknown): string | null {
  const role = isRecord(node) ? node.role : undefined
  const name = isRecord(role) ? (role.is ?? role.kind) : role
  return typeof name === 'string' ? name : null
}

function shownFields(fields: object): string {
  return shownItems(Object.entries(fields), ([field, part]) => `${field}: ${shown(part)}`)
}

function shownItems<T>(items: readonly T[], show: (item: T) => string): string {
  const parts = items.slice(0, itemsShownMax).map(show)
  if (items.length > itemsShownMax) parts.push(`… ${items.length - itemsShownMax} more`)
  return parts.join(', ')
}

/** Bare where it cannot be mistaken for anything else. */
function shownText(text: string): string {
  const short = text.length > textLengthMax ? `${text.slice(0, textLengthMax)}…` : text
  return /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(short) ? short : JSON.stringify(short)
}

// The fields of an event as they come from outside: typed, bounded, or refused with their line.

import type { HistoryEvent, HistoryKey, HistoryValue, Process } from './history.ts'
import { MalformedHistory } from './history-malformed.ts'

/** Long enough for a register that every client of a long run appended to. */
export const valueTextLengthMax = 1 << 20
export const valueListLengthMax = 65_536
export const valueDepthMax = 8

const types = ['invoke', 'ok', 'fail', 'info'] as const

export function checkType(type: unknown, line: number): HistoryEvent['type'] {
  const known = types.find(word => word === type)
  if (known === undefined) throw new MalformedHistory(line, 'type', types.join(', '), type)
  return known
}

export function checkProcess(process: unknown, line: number): Process {
  if (Number.isSafeInteger(process) || (typeof process === 'string' && process !== '')) return process as Process
  throw new MalformedHistory(line, 'process', 'a whole number or text', process)
}

export function checkKey(key: unknown, line: number): HistoryKey {
  if (Number.isSafeInteger(key) || typeof key === 'string') return key as HistoryKey
  throw new MalformedHistory(line, 'key', 'a whole number or text', key)
}

export function checkText(text: unknown, line: number, field: string): string {
  if (typeof text === 'string' && text !== '') return text
  throw new MalformedHistory(line, field, 'text', text)
}

export function checkValue(value: unknown, line: number, field: string, depth = 0): HistoryValue {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new MalformedHistory(line, field, 'a finite number', `${value}`)
    if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value
    // Beyond, different numbers are read as one, and the verdict would be about another history.
    throw new MalformedHistory(line, field, `at most ${Number.MAX_SAFE_INTEGER} either way`, value)
  }
  if (typeof value === 'string') {
    if (value.length <= valueTextLengthMax) return value
    throw new MalformedHistory(line, field, `at most ${valueTextLengthMax} characters`, value.length)
  }
  if (!Array.isArray(value))
    throw new MalformedHistory(line, field, 'null, true, false, a number, text or a list', value)
  if (depth === valueDepthMax) throw new MalformedHistory(line, field, `at most ${valueDepthMax} lists in one another`)
  if (value.length > valueListLengthMax) {
    throw new MalformedHistory(line, field, `at most ${valueListLengthMax} items`, value.length)
  }
  return value.map(item => checkValue(item, line, field, depth + 1))
}

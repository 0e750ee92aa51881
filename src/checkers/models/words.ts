// What the words of histories have in common: how a call was asked for, and what it answered.

import { equal } from '../../core/plain.ts'
import type { HistoryOperation, HistoryValue, SaidValue } from '../../trace/history.ts'
import { MalformedHistory } from '../../trace/history-malformed.ts'

/** What the operation was asked with. A completion may repeat it, but not change it. */
export function asked(operation: HistoryOperation): HistoryValue {
  const { value, ending } = operation
  if (value === undefined) wrong(operation, 'something', value)
  if (ending.is === 'ok' && ending.value != null && !equal(ending.value, value)) {
    throw new MalformedHistory(ending.at.line, 'value', `${JSON.stringify(value)}, as invoked`, ending.value)
  }
  return value
}

/** `[expected, new]` */
export function askedPair(operation: HistoryOperation): readonly [expected: HistoryValue, next: HistoryValue] {
  const pair = asked(operation)
  if (!Array.isArray(pair) || pair.length !== 2) wrong(operation, '[expected, new]', pair)
  return pair as unknown as readonly [HistoryValue, HistoryValue]
}

export function askedText(operation: HistoryOperation): string {
  const text = asked(operation)
  return typeof text === 'string' ? text : wrong(operation, 'text', text)
}

export function askedNothing(operation: HistoryOperation): void {
  const nothing = asked({ ...operation, value: operation.value ?? null })
  if (nothing !== null) wrong(operation, 'null', nothing)
}

/** What it found; undefined where nobody heard. That it found nothing must be said, too, with null. */
export function answered({ f, ending }: HistoryOperation): HistoryValue | undefined {
  if (ending.is !== 'ok') return undefined
  if (ending.value !== undefined) return ending.value
  throw new MalformedHistory(ending.at.line, 'value', `what ${f} found`, ending.value)
}

/** An operation that no model can take, for what it was asked with. */
export function wrong({ f, invoked }: HistoryOperation, expected: string, got: SaidValue): never {
  throw new MalformedHistory(invoked.line, 'value', `${expected} for ${f}`, got)
}

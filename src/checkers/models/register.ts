// A register: it holds one value, which can be read, written, compared and set, and, where it is a text, appended to.
// What cas-register and key-value share; they differ in their words only.

import { equal } from '../../core/plain.ts'
import type { HistoryOperation, HistoryValue } from '../../trace/history.ts'
import { Interner } from '../interner.ts'
import type { Access, Growths, Lens, Model, Step } from '../model.ts'
import { beginsOneOf, endsOf, partsWithin } from './texts.ts'
import { answered, asked, askedPair, askedText } from './words.ts'

/** Some value that no operation of the history would notice. */
const unnoticed = { is: 'unnoticed' } as const

type State = HistoryValue | typeof unnoticed

export type RegisterCall =
  | { readonly is: 'read'; readonly value: HistoryValue }
  | { readonly is: 'write'; readonly value: State }
  | { readonly is: 'cas'; readonly expected: HistoryValue; readonly next: State }
  | { readonly is: 'refused cas'; readonly expected: HistoryValue }
  | { readonly is: 'append'; readonly text: string }

export type RegisterModel = Model<State, RegisterCall>

const impossible = { is: 'impossible' } as const

/** All of a register but its words and its first value. */
export const register = {
  step,
  observes: ({ is }) => is === 'read' || is === 'refused cas',
  partition: ({ key }) => key,
  describe: { call: describeCall, state: state => `the register holds ${show(state)}` },
  access,
  mayBecome,
  growth,
  lens,
} as const satisfies Partial<RegisterModel>

export function read(operation: HistoryOperation): RegisterCall | null {
  const value = answered(operation)
  return value === undefined ? null : { is: 'read', value }
}

export function write(operation: HistoryOperation): RegisterCall {
  return { is: 'write', value: asked(operation) }
}

/** One that nobody heard of again is taken to have succeeded, if it happened: refused, it would have had no effect. */
export function cas(operation: HistoryOperation): RegisterCall {
  const [expected, next] = askedPair(operation)
  const isRefused = operation.ending.is === 'ok' && operation.ending.result === false
  return isRefused ? { is: 'refused cas', expected } : { is: 'cas', expected, next }
}

export function append(operation: HistoryOperation): RegisterCall {
  return { is: 'append', text: askedText(operation) }
}

function step(state: State, call: RegisterCall): Step<State> {
  switch (call.is) {
    case 'read':
      return equal(state, call.value) ? { is: 'taken', next: state } : impossible
    case 'write':
      return { is: 'taken', next: call.value }
    case 'cas':
      return equal(state, call.expected) ? { is: 'taken', next: call.next } : impossible
    case 'refused cas':
      return equal(state, call.expected) ? impossible : { is: 'taken', next: state }
    case 'append':
      if (isUnnoticed(state)) return { is: 'taken', next: state }
      return state === null || typeof state === 'string' ? { is: 'taken', next: (state ?? '') + call.text } : impossible
  }
}

function access(call: RegisterCall): Access<State> | null {
  switch (call.is) {
    case 'read':
      return { reads: call.value }
    case 'write':
      return { writes: call.value }
    case 'cas':
      return { reads: call.expected, writes: call.next }
    case 'refused cas':
    case 'append':
      return null
  }
}

/** By appending, that is. */
function mayBecome(from: State, to: State): boolean {
  if (typeof to !== 'string') return equal(from, to)
  return from === null || (typeof from === 'string' && to.startsWith(from))
}

/** Who appended the end of a text had found what stands before it. */
function growth(calls: readonly RegisterCall[], initial: State): Growths<State, RegisterCall> | null {
  if (!isAllText(calls, initial)) return null
  const endsOfText = endsOf(calls.map(call => (call.is === 'append' ? call.text : null)))
  return state =>
    typeof state !== 'string'
      ? []
      : endsOfText(state).map(({ alike, rest }) => ({ alike, as: { is: 'cas', expected: rest, next: state } }))
}

/** To null one can append as well as to the empty text, and to a number not at all. Where neither occurs, all is simpler. */
function isAllText(calls: readonly RegisterCall[], initial: State): boolean {
  const written = calls.map(call => access(call)?.writes)
  return [initial, ...written].every(value => value === undefined || typeof value === 'string')
}

/**
 * A value counts as noticed if a read returned it or a cas expected it. Where texts grow by appending, so does every
 * beginning of such a value; a text that begins none of them can only be overwritten. What appends something that no
 * such value contains makes one of those.
 */
function lens(calls: readonly RegisterCall[], initial: State): Lens<State, RegisterCall> {
  const noticed = new Interner<HistoryValue>()
  for (const call of calls) {
    if (call.is === 'read') noticed.idOf(call.value)
    else if (call.is === 'cas' || call.is === 'refused cas') noticed.idOf(call.expected)
  }
  const texts = noticed.values.filter(value => typeof value === 'string')
  const appended = new Set(calls.flatMap(call => (call.is === 'append' ? [call.text] : [])))
  const shown = isAllText(calls, initial) ? partsWithin(appended, texts) : appended
  const begins = beginsOneOf(texts)
  const isNoticed = (value: HistoryValue) =>
    noticed.has(value) || (appended.size > 0 && (value === null || (typeof value === 'string' && begins(value))))
  const state = (value: State) => (isUnnoticed(value) || isNoticed(value) ? value : unnoticed)
  return {
    state,
    call(call) {
      if (call.is === 'append') return shown.has(call.text) ? call : { is: 'write', value: unnoticed }
      if (call.is === 'write') return { ...call, value: state(call.value) }
      return call.is === 'cas' ? { ...call, next: state(call.next) } : call
    },
  }
}

function isUnnoticed(state: State): state is typeof unnoticed {
  return typeof state === 'object' && state !== null && 'is' in state
}

function describeCall(call: RegisterCall): string {
  switch (call.is) {
    case 'read':
      return `read ${show(call.value)}`
    case 'write':
      return `write ${show(call.value)}`
    case 'cas':
      return `cas from ${show(call.expected)} to ${show(call.next)}`
    case 'refused cas':
      return `cas refused for not finding ${show(call.expected)}`
    case 'append':
      return `append ${show(call.text)}`
  }
}

function show(state: State): string {
  return isUnnoticed(state) ? 'a value that nobody read' : JSON.stringify(state)
}

// A store of texts under keys: get, put, append, and compare and set. What was never put is the empty text.

import { utf8Length } from '../bytes.ts'
import type { Machine } from '../machine.ts'
import { list, nat, type Of, oneOf, record, textOf } from '../shape.ts'

export const keyBytesMax = 256
export const valueBytesMax = 4096
export const pairsMax = 512
/** Of all keys and values together: a snapshot must fit into what `plain` allows, with some 17 bytes a pair beside. */
export const storeBytesMax = 49_152

const key = textOf(keyBytesMax)
const value = textOf(valueBytesMax)

const command = oneOf({
  get: { key },
  put: { key, value },
  append: { key, value },
  cas: { key, expected: value, next: value },
})

const answer = oneOf({
  value: { value },
  done: {},
  /** The key did not hold what the cas expected. */
  differs: {},
  /** The store has no room for it: nothing was changed. */
  full: {},
})

/** In the order of the keys: one list is copied for a put, and equal content is equal state, whatever happened before. */
const state = record({ bytes: nat, pairs: list(record({ key, value }), pairsMax) })

export type KeyValueCommand = Of<typeof command>
export type KeyValueAnswer = Of<typeof answer>
export type KeyValueState = Of<typeof state>

const done = { type: 'done' } as const
const differs = { type: 'differs' } as const
const full = { type: 'full' } as const

export const keyValue: Machine<KeyValueState, KeyValueCommand, KeyValueAnswer> = {
  name: 'key-value',
  command,
  answer,
  state,
  initial: { bytes: 0, pairs: [] },

  apply(state, command) {
    switch (command.type) {
      case 'get':
        return { state, answer: got(state, command.key) }
      case 'put':
        return put(state, command.key, command.value)
      case 'append':
        return put(state, command.key, heldAt(state, command.key) + command.value)
      case 'cas':
        if (heldAt(state, command.key) !== command.expected) return { state, answer: differs }
        return put(state, command.key, command.next)
    }
  },

  read: (state, command) => (command.type === 'get' ? got(state, command.key) : null),
}

const got = (state: KeyValueState, key: string): KeyValueAnswer => ({ type: 'value', value: heldAt(state, key) })

function heldAt({ pairs }: KeyValueState, key: string): string {
  const pair = pairs[placeOf(pairs, key)]
  return pair?.key === key ? pair.value : ''
}

function put(
  state: KeyValueState,
  key: string,
  value: string,
): { readonly state: KeyValueState; readonly answer: KeyValueAnswer } {
  const { pairs } = state
  const place = placeOf(pairs, key)
  const before = pairs[place]?.key === key ? pairs[place] : null
  if (value === (before?.value ?? '')) return { state, answer: done }
  const valueBytes = utf8Length(value)
  const freed = before === null ? 0 : utf8Length(key) + utf8Length(before.value)
  const bytes = state.bytes - freed + utf8Length(key) + valueBytes
  const isFull = bytes > storeBytesMax || (before === null && pairs.length >= pairsMax)
  if (isFull || valueBytes > valueBytesMax) return { state, answer: full }
  // The empty text is what a key without a pair holds.
  if (value === '') {
    return { state: { bytes: state.bytes - freed, pairs: pairs.toSpliced(place, 1) }, answer: done }
  }
  return { state: { bytes, pairs: pairs.toSpliced(place, before === null ? 0 : 1, { key, value }) }, answer: done }
}

/** Where the key stands, or would. */
function placeOf(pairs: KeyValueState['pairs'], key: string): number {
  let low = 0
  let high = pairs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (pairs[middle]!.key < key) low = middle + 1
    else high = middle
  }
  return low
}

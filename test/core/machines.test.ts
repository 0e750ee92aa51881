// Goal: machines are pure, bounded, and at one with their shapes. Method: random commands, beside a model in plain words.

import { describe, expect, test } from 'vitest'
import { decode, encode } from '../../src/core/codec.ts'
import { digest } from '../../src/core/digest.ts'
import type { Machine } from '../../src/core/machine.ts'
import { counter } from '../../src/core/machines/counter.ts'
import { type KeyValueState, keyValue, pairsMax, valueBytesMax } from '../../src/core/machines/key-value.ts'
import { lock } from '../../src/core/machines/lock.ts'
import { freeze } from '../../src/core/plain.ts'
import { plain, plainBytesMax } from '../../src/core/plain-shape.ts'
import { SeededRandom } from '../../src/core/random.ts'

const machines: readonly Machine[] = [keyValue, counter, lock]

describe.each(machines)('$name', machine => {
  test('leaves the state that it is given as it was, and gives answers and states of its shapes', () => {
    const random = new SeededRandom(1)
    let state = freeze(machine.initial)
    for (let turn = 0; turn < 500; turn++) {
      const command = freeze(machine.command.sample(random))
      const before = digest(state)
      const next = machine.apply(state, command)
      expect(digest(state)).toBe(before)
      expect(machine.answer.check(next.answer, 'answer')).toEqual(next.answer)
      expect(machine.state.check(next.state, 'state')).toEqual(next.state)
      expect(digest(decode(plain, encode(plain, next.state), 'state'))).toBe(digest(next.state))
      state = freeze(next.state)
    }
  })

  test('answers a query as the command would have been answered, and changes nothing by it', () => {
    const random = new SeededRandom(2)
    let state = machine.initial
    let queries = 0
    for (let turn = 0; turn < 500; turn++) {
      const command = machine.command.sample(random)
      const read = machine.read(state, command)
      const next = machine.apply(state, command)
      if (read !== null) {
        queries++
        expect(next).toEqual({ state, answer: read })
      }
      state = next.state
    }
    expect(queries).toBeGreaterThan(50)
  })
})

describe('key-value', () => {
  test('does what a map does, and gives equal states for equal content', () => {
    const random = new SeededRandom(3)
    const model = new Map<string, string>()
    let state = keyValue.initial
    for (let turn = 0; turn < 2_000; turn++) {
      const key = `k${random.between(0, 20)}`
      const value = random.pick(['', 'a', 'b', 'ñ', '🐝'])
      const held = model.get(key) ?? ''
      switch (random.between(0, 3)) {
        case 0:
          expect(keyValue.apply(state, { type: 'get', key }).answer).toEqual({ type: 'value', value: held })
          break
        case 1:
          state = keyValue.apply(state, { type: 'put', key, value }).state
          model.set(key, value)
          break
        case 2: {
          const { answer, state: next } = keyValue.apply(state, { type: 'cas', key, expected: value, next: 'c' })
          expect(answer.type).toBe(held === value ? 'done' : 'differs')
          if (held === value) model.set(key, 'c')
          state = next
          break
        }
        default:
          if (held.length > 20) break
          state = keyValue.apply(state, { type: 'append', key, value }).state
          model.set(key, held + value)
      }
    }
    expect(state).toEqual(filled([...model].reverse()))
    expect(filled([...model].map(([key]) => [key, '']))).toEqual(keyValue.initial)
  })

  test('says when it is full, changes nothing then, and still fits into a snapshot', () => {
    const many = filled(Array.from({ length: pairsMax }, (_, place) => [`k${place}`, 'v']))
    expect(keyValue.apply(many, { type: 'put', key: 'one more', value: 'v' })).toEqual({
      state: many,
      answer: { type: 'full' },
    })
    expect(keyValue.apply(many, { type: 'put', key: 'k1', value: 'w' }).answer.type).toBe('done')

    const large = 'x'.repeat(valueBytesMax)
    const heavy = filled(Array.from({ length: 100 }, (_, place) => [`k${place}`, large]))
    expect(keyValue.apply(heavy, { type: 'put', key: 'k99', value: large }).answer.type).toBe('full')
    expect(keyValue.apply(heavy, { type: 'append', key: 'k1', value: 'x' }).answer.type).toBe('full')
    const heaviest = filled(Array.from({ length: 600 }, (_, place) => [`k${place}`, 'x'.repeat(92)]))
    for (const state of [many, heavy, heaviest]) expect(encode(plain, state).length).toBeLessThan(plainBytesMax)
  })
})

describe('lock', () => {
  test('has one owner at a time, and a higher token for each', () => {
    const first = lock.apply(lock.initial, { type: 'acquire', owner: 'a' })
    expect(first.answer).toEqual({ type: 'acquired', token: 1 })
    expect(lock.apply(first.state, { type: 'acquire', owner: 'b' }).answer).toEqual({ type: 'held', owner: 'a' })
    expect(lock.apply(first.state, { type: 'acquire', owner: 'a' }).answer).toEqual({ type: 'held', owner: 'a' })
    expect(lock.apply(first.state, { type: 'release', owner: 'b' }).answer).toEqual({ type: 'notOwner' })
    const free = lock.apply(first.state, { type: 'release', owner: 'a' })
    expect(free.answer).toEqual({ type: 'released' })
    expect(lock.apply(free.state, { type: 'look' }).answer).toEqual({ type: 'free' })
    expect(lock.apply(free.state, { type: 'acquire', owner: 'b' }).answer).toEqual({ type: 'acquired', token: 2 })
  })
})

describe('counter', () => {
  test('stands still at the end of the whole numbers', () => {
    expect(counter.apply(Number.MAX_SAFE_INTEGER - 1, { type: 'add', by: 1 }).state).toBe(Number.MAX_SAFE_INTEGER)
    expect(counter.apply(Number.MAX_SAFE_INTEGER, { type: 'add', by: 1 }).state).toBe(Number.MAX_SAFE_INTEGER)
  })
})

function filled(pairs: readonly (readonly [key: string, value: string])[]): KeyValueState {
  return pairs.reduce(
    (state, [key, value]) => keyValue.apply(state, { type: 'put', key, value }).state,
    keyValue.initial,
  )
}

// Goal: a lie changes what it says it changes, and nothing else. Method: one honest step, and what a liar makes of it.

import { describe, expect, test } from 'vitest'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import type { Effect, Message } from '../../src/core/protocol.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { adversary, type Lie, lie, repeatTimesMax } from '../../src/faults/adversary.ts'
import { type Counting, vocabulary } from '../core/counting.ts'

const [n2, n3] = ['n2', 'n3'].map(peerId) as [PeerId, PeerId]
const toTwo = { kind: 'send', to: n2, message: { type: 'add', amount: 1 } } as const
const toThree = { kind: 'send', to: n3, message: { type: 'add', amount: 1 } } as const
const save = { kind: 'save', durable: { total: 1 } } as const
const honest: readonly Effect<Counting>[] = [save, toTwo, toThree]
const any = { message: null, to: null }
const told = (...lies: readonly Lie[]) => adversary<Counting>(lies)(honest, new Map())

describe('an adversary', () => {
  test('without lies does what is honest', () => expect(told()).toEqual(honest))

  test('that is silent still saves', () => expect(told({ type: 'silent', ...any })).toEqual([save]))

  test('is silent to some, or about some things', () => {
    expect(told({ type: 'silent', message: null, to: n3 })).toEqual([save, toTwo])
    expect(told({ type: 'silent', message: 'added', to: null })).toEqual(honest)
  })

  test('claims another value, to one peer and not to another: it equivocates', () => {
    const lies = [
      { type: 'claim', message: 'add', to: n2, field: 'amount', value: 7 },
      { type: 'claim', message: 'add', to: n3, field: 'amount', value: 9 },
    ] as const
    expect(told(...lies)).toEqual([
      save,
      { ...toTwo, message: { type: 'add', amount: 7 } },
      { ...toThree, message: { type: 'add', amount: 9 } },
    ])
  })

  test('never changes the honest message itself', () => {
    told({ type: 'claim', ...any, field: 'amount', value: 7 })
    expect(toTwo.message.amount).toBe(1)
  })

  test('cannot claim a field that is not there', () => {
    for (const field of ['sum', 'amount.0', '', '__proto__'])
      expect(told({ type: 'claim', ...any, field, value: 7 })).toEqual(honest)
  })

  test('reaches into lists', () => {
    const message = { type: 'path', path: ['a', 'b'] } as never
    const lies: readonly Lie[] = [{ type: 'claim', ...any, field: 'path.1', value: 'c' }]
    const [effect] = adversary<any>(lies)([{ kind: 'send', to: n2, message }], new Map())
    expect(effect).toMatchObject({ message: { path: ['a', 'c'] } })
  })

  test('repeats itself, within a limit', () => {
    expect(told({ type: 'repeat', message: null, to: n2, times: 3 })).toEqual([save, toTwo, toTwo, toTwo, toThree])
    expect(told({ type: 'repeat', message: null, to: n2, times: 1_000 }).length).toBe(repeatTimesMax + 2)
  })

  test('replays what it said before, and speaks the truth the first time', () => {
    const memory = new Map<string, Message<Counting>>()
    const replaying = adversary<Counting>([{ type: 'replay', ...any }])
    expect(replaying([toTwo], memory)).toEqual([toTwo])
    const later = { ...toTwo, message: { type: 'add', amount: 2 } } as const
    expect(replaying([later], memory)).toEqual([toTwo])
    expect(replaying([toTwo], memory)).toEqual([later])
  })

  test('tells lies that have a shape: what is read from a file is a lie or is refused', () => {
    const random = new SeededRandom(1)
    for (let sample = 0; sample < 200; sample++) {
      const drawn = lie.sample(random)
      expect(lie.check(JSON.parse(JSON.stringify(drawn, bytesAsNull)), 'lie')).toBeDefined()
      expect(() => adversary<Counting>([drawn])(honest, new Map())).not.toThrow()
    }
    expect(() => lie.check({ type: 'silent', message: 7, to: null }, 'lie')).toThrow(
      'lie.silent.message: expected text',
    )
  })
})

test('the words of the example are those of the vocabulary', () => {
  expect(Object.keys(vocabulary.messages)).toEqual(['add', 'added'])
})

const bytesAsNull = (_key: string, value: unknown): unknown => (value instanceof Uint8Array ? null : value)

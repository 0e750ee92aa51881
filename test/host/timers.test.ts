// Goal: equal timers are one, others are others, whatever their fields. Method: random use beside a list.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digest } from '../../src/core/digest.ts'
import { flag, list, nat, peer, record, text } from '../../src/core/shape.ts'
import { type SetTimer, Timers } from '../../src/host/timers.ts'

const vocabulary = {
  messages: {},
  timers: { plain: {}, once: { round: nat }, pair: { peer, serial: nat }, wide: { a: text, list: list(nat), b: flag } },
  requests: {},
  events: {},
  durable: record({}),
} as const

type Known = SetTimer<typeof vocabulary, null>

const few = fc.nat(3)
const timer: fc.Arbitrary<any> = fc.oneof(
  fc.constant({ type: 'plain' }),
  few.map(round => ({ type: 'once', round })),
  fc.tuple(fc.constantFrom('ann', 'bob'), few).map(([peer, serial]) => ({ type: 'pair', peer, serial })),
  fc
    .tuple(fc.constantFrom('', 'x'), fc.array(fc.nat(1), { maxLength: 2 }), fc.boolean())
    .map(([a, list, b]) => ({ type: 'wide', a, list, b })),
)
const use = fc.record({ does: fc.constantFrom('put', 'put', 'remove', 'clear'), timer })

test('finds what a list would', () => {
  fc.assert(
    fc.property(fc.array(use, { maxLength: 200, size: 'max' }), uses => {
      const timers = new Timers<typeof vocabulary, null>(vocabulary)
      let known: Known[] = []
      for (const { does, timer } of uses) {
        const equal = known.find(set => digest(set.timer) === digest(timer))
        expect(timers.find(timer)).toBe(equal)
        if (does === 'clear' && known.length > 20) {
          timers.clear()
          known = []
        } else if (does === 'put' && equal === undefined) {
          const set: Known = { timer, deadlineUs: 0, cause: 0, alarm: null, alarmUs: 0 }
          timers.put(set)
          known.push(set)
        } else if (does === 'remove' && equal !== undefined) {
          timers.remove(equal)
          known = known.filter(set => set !== equal)
          expect(timers.has(equal)).toBe(false)
        }
        expect(known.every(set => timers.has(set))).toBe(true)
        expect(new Set(timers.all)).toEqual(new Set(known))
      }
    }),
  )
})

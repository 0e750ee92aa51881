// A chain of what was asked for and a list of effects say the same.

import { expect, test } from 'vitest'
import { askedFor, effectsOf } from '../../src/core/asked.ts'
import { peerId, type Ticket } from '../../src/core/ids.ts'
import { Members } from '../../src/core/peers.ts'
import type { Effect } from '../../src/core/protocol.ts'
import { Surroundings } from '../../src/core/step.ts'

const [n1, n2, n3] = [peerId('n1'), peerId('n2'), peerId('n3')]
const [first, second, third] = [1, 2, 3] as Ticket[]

const effects: Effect<any>[] = [
  { kind: 'save', durable: { term: 1 } },
  { kind: 'send', to: n2, message: { type: 'vote', term: 1 } },
  { kind: 'send', to: n3, message: { type: 'vote', term: 1 } },
  { kind: 'set', timer: { type: 'round' }, delayMs: 50 },
  { kind: 'cancel', timer: { type: 'election' } },
  { kind: 'answer', ticket: first!, answer: 'yes' },
  { kind: 'refuse', ticket: second!, reason: 'not now' },
  { kind: 'abandon', ticket: third!, reason: 'who knows' },
  { kind: 'announce', event: { type: 'led' } },
  { kind: 'work', job: { type: 'mine' } },
]

test('a context records each kind of effect, in the order in which it is asked for', () => {
  const ctx = new Surroundings<any>(n1, new Members([n1, n2, n3]).others(n1))
  ctx.save({ term: 1 })
  ctx.broadcast({ type: 'vote', term: 1 })
  ctx.set({ type: 'round' }, 50)
  ctx.cancel({ type: 'election' })
  ctx.answer(first!, 'yes')
  ctx.refuse(second!, 'not now')
  ctx.abandon(third!, 'who knows')
  ctx.announce({ type: 'led' })
  ctx.work({ type: 'mine' } as never)
  expect(ctx.effects).toEqual(effects)
  expect(ctx.asked?.save?.what).toEqual({ term: 1 })
})

test('a list of effects becomes a chain, and the chain the same list', () => {
  const asked = askedFor([...effects, { kind: 'save', durable: { term: 2 } }])
  expect(effectsOf(asked)).toEqual([...effects, { kind: 'save', durable: { term: 2 } }])
  expect(asked?.save?.what, 'the latest is what counts').toEqual({ term: 2 })
  expect(askedFor([])).toBeNull()
})

test('what was asked for is forgotten, and a list that somebody kept of it is not', () => {
  const ctx = new Surroundings<any>(n1, new Members([n1, n2]).others(n1))
  ctx.save({ term: 1 })
  const kept = ctx.effects
  ctx.clear()
  ctx.set({ type: 'round' }, 50)
  expect(kept).toEqual([{ kind: 'save', durable: { term: 1 } }])
  expect(ctx.effects).toEqual([{ kind: 'set', timer: { type: 'round' }, delayMs: 50 }])
  expect(ctx.asked?.save).toBeNull()
})

// Goal: one step serves every host, and strictness sees through whoever breaks the contract. Method: a protocol that
// keeps it, told each kind of input; then cheats, one for each promise.

import { beforeEach, describe, expect, test } from 'vitest'
import { peerId, type Ticket } from '../../src/core/ids.ts'
import { Members } from '../../src/core/peers.ts'
import type { AnyProtocol, Input } from '../../src/core/protocol.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { type Step, Surroundings, step, strictStep } from '../../src/core/step.ts'
import { type Counting, type CountingNode, counting } from './counting.ts'

const [n1, n2, n3] = ['n1', 'n2', 'n3'].map(peerId) as [ReturnType<typeof peerId>, ...ReturnType<typeof peerId>[]]
const start: Input<Counting> = { kind: 'start', durable: undefined, random: new SeededRandom(1).state }
const add: Input<Counting> = { kind: 'message', from: n2!, message: { type: 'add', amount: 2 } }
const tick: Input<Counting> = { kind: 'timer', timer: { type: 'tick', round: 1 } }
const ticket = (number: number) => number as Ticket
const ask = (amount: number): Input<Counting> => ({
  kind: 'request',
  ticket: ticket(1),
  request: { type: 'add', amount },
})
const prove = (number: number): Input<Counting> => ({
  kind: 'request',
  ticket: ticket(number),
  request: { type: 'prove', text: 'ab' },
})
const proven: Input<Counting> = { kind: 'done', job: { type: 'prove', text: 'ab' }, result: true }

describe.each<[string, Step]>([
  ['a fast', step],
  ['a strict', strictStep],
])('%s step', (_name, take) => {
  let around: Surroundings<Counting>
  let node: CountingNode
  const told = (input: Input<Counting>) => {
    node = take(counting, node, input, around)
    return around.effects
  }

  beforeEach(() => {
    around = new Surroundings(n1, new Members([n1, n2!, n3!]).others(n1))
    node = take(counting, undefined, start, around)
  })

  test('makes a node out of nothing, or out of what was saved', () => {
    expect(node.total).toBe(0)
    expect(around.effects).toEqual([{ kind: 'set', timer: { type: 'tick', round: 1 }, delayMs: 10 }])
    expect(take(counting, undefined, { ...start, durable: { total: 7 } }, around).total).toBe(7)
  })

  test('gives a message to its handler, and keeps what was asked for in order', () => {
    expect(told(add)).toEqual([
      { kind: 'save', durable: { total: 2 } },
      { kind: 'send', to: n2, message: { type: 'added', total: 2 } },
    ])
    expect(node).toEqual({ total: 2, asking: null, heardFrom: new Map([[n2, 1]]) })
  })

  test('gives a timer to its handler, and a broadcast reaches each of the others once', () => {
    const effects = told(tick)
    expect(effects.map(({ kind }) => kind)).toEqual(['send', 'send', 'cancel', 'set'])
    expect(effects.flatMap(effect => (effect.kind === 'send' ? [effect.to] : []))).toEqual([n2, n3])
  })

  test('draws the same chance from the same state', () => {
    const first = told(tick)
    node = take(counting, undefined, start, around)
    expect(told(tick)).toEqual(first)
    expect(told(tick)).not.toEqual(first)
  })

  test('gives a request and its ticket to their handler', () => {
    expect(told(ask(3))).toContainEqual({ kind: 'answer', ticket: 1, answer: 3 })
    expect(told(ask(0))).toEqual([{ kind: 'refuse', ticket: 1, reason: 'nothing to add' }])
  })

  test('hands out a job, and gives its result to its handler', () => {
    expect(told(prove(1))).toEqual([{ kind: 'work', job: { type: 'prove', text: 'ab' } }])
    expect(told(prove(2))[0]).toEqual({ kind: 'abandon', ticket: 1, reason: 'another came' })
    expect(told(proven)).toEqual([{ kind: 'answer', ticket: 2, answer: true }])
  })

  test('tells of members that came and went', () => {
    told(add)
    around.peers = new Members([n1, n3!]).others(n1)
    told({ kind: 'peers', peers: [n3!] })
    expect(node.heardFrom.size).toBe(0)
  })

  test('needs a node that has started', () => {
    expect(() => take(counting, undefined, add, around)).toThrow(
      'counting: a node must start before it hears of a message',
    )
  })
})

describe('a strict step notices', () => {
  const cheat =
    (change: Partial<AnyProtocol>, ...inputs: readonly Input<Counting>[]) =>
    () => {
      const around = new Surroundings<any>(n1, new Members([n1, n2!]).others(n1))
      const cheating = { ...counting, ...change } as AnyProtocol
      let node: unknown
      for (const input of [start, ...inputs]) node = strictStep(cheating, node, structuredClone(input), around)
    }
  const onAdd = (handle: (node: any, message: any, from: any, ctx: any) => void) => ({
    onMessage: { ...counting.onMessage, add: handle },
  })

  test('an honest protocol, and lets it be', () => {
    expect(cheat({}, add, tick, ask(1), prove(2), proven, add)).not.toThrow()
  })

  test('a message that was changed', () => {
    expect(
      cheat(
        onAdd((_node, message) => message.amount++),
        add,
      ),
    ).toThrow(/read only/)
  })

  test('saved state that is changed in the step after', () => {
    const sharing = onAdd((node, _message, _from, ctx) => {
      node.seen ??= new Set()
      node.seen.add(node.seen.size)
      ctx.save({ total: 1, seen: node.seen })
    })
    expect(cheat(sharing, add)).toThrow('counting.durable.seen: no such field')
    const loose = { vocabulary: { ...counting.vocabulary, durable: anything }, ...sharing }
    expect(cheat(loose, add, add, add)).toThrow('counting: what was saved must stay')
  })

  test('saved state that a later life changes', () => {
    const sharing = {
      vocabulary: { ...counting.vocabulary, durable: anything },
      start: (_ctx: unknown, durable: any) => ({ seen: durable?.seen ?? new Set() }),
      ...onAdd(node => node.seen.add(1)),
    }
    const again = { kind: 'start', durable: { seen: new Set() }, random: new SeededRandom(2).state } as never
    expect(cheat(sharing, again, add, add)).toThrow('counting: what was saved must stay')
  })

  test('state that is not plain', () => {
    expect(
      cheat(
        onAdd(node => void (node.later = () => {})),
        add,
      ),
    ).toThrow('counting: node.later: a function is not plain')
    expect(
      cheat(
        onAdd(node => void (node.total = 0.5)),
        add,
      ),
    ).toThrow('counting: node.total: 0.5 is not a safe integer')
    expect(
      cheat(
        onAdd(node => void (node.since = new Date())),
        add,
      ),
    ).toThrow('node.since: an instance of a class')
  })

  test('a memory outside of the node', () => {
    let hidden = 0
    expect(
      cheat(
        onAdd((_node, _message, from, ctx) => ctx.send(from, { type: 'added', total: hidden++ })),
        add,
      ),
    ).toThrow('counting: the same message must have the same effects')
    expect(
      cheat(
        onAdd(node => void (node.total = hidden++)),
        add,
      ),
    ).toThrow('counting: the same message must lead to the same node')
  })

  test('chance that does not come from the context', () => {
    expect(
      cheat(
        onAdd(node => void (node.total = Math.floor(Math.random() * 2 ** 50))),
        add,
      ),
    ).toThrow('the same node')
  })

  test.each<[string, (ctx: any) => void, string]>([
    [
      'a message nobody declared',
      ctx => ctx.send(n2, { type: 'shout' }),
      'counting.message.type: expected add or added',
    ],
    ['a message with a wrong field', ctx => ctx.send(n2, { type: 'add', amount: -1 }), 'counting.message.add.amount'],
    [
      'a message with a field too many',
      ctx => ctx.send(n2, { type: 'add', amount: 1, by: 2 }),
      'add.by: no such field',
    ],
    ['saved state of another shape', ctx => ctx.save({ sum: 1 }), 'counting.durable.sum: no such field'],
    ['a timer nobody declared', ctx => ctx.set({ type: 'tock' }, 1), 'counting.timer.type: expected tick'],
    ['a timer in the past', ctx => ctx.set({ type: 'tick', round: 1 }, -1), 'tick must not lie in the past'],
    [
      'a timer of half a millisecond',
      ctx => ctx.set({ type: 'tick', round: 1 }, 0.5),
      'tick must wait whole milliseconds',
    ],
    ['a cancelled timer nobody declared', ctx => ctx.cancel({ type: 'tock' }), 'counting.timer.type: expected tick'],
    ['an event nobody declared', ctx => ctx.announce({ type: 'shrank' }), 'counting.event.type: expected grew'],
    ['a job nobody declared', ctx => ctx.work({ type: 'mine' }), 'counting.job.type: expected prove'],
    ['an answer to nobody', ctx => ctx.answer(99, 1), 'ticket 99 must be open to be answered'],
    ['a refusal of nothing', ctx => ctx.refuse(99, 'no'), 'ticket 99 must be open to be answered'],
    ['an outcome of nothing', ctx => ctx.abandon(99, 'who knows'), 'ticket 99 must be open to be answered'],
  ])('%s', (_name, does, problem) => {
    expect(
      cheat(
        onAdd((_node, _message, _from, ctx) => does(ctx)),
        add,
      ),
    ).toThrow(problem)
  })

  test.each<[string, (ticket: Ticket, ctx: any) => void, string]>([
    ['an answer of another shape', (ticket, ctx) => ctx.answer(ticket, 'three'), 'counting.add.answer: expected nat'],
    [
      'two answers',
      (ticket, ctx) => {
        ctx.answer(ticket, 1)
        ctx.answer(ticket, 1)
      },
      'ticket 1 must be open to be answered',
    ],
    [
      'a refusal after an answer',
      (ticket, ctx) => {
        ctx.answer(ticket, 1)
        ctx.refuse(ticket, 'no')
      },
      'ticket 1 must be open to be answered',
    ],
  ])('%s', (_name, does, problem) => {
    const answering = {
      onRequest: { ...counting.onRequest, add: (_n: any, _a: any, t: any, ctx: any) => does(t, ctx) },
    }
    expect(cheat(answering as never, ask(1))).toThrow(problem)
  })

  test('an answer to a ticket of an earlier life', () => {
    const late = { onDone: { prove: (_node: any, _result: any, ctx: any) => ctx.answer(2, true) } }
    expect(cheat(late as never, prove(2), proven)).not.toThrow()
    expect(cheat(late as never, prove(2), start, proven)).toThrow('ticket 2 must be open to be answered')
  })
})

/** A shape with no opinion, for cheats about what is saved. */
const anything = { ...counting.vocabulary.durable, check: (value: unknown) => value } as never

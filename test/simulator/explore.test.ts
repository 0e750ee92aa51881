// Goal: the search sees every order of events, tells a shortest way to a violation, and says what it did not see.
// Method: protocols so small that their states can be counted by hand, and Raft with a mistake.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { keyValue } from '../../src/core/machines/key-value.ts'
import type { AnyProtocol, Context, Protocol, Vocabulary } from '../../src/core/protocol.ts'
import { nat, nothing } from '../../src/core/shape.ts'
import { mutants } from '../../src/protocols/raft/mutants.ts'
import { raft } from '../../src/protocols/raft/protocol.ts'
import { type Bounds, exploreProtocol, type Law, type Progress } from '../../src/simulator/explore.ts'

const vocabulary = {
  messages: { token: { number: nat } },
  timers: { first: {}, second: {} },
  requests: { send: { ask: {}, answer: nat } },
  events: {},
  durable: nothing,
} as const satisfies Vocabulary

type Starts = 'at once' | 'by timers'

interface Listener {
  readonly heard: number[]
}

/** n1 sends two tokens to n2, which writes down what it hears, in the order it hears it. */
function tokens(starts: Starts): Protocol<typeof vocabulary, Listener> {
  return {
    name: 'tokens',
    vocabulary,
    start(ctx) {
      if (ctx.self === n2) return { heard: [] }
      if (starts === 'at once') for (const number of [1, 2]) send(number, ctx)
      else ctx.set({ type: 'first' }, 10)
      if (starts === 'by timers') ctx.set({ type: 'second' }, 20)
      return { heard: [] }
    },
    onMessage: { token: (node, { number }) => void node.heard.push(number) },
    onTimer: { first: (_node, _timer, ctx) => send(1, ctx), second: (_node, _timer, ctx) => send(2, ctx) },
    onRequest: {
      send(_node, _ask, ticket, ctx) {
        send(3, ctx)
        ctx.answer(ticket, 3)
      },
    },
  }
}

const send = (number: number, ctx: Context<typeof vocabulary>): void => ctx.send(n2, { type: 'token', number })
const n2 = peerId('n2')
const lie = { type: 'claim', message: null, to: null, field: 'number' } as const

/** Broken as soon as n2 has heard exactly this. */
const neverHears = (...numbers: readonly number[]): Law => ({
  id: 'T1',
  memory: () => ({}),
  hear: (_memory, _happening, cluster) =>
    cluster.node(n2)?.heard.join() !== numbers.join() || `n2 heard ${numbers.join()}`,
  rest: () => true,
})

/** Broken when a node begins so many lives. */
const neverBegins = (node: string, lives: number): Law => ({
  id: 'T3',
  memory: () => ({ begun: 0 }),
  hear(memory, happening) {
    if (happening.kind === 'step' && happening.node === node && happening.input.kind === 'start') memory.begun++
    return memory.begun < lives || `${node} began its life number ${lives}`
  },
  rest: () => true,
})

/** Broken where nothing can happen any more and n2 has heard something else. */
const hears = (...numbers: readonly number[]): Law => ({
  id: 'T2',
  memory: () => ({}),
  hear: () => true,
  rest: (_memory, cluster) => `${cluster.node(n2)?.heard}` === `${numbers}` || `n2 heard ${cluster.node(n2)?.heard}`,
})

function search(starts: Starts, laws: readonly Law[], bounds: Partial<Bounds> = {}) {
  return exploreProtocol({ protocol: tokens(starts), nodes: 2, laws, bounds })
}

describe('what is explored', () => {
  test('every order of two deliveries, and each state once', () => {
    // Asleep, n1 up, both up; then 1 heard or 2 heard; then both, in either order.
    const everything = { verdict: { is: 'holds' }, states: 2 + 2 + 2, transitions: 2 + 2 + 2 }
    expect(search('at once', [])).toMatchObject(everything)
    expect(search('at once', [neverHears(2, 1)]).verdict.is).toBe('broken')
  })

  test.each<[string, readonly number[], Partial<Bounds>]>([
    ['a message that comes twice', [1, 1], { duplicates: 1 }],
    ['a request', [3], { requests: [{ type: 'send' }] }],
    ['a message that is told otherwise', [7], { liars: 1, lies: () => [[{ ...lie, value: 7 }]] }],
  ])('%s, only if the bounds allow it', (_, heard, allowed) => {
    expect(search('at once', [neverHears(...heard)], allowed).verdict.is).toBe('broken')
    expect(search('at once', [neverHears(...heard)]).verdict).toEqual({ is: 'holds' })
  })

  test('a message that is lost, only if the bounds allow it', () => {
    const lostFirst: Law = { ...neverHears(), hear: (_, { kind }) => kind !== 'lost' || 'a message was lost' }
    expect(search('at once', [lostFirst], { drops: 1 }).verdict.is).toBe('broken')
    expect(search('at once', [lostFirst]).verdict).toEqual({ is: 'holds' })
  })

  test('timers in any order, or in the order of their delays where rounds are synchronous', () => {
    expect(search('by timers', [neverHears(2)]).verdict.is).toBe('broken')
    expect(search('by timers', [neverHears(2)], { isSynchronous: true }).verdict).toEqual({ is: 'holds' })
  })

  test('a crash forgets what was heard, and a restart brings the node back', () => {
    const { verdict } = search('at once', [neverBegins('n2', 2)], { crashes: 1 })
    expect(verdict).toMatchObject({
      is: 'broken',
      trace: [{}, {}, { fault: { type: 'crash' } }, { fault: { type: 'restart' }, index: 3 }, { cause: 3, index: 4 }],
    })
  })

  test('what must come about is judged where nothing can happen any more, unless a message was lost', () => {
    expect(search('by timers', [hears(1, 2)], { isSynchronous: true }).verdict).toEqual({ is: 'holds' })
    expect(search('at once', [hears(1, 2)]).verdict).toMatchObject({ is: 'broken', explanation: 'n2 heard 2,1' })
    expect(search('by timers', [hears(1, 2)], { isSynchronous: true, drops: 1 }).verdict).toEqual({ is: 'holds' })
  })
})

describe('what is said of it', () => {
  test('a violation comes with a shortest way to it, each step with its cause', () => {
    const { verdict } = search('by timers', [neverHears(2)])
    expect(verdict).toMatchObject({
      rule: 'T1',
      explanation: 'n2 heard 2',
      trace: [
        { index: 0, node: 'n1', input: { kind: 'start' } },
        { index: 1, node: 'n2', input: { kind: 'start' } },
        { index: 2, node: 'n1', input: { timer: { type: 'second' } }, cause: 0 },
        { index: 3, node: 'n2', input: { from: 'n1', message: { number: 2 } }, cause: 2 },
      ],
    })
  })

  test.each<[Partial<Bounds>, string]>([
    [{ depth: 1 }, 'depth'],
    [{ statesMax: 4 }, 'states'],
  ])('%j ends the search before the whole space was seen', (bounds, why) => {
    expect(search('at once', [], bounds).verdict).toEqual({ is: 'unknown', why })
  })

  test('a search that is called off says so, and says how far it came', () => {
    const told: Progress[] = []
    const called = { expired: () => told.length > 2, progress: (seen: Progress) => void told.push(seen) }
    const { verdict } = exploreProtocol({ protocol: tokens('at once'), nodes: 2, laws: [], bounds: {}, ...called })
    expect(verdict).toEqual({ is: 'unknown', why: 'time' })
    expect(told.map(({ depth }) => depth)).toEqual([0, 0, 0])
  })

  test('the same search twice sees the same', () => {
    const bounds = { crashes: 1, drops: 1, duplicates: 1 }
    expect(search('by timers', [], bounds)).toEqual(search('by timers', [], bounds))
  })
})

describe('in Raft', () => {
  const oneLeader: Law = {
    id: 'R1',
    memory: () => ({ leaders: new Map<number, string>() }),
    hear({ leaders }, happening) {
      if (happening.kind !== 'step') return true
      for (const effect of happening.effects) {
        if (effect.kind !== 'announce' || effect.event.type !== 'becameLeader') continue
        const other = leaders.get(effect.event.term)
        if (other !== undefined) return `${other} and ${happening.node} lead term ${effect.event.term}`
        leaders.set(effect.event.term, happening.node)
      }
      return true
    },
    rest: () => true,
  }
  const elect = (protocol: AnyProtocol, bounds: Partial<Bounds>) =>
    exploreProtocol({ protocol, nodes: 3, laws: [oneLeader], bounds })

  test('a server that votes twice makes two leaders within eleven events, starts included', () => {
    const votesTwice = mutants.find(({ name }) => name === 'votesTwice')!
    const { verdict } = elect(votesTwice.protocol({ preVote: false }), { depth: 10 })
    expect(verdict).toMatchObject({ is: 'broken', trace: { length: 11 } })
  })

  test('an honest one makes none', () => {
    expect(elect(raft({ machine: keyValue, preVote: false }), { depth: 7 }).verdict).toEqual({
      is: 'unknown',
      why: 'depth',
    })
  })
})

// Goal: through the layer, every message is heard once and in order, whatever the link does. Method: numbered letters
// over a network that loses, doubles and reorders; then crashes; then a listener that never answers.

import { describe, expect, test } from 'vitest'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import type { Protocol, Vocabulary } from '../../src/core/protocol.ts'
import { reliable, reliableDefaults } from '../../src/core/reliable.ts'
import { list, nat, record } from '../../src/core/shape.ts'
import { strictStep } from '../../src/core/step.ts'
import { storm } from '../../src/faults/storm.ts'
import { ping } from '../../src/protocols/ping/protocol.ts'
import { Simulator } from '../../src/simulator/simulator.ts'
import type { ScriptLine } from '../../src/trace/scenario.ts'

const [n1, n2] = ['n1', 'n2'].map(peerId) as [PeerId, PeerId]

const letters = {
  messages: { letter: { number: nat } },
  timers: { write: {} },
  requests: { heard: { ask: {}, answer: list(nat) } },
  events: {},
  durable: record({}),
} as const satisfies Vocabulary

interface Writer {
  written: number
  readonly heard: number[]
}

/** n1 writes letters to n2, one every millisecond. */
const writing = (letterCount: number): Protocol<typeof letters, Writer> => ({
  name: 'writing',
  vocabulary: letters,
  start(ctx) {
    if (ctx.self === n1) ctx.set({ type: 'write' }, 1)
    return { written: 0, heard: [] }
  },
  onMessage: { letter: (node, { number }) => void node.heard.push(number) },
  onTimer: {
    write(node, _timer, ctx) {
      node.written++
      ctx.send(n2, { type: 'letter', number: node.written })
      if (node.written < letterCount) ctx.set({ type: 'write' }, 1)
    },
  },
  onRequest: { heard: (node, _ask, ticket, ctx) => ctx.answer(ticket, node.heard) },
})

const wild: readonly ScriptLine[] = [
  { atMs: 0, fault: { type: 'loss', perMille: 300, from: null, to: null } },
  { atMs: 0, fault: { type: 'duplicate', perMille: 300, from: null, to: null } },
  { atMs: 0, fault: { type: 'reorder', perMille: 300, byMs: 100, from: null, to: null } },
]
const oneTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

function correspond(letterCount: number, seed: number, script: readonly ScriptLine[] = wild) {
  const simulator = new Simulator({
    protocol: reliable(writing(letterCount)),
    members: 2,
    seed,
    script,
    step: strictStep,
  })
  simulator.runTo(60_000)
  return simulator
}

describe('a reliable link', () => {
  test('is needed: without the layer, letters are lost, doubled and disordered', () => {
    const simulator = new Simulator({ protocol: writing(300), members: 2, seed: 1, script: wild })
    simulator.runTo(60_000)
    const { heard } = simulator.node(n2)!
    expect(new Set(heard).size).toBeLessThan(300)
    expect(new Set(heard).size).toBeLessThan(heard.length)
    expect(heard).not.toEqual([...heard].sort((left, right) => left - right))
  })

  test.each(oneTo(10))('delivers every letter once and in order, seed %i', seed => {
    expect(correspond(300, seed).node(n2)!.inner.heard).toEqual(oneTo(300))
  })

  test('delivers after a partition what was said during it', () => {
    const cut = { atMs: 50, fault: { type: 'partition', groups: [[n1], [n2]] } } as const
    expect(correspond(500, 1, [cut, { atMs: 2_000, fault: { type: 'heal' } }]).node(n2)!.inner.heard).toEqual(
      oneTo(500),
    )
  })

  test('falls silent when everything was acknowledged, and keeps nothing', () => {
    const simulator = correspond(300, 3)
    expect(simulator.pendingCount).toBe(0)
    expect(simulator.node(n1)!.outgoing.get(n2)).toEqual({ base: 301, waiting: [] })
    expect(simulator.node(n2)!.incoming.get(n1)).toEqual({ life: 1, heard: 300, early: new Map() })
  })

  test('begins anew with each life of the speaker', () => {
    const simulator = correspond(100, 4, [
      { atMs: 40, fault: { type: 'crash', node: n1, disk: 'synced' } },
      { atMs: 50, fault: { type: 'restart', node: n1 } },
    ])
    const { heard } = simulator.node(n2)!.inner
    const secondLife = heard.lastIndexOf(1)
    expect(heard.slice(secondLife)).toEqual(oneTo(100))
    expect(heard.slice(0, secondLife)).toEqual(oneTo(secondLife))
    expect(secondLife).toBeGreaterThan(10)
  })

  test('tells a listener’s new life what the old one had not acknowledged, in order and once', () => {
    const simulator = correspond(100, 5, [
      { atMs: 40, fault: { type: 'crash', node: n2, disk: 'synced' } },
      { atMs: 70, fault: { type: 'restart', node: n2 } },
    ])
    const { heard } = simulator.node(n2)!.inner
    expect(heard).toEqual(oneTo(100).slice(heard[0]! - 1))
    expect(heard[0]).toBeLessThan(45)
  })

  test('has bounds: what waits for a silent peer, what is under way, and what came too early', () => {
    const deaf = { atMs: 0, fault: { type: 'cut', from: null, to: n2 } } as const
    const { waitingMax, aheadMax } = reliableDefaults
    const simulator = correspond(waitingMax + 500, 6, [deaf])
    expect(simulator.node(n1)!.outgoing.get(n2)!.waiting.length).toBe(waitingMax)
    simulator.inject({ type: 'heal' })
    simulator.inject({ type: 'delay', lowMs: 1, highMs: 1_000, from: null, to: null })
    let most = 0
    while (simulator.nowMs < 200_000 && simulator.advance())
      most = Math.max(most, simulator.node(n2)!.incoming.get(n1)?.early.size ?? 0)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(aheadMax)
    expect(simulator.node(n2)!.inner.heard).toEqual(oneTo(waitingMax + 500).slice(500))
  })

  test('forgets who left', () => {
    const simulator = correspond(100, 7)
    simulator.inject({ type: 'leave', node: n2 })
    expect(simulator.node(n1)!.outgoing.size).toBe(0)
  })

  test('leaves requests, announcements and timers to the protocol inside, in any storm', () => {
    const simulator = new Simulator({ protocol: reliable(ping()), members: 3, seed: 8, storm, step: strictStep })
    const announced = new Set<string>()
    simulator.watch(({ effects = [] }: any) => {
      for (const effect of effects) if (effect.kind === 'announce') announced.add(effect.event.type)
    })
    simulator.runTo(storm.untilMs + 3_000)
    expect([...announced].sort()).toEqual(['appeared', 'vanished'])
    const answers: unknown[] = []
    simulator.ask(simulator.core[0]!, { type: 'isAlive', peer: simulator.core[1]! }, outcome => answers.push(outcome))
    simulator.runTo(simulator.nowMs + 1)
    expect(answers).toEqual([{ is: 'answered', answer: true }])
  })
})

// Goal: timers and clocks keep their node's time, whatever happens to the node. Method: an alarm clock and its orders.

import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/core/outcome.ts'
import type { Protocol } from '../../src/core/protocol.ts'
import { flag, nat, record } from '../../src/core/shape.ts'
import { strictStep } from '../../src/core/step.ts'
import { Simulator } from '../../src/simulator/simulator.ts'
import { type Counters, cluster, n1, n2, quiet } from './counters.ts'

describe('a timer', () => {
  test('rings once, when its time has come', () => {
    expect(alarms([{ atMs: 0, does: 'set', round: 1, delayMs: 50 }])).toEqual([[50, 1]])
  })

  test('that is set again moves, earlier or later', () => {
    expect(
      alarms([
        { atMs: 0, does: 'set', round: 1, delayMs: 50 },
        { atMs: 20, does: 'set', round: 1, delayMs: 50 },
      ]),
    ).toEqual([[70, 1]])
    expect(
      alarms([
        { atMs: 0, does: 'set', round: 1, delayMs: 50 },
        { atMs: 20, does: 'set', round: 1, delayMs: 10 },
      ]),
    ).toEqual([[30, 1]])
  })

  test('with another value in a field is another timer', () => {
    expect(
      alarms([
        { atMs: 0, does: 'set', round: 1, delayMs: 50 },
        { atMs: 0, does: 'set', round: 2, delayMs: 40 },
      ]),
    ).toEqual([
      [40, 2],
      [50, 1],
    ])
  })

  test('that is cancelled never rings, by whatever equal value it is named', () => {
    expect(
      alarms([
        { atMs: 0, does: 'set', round: 1, delayMs: 50 },
        { atMs: 20, does: 'cancel', round: 1 },
      ]),
    ).toEqual([])
    expect(
      alarms([
        { atMs: 0, does: 'set', round: 1, delayMs: 50 },
        { atMs: 20, does: 'cancel', round: 2 },
      ]),
    ).toEqual([[50, 1]])
  })

  test('that was cancelled and set again rings at its new time only', () => {
    expect(
      alarms([
        { atMs: 0, does: 'set', round: 1, delayMs: 50 },
        { atMs: 10, does: 'cancel', round: 1 },
        { atMs: 20, does: 'set', round: 1, delayMs: 100 },
      ]),
    ).toEqual([[120, 1]])
  })

  test('is counted by its node’s own pace', () => {
    const fast = { type: 'drift', node: n1, perMillion: 250_000 } as const
    expect(alarms([{ atMs: 0, does: 'set', round: 1, delayMs: 50 }], simulator => simulator.inject(fast))).toEqual([
      [40, 1],
    ])
  })

  test('does not outlive a crash', () => {
    const reboot = (simulator: AlarmCluster) => {
      simulator.at(20, () => simulator.inject({ type: 'crash', node: n1, disk: 'synced' }))
      simulator.at(30, () => simulator.inject({ type: 'restart', node: n1 }))
    }
    expect(alarms([{ atMs: 0, does: 'set', round: 1, delayMs: 50 }], reboot)).toEqual([])
  })

  test('that is due while its node stands still can still be cancelled by what the node hears first', () => {
    const sleep = (simulator: AlarmCluster) => {
      simulator.at(10, () => simulator.inject({ type: 'pause', node: n1 }))
      simulator.at(100, () => simulator.inject({ type: 'resume', node: n1 }))
    }
    const set = { atMs: 0, does: 'set', round: 1, delayMs: 50 } as const
    expect(alarms([set], sleep)).toEqual([[100, 1]])
    expect(alarms([set, { atMs: 20, does: 'cancel', round: 1 }], sleep)).toEqual([])
    expect(alarms([set, { atMs: 20, does: 'set', round: 1, delayMs: 7 }], sleep)).toEqual([[107, 1]])
  })
})

describe('a clock', () => {
  const reads = (...faults: readonly Parameters<Counters['inject']>[0][]) => {
    const { simulator } = cluster({
      protocol: { ...quiet, onRequest: { ...quiet.onRequest, add: (_n, _a, t, ctx) => ctx.answer(t, ctx.now) } },
    })
    simulator.at(1_000, () => {
      for (const fault of faults) simulator.inject(fault)
    })
    let read: Outcome | null = null
    simulator.at(3_000, () => simulator.ask(n1, { type: 'add', amount: 1 }, outcome => (read = outcome)))
    simulator.runTo(4_000)
    return read
  }

  test('shows the milliseconds since it started', () => expect(reads()).toEqual({ is: 'answered', answer: 3_000 }))
  test('jumps', () => expect(reads({ type: 'skew', node: n1, byMs: 500 })).toEqual({ is: 'answered', answer: 3_500 }))
  test('runs fast from now on', () =>
    expect(reads({ type: 'drift', node: n1, perMillion: 100_000 })).toEqual({ is: 'answered', answer: 3_200 }))
  test('of another node is its own affair', () =>
    expect(reads({ type: 'skew', node: n2, byMs: 500 })).toEqual({ is: 'answered', answer: 3_000 }))
})

const alarmWords = {
  messages: {},
  timers: { alarm: { round: nat } },
  requests: {
    set: { ask: { round: nat, delayMs: nat }, answer: flag },
    cancel: { ask: { round: nat }, answer: flag },
  },
  events: {},
  durable: record({}),
} as const
type AlarmNode = { readonly rung: unknown[] }
type AlarmCluster = Simulator<typeof alarmWords, AlarmNode>

/** A node that sets and cancels alarms as it is told to. */
const alarmClock: Protocol<typeof alarmWords, AlarmNode> = {
  name: 'alarm-clock',
  vocabulary: alarmWords,
  start: () => ({ rung: [] }),
  onMessage: {},
  onTimer: { alarm: () => {} },
  onRequest: {
    set(_node, { round, delayMs }, ticket, ctx) {
      ctx.set({ type: 'alarm', round }, delayMs)
      ctx.answer(ticket, true)
    },
    cancel(_node, { round }, ticket, ctx) {
      ctx.cancel({ type: 'alarm', round })
      ctx.answer(ticket, true)
    },
  },
}

type Order =
  | { readonly atMs: number; readonly does: 'set'; readonly round: number; readonly delayMs: number }
  | { readonly atMs: number; readonly does: 'cancel'; readonly round: number }

/** When which alarm rang. */
function alarms(orders: readonly Order[], first: (simulator: AlarmCluster) => void = () => {}): [number, number][] {
  const simulator = new Simulator({ protocol: alarmClock, members: 1, seed: 1, step: strictStep })
  const rung: [number, number][] = []
  simulator.watch(({ kind, atMs, input }: any) => {
    if (kind === 'step' && input.kind === 'timer') rung.push([atMs, input.timer.round])
  })
  first(simulator)
  for (const order of orders) {
    const { round } = order
    const request = order.does === 'set' ? { type: 'set', round, delayMs: order.delayMs } : { type: 'cancel', round }
    simulator.at(order.atMs, () => void simulator.ask(n1, request as never))
  }
  simulator.runTo(1_000)
  return rung
}

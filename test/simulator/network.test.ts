// Goal: the network does what its conditions say, as often as they say. Method: many messages over one link.

import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/faults/fault.ts'
import { cluster, deliveries, type Heard, n1, n2, n3, numbersOf, type Step, sendMany, teller } from './counters.ts'

const count = 2_000
const from0 = (...faults: readonly Fault[]) => ({ script: faults.map(fault => ({ atMs: 0, fault })) })
const everyone = { from: null, to: null }
const rising = (numbers: readonly number[]) => [...numbers].sort((left, right) => left - right)

describe('a message', () => {
  test('travels as long as a uniform draw between the bounds says', () => {
    const heard = sendMany(count, from0({ type: 'delay', lowMs: 10, highMs: 30, ...everyone }))
    const travelled = deliveries(heard).map(step => step.atMs - heard[step.cause!]!.atMs)
    expect(travelled.length).toBe(count)
    expect(Math.min(...travelled)).toBeGreaterThanOrEqual(10)
    expect(Math.max(...travelled)).toBeLessThanOrEqual(30)
    const mean = travelled.reduce((sum, ms) => sum + ms, 0) / count
    // The standard error of the mean is 20 / sqrt(12 * 2000) = 0.13 ms.
    expect(Math.abs(mean - 20)).toBeLessThan(4 * 0.13)
  })

  test('is lost as often as the loss says, and the trace says why', () => {
    const heard = sendMany(count, from0({ type: 'loss', perMille: 300, ...everyone }))
    const lost = heard.filter(happening => happening.kind === 'lost')
    expect(lost.length + deliveries(heard).length).toBe(count)
    // The standard deviation is 20.5.
    expect(Math.abs(lost.length - 600)).toBeLessThan(4 * 20.5)
    expect(lost[0]).toMatchObject({ from: n1, to: n2, why: 'loss' })
    expect(heard[lost[0]!.cause!]).toMatchObject({ kind: 'step', node: n1 })
  })

  test('comes twice as often as duplication says', () => {
    const numbers = numbersOf(deliveries(sendMany(count, from0({ type: 'duplicate', perMille: 200, ...everyone }))))
    expect(new Set(numbers).size).toBe(count)
    // The standard deviation is 17.9.
    expect(Math.abs(numbers.length - count - 400)).toBeLessThan(4 * 17.9)
  })

  test('is overtaken where the network reorders', () => {
    const calm = numbersOf(deliveries(sendMany(200, from0({ type: 'delay', lowMs: 5, highMs: 5, ...everyone }))))
    expect(calm).toEqual(rising(calm))
    const script = from0(
      { type: 'delay', lowMs: 5, highMs: 5, ...everyone },
      { type: 'reorder', perMille: 100, byMs: 50, ...everyone },
    )
    const reordered = numbersOf(deliveries(sendMany(200, script)))
    expect(reordered).not.toEqual(rising(reordered))
    expect(rising(reordered)).toEqual(calm)
  })

  test('never overtakes another where links keep their order', () => {
    const wild = { type: 'delay', lowMs: 1, highMs: 100, ...everyone } as const
    const free = numbersOf(deliveries(sendMany(200, from0(wild))))
    expect(free).not.toEqual(rising(free))
    const kept = numbersOf(deliveries(sendMany(200, from0(wild, { type: 'order', isKept: true }))))
    expect(kept).toEqual(rising(kept))
  })

  test('waits for the bytes before it on a narrow wire', () => {
    const steady = { type: 'delay', lowMs: 1, highMs: 1, ...everyone } as const
    const heard = sendMany(100, {
      ...from0(steady, { type: 'bandwidth', bytesPerMs: 1 }),
    })
    const steps = deliveries(heard)
    // Two bytes each, one sent every millisecond, one byte out every millisecond.
    expect(steps[0]!.atMs).toBe(1 + 2 + 1)
    expect(steps[99]!.atMs).toBe(1 + 200 + 1)
  })
})

describe('a cut', () => {
  test('of one way leaves the other way open', () => {
    const [there, back] = exchange({ type: 'cut', from: n1, to: n2 })
    expect([there, back]).toEqual([false, true])
  })

  test('is mended by its like alone', () => {
    expect(exchange({ type: 'cut', from: n1, to: n2 }, { type: 'mend', from: n2, to: n1 })[0]).toBe(false)
    expect(exchange({ type: 'cut', from: n1, to: n2 }, { type: 'mend', from: n1, to: n2 })[0]).toBe(true)
  })

  test('from one to everyone silences it, and from everyone to one deafens it', () => {
    expect(exchange({ type: 'cut', from: n1, to: null })).toEqual([false, true])
    expect(exchange({ type: 'cut', from: null, to: n1 })).toEqual([true, false])
    expect(exchange({ type: 'cut', from: null, to: null })).toEqual([false, false])
  })
})

describe('a partition', () => {
  test('separates its groups, and whoever stands in none from everyone', () => {
    expect(exchange({ type: 'partition', groups: [[n1, n2], [n3]] })).toEqual([true, true])
    expect(exchange({ type: 'partition', groups: [[n1], [n2, n3]] })).toEqual([false, false])
    expect(exchange({ type: 'partition', groups: [[n1, n3]] })).toEqual([false, false])
    expect(exchange({ type: 'partition', groups: [] })).toEqual([false, false])
  })

  test('decides when a message is sent, not when it arrives', () => {
    const cut = { atMs: 20, fault: { type: 'partition', groups: [[n1], [n2]] } } as const
    const slow = { atMs: 0, fault: { type: 'delay', lowMs: 10, highMs: 10, ...everyone } } as const
    const heard = sendMany(40, { script: [slow, cut] })
    // One a millisecond from the first: those of milliseconds 1 to 19 are on their way, the last of them beyond the cut.
    expect(numbersOf(deliveries(heard))).toEqual(Array.from({ length: 19 }, (_, index) => index + 1))
    expect(deliveries(heard).at(-1)!.atMs).toBe(29)
  })

  test('ends with a heal, which also takes back loss, delay and cuts', () => {
    expect(
      exchange(
        { type: 'partition', groups: [] },
        { type: 'cut', ...everyone },
        { type: 'loss', perMille: 1000, ...everyone },
        { type: 'heal' },
      ),
    ).toEqual([true, true])
  })

  test('leaves the largest group of running members as the core', () => {
    const { simulator } = cluster({ members: 5 })
    simulator.runTo(1)
    expect(simulator.core.length).toBe(5)
    const [, , , n4, n5] = simulator.members
    simulator.inject({
      type: 'partition',
      groups: [
        [n1, n2],
        [n3, n4!, n5!],
      ],
    })
    expect(simulator.core).toEqual([n3, n4, n5])
    simulator.inject({ type: 'crash', node: n3, disk: 'synced' })
    simulator.inject({ type: 'pause', node: n4! })
    expect(simulator.core).toEqual([n1, n2])
  })
})

describe('a message to nobody', () => {
  test.each<[Fault, 'down' | 'gone']>([
    [{ type: 'crash', node: n2, disk: 'synced' }, 'down'],
    [{ type: 'leave', node: n2 }, 'gone'],
  ])('after %o is lost, and the trace says why', (fault, why) => {
    const heard = sendMany(1, from0(fault))
    expect(heard.filter(({ kind }) => kind === 'lost')).toMatchObject([{ from: n1, to: n2, why }])
  })
})

/** After these faults, n1 and n2 each say something: who hears the other? */
function exchange(...faults: readonly Fault[]): [there: boolean, back: boolean] {
  const heard: Heard[] = []
  for (const [from, to] of [
    [n1, n2],
    [n2, n1],
  ] as const) {
    const { simulator, heard: here } = cluster({ ...from0(...faults), protocol: teller(from, to) })
    simulator.runTo(10)
    simulator.ask(from, { type: 'add', amount: 1 })
    simulator.runTo(1_000)
    heard.push(...here)
  }
  const reached = new Set(deliveries(heard).map((step: Step) => step.node))
  return [reached.has(n2), reached.has(n1)]
}

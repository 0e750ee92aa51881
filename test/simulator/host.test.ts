// Goal: a simulated machine behaves as a real one would at its worst. Method: one fault at a time, in a quiet cluster.

import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/core/outcome.ts'
import { type Counters, cluster, type Heard, n1, n2, n3 } from './counters.ts'

describe('a save of 40 ms', () => {
  const saving = () => {
    const { simulator, heard } = cluster({ saveMs: [40, 40] })
    simulator.runTo(1)
    const outcomes: Outcome[] = []
    simulator.at(10, () => simulator.ask(n1, { type: 'add', amount: 5 }, outcome => outcomes.push(outcome)))
    return { simulator, heard, outcomes }
  }

  test('holds back all that the step asked for, and all that comes meanwhile', () => {
    const { simulator, heard, outcomes } = saving()
    simulator.at(20, () => simulator.ask(n1, { type: 'add', amount: 1 }, outcome => outcomes.push(outcome)))
    simulator.runTo(49)
    expect(outcomes).toEqual([])
    simulator.runTo(51)
    expect(outcomes).toEqual([{ is: 'answered', answer: 5 }])
    simulator.runTo(91)
    expect(outcomes).toEqual([
      { is: 'answered', answer: 5 },
      { is: 'answered', answer: 6 },
    ])
    const step = heard.find(({ kind, atMs }) => kind === 'step' && atMs === 10)!
    expect(heard.find(({ kind }) => kind === 'synced')).toMatchObject({ node: n1, atMs: 50, cause: step.index })
  })

  test.each([
    ['synced', 30, 0, 'what was on the disk before'],
    ['unsynced', 30, 5, 'what was still in flight too'],
    ['lost', 30, 0, 'nothing'],
    ['synced', 60, 5, 'what had reached the disk'],
    ['unsynced', 60, 5, 'what had reached the disk'],
    ['lost', 60, 0, 'nothing'],
  ] as const)('and a crash that leaves the disk %s at %i ms: a total of %i, %s', (disk, atMs, total, _what) => {
    const { simulator, outcomes } = saving()
    simulator.at(atMs, () => simulator.inject({ type: 'crash', node: n1, disk }))
    simulator.at(70, () => simulator.inject({ type: 'restart', node: n1 }))
    simulator.runTo(65)
    expect(simulator.node(n1)).toBeUndefined()
    simulator.runTo(80)
    expect(simulator.node(n1)!.total).toBe(total)
    expect(outcomes).toEqual([
      atMs < 50 ? { is: 'unknown', reason: 'the node crashed' } : { is: 'answered', answer: 5 },
    ])
  })
})

describe('a paused node', () => {
  test('hears nothing, and then everything in order', () => {
    const { simulator, heard } = cluster()
    simulator.runTo(1)
    simulator.inject({ type: 'pause', node: n1 })
    for (const amount of [1, 2, 3]) simulator.at(amount * 10, () => void simulator.ask(n1, { type: 'add', amount }))
    simulator.runTo(99)
    expect(simulator.node(n1)!.total).toBe(0)
    simulator.at(100, () => simulator.inject({ type: 'resume', node: n1 }))
    simulator.runTo(101)
    expect(asked(heard)).toEqual([
      [100, 1],
      [100, 2],
      [100, 3],
    ])
  })

  test('that is down does not become paused by it', () => {
    const { simulator } = cluster()
    simulator.runTo(1)
    simulator.inject({ type: 'crash', node: n1, disk: 'synced' })
    simulator.inject({ type: 'pause', node: n1 })
    simulator.inject({ type: 'restart', node: n1 })
    expect(simulator.isPaused(n1)).toBe(false)
  })
})

test('a slow node takes its time for each step', () => {
  const { simulator, heard } = cluster()
  simulator.runTo(1)
  simulator.inject({ type: 'slow', node: n1, byMs: 25 })
  for (const amount of [1, 2, 3]) simulator.at(10, () => void simulator.ask(n1, { type: 'add', amount }))
  simulator.runTo(100)
  expect(asked(heard)).toEqual([
    [10, 1],
    [35, 2],
    [60, 3],
  ])
})

describe('a job', () => {
  const proving = (cut?: (simulator: Counters) => void) => {
    const { simulator, heard } = cluster()
    simulator.runTo(1)
    const outcomes: [number, Outcome][] = []
    simulator.at(10, () =>
      simulator.ask(n1, { type: 'prove', text: 'ab' }, outcome => outcomes.push([simulator.nowMs, outcome])),
    )
    cut?.(simulator)
    simulator.runTo(200)
    return { heard, outcomes }
  }

  test('takes as long as its definition says, and its result is an input', () => {
    const { heard, outcomes } = proving()
    expect(outcomes).toMatchObject([[expect.any(Number), { is: 'answered', answer: true }]])
    expect(outcomes[0]![0]).toBeGreaterThanOrEqual(30)
    expect(outcomes[0]![0]).toBeLessThanOrEqual(40)
    const done = heard.find(happening => happening.kind === 'step' && happening.input.kind === 'done')!
    expect(heard[done.cause!]).toMatchObject({ kind: 'step', node: n1, atMs: 10 })
  })

  test('is forgotten at a crash', () => {
    const { heard, outcomes } = proving(simulator => {
      simulator.at(15, () => simulator.inject({ type: 'crash', node: n1, disk: 'synced' }))
      simulator.at(16, () => simulator.inject({ type: 'restart', node: n1 }))
    })
    expect(outcomes).toEqual([[15, { is: 'unknown', reason: 'the node crashed' }]])
    expect(heard.some(happening => happening.kind === 'step' && happening.input.kind === 'done')).toBe(false)
  })
})

describe('a request', () => {
  const outcomeOf = (
    prepare: (simulator: Counters) => void,
    then: (simulator: Counters, ticket: any) => void = () => {},
  ) => {
    const { simulator } = cluster()
    simulator.runTo(1)
    prepare(simulator)
    const outcomes: Outcome[] = []
    const ticket = simulator.ask(n1, { type: 'prove', text: 'ab' }, outcome => outcomes.push(outcome))
    then(simulator, ticket)
    simulator.runTo(500)
    return outcomes
  }

  test('to a node that is down is refused: it had no effect and never will', () => {
    expect(outcomeOf(simulator => simulator.inject({ type: 'crash', node: n1, disk: 'synced' }))).toEqual([
      { is: 'refused', reason: 'the node is down' },
    ])
  })

  test('to somebody who is no member is refused', () => {
    expect(outcomeOf(simulator => simulator.inject({ type: 'leave', node: n1 }))).toEqual([
      { is: 'refused', reason: 'the node is down' },
    ])
  })

  test('whose node crashes has an unknown outcome, even if the node never got to hear of it', () => {
    const crash = (simulator: Counters) =>
      simulator.at(5, () => simulator.inject({ type: 'crash', node: n1, disk: 'synced' }))
    const unknown = [{ is: 'unknown', reason: 'the node crashed' }]
    expect(outcomeOf(crash)).toEqual(unknown)
    expect(outcomeOf(simulator => simulator.inject({ type: 'pause', node: n1 }), crash)).toEqual(unknown)
  })

  test('that its client gives up has an unknown outcome, and a late answer changes nothing', () => {
    const giveUp = (simulator: Counters, ticket: any) => simulator.at(5, () => simulator.giveUp(ticket))
    expect(outcomeOf(() => {}, giveUp)).toEqual([{ is: 'unknown', reason: 'no answer in time' }])
  })

  test('that is settled cannot be given up', () => {
    const giveUp = (simulator: Counters, ticket: any) => simulator.at(300, () => simulator.giveUp(ticket))
    expect(outcomeOf(() => {}, giveUp)).toEqual([{ is: 'answered', answer: true }])
  })

  test('that is abandoned has an unknown outcome', () => {
    const [first] = outcomeOf(
      simulator => simulator,
      simulator => void simulator.ask(n1, { type: 'prove', text: 'c' }),
    )
    expect(first).toEqual({ is: 'unknown', reason: 'another came' })
  })
})

describe('membership', () => {
  test('is an input for those who stay, and a first start for those who come', () => {
    const { simulator, heard } = cluster()
    simulator.runTo(1)
    const n4 = 'n4' as typeof n1
    simulator.at(10, () => simulator.inject({ type: 'join', node: n4 }))
    simulator.at(20, () => simulator.inject({ type: 'leave', node: n3 }))
    simulator.runTo(30)
    const told = heard.flatMap(happening =>
      happening.kind === 'step' && happening.atMs >= 10
        ? [[happening.atMs, happening.node, happening.input.kind, (happening.input as any).peers]]
        : [],
    )
    expect(told).toEqual([
      [10, n1, 'peers', [n2, n3, n4]],
      [10, n2, 'peers', [n1, n3, n4]],
      [10, n3, 'peers', [n1, n2, n4]],
      [10, n4, 'start', undefined],
      [20, n1, 'peers', [n2, n4]],
      [20, n2, 'peers', [n1, n4]],
      [20, n4, 'peers', [n1, n2]],
    ])
    expect(simulator.members).toEqual([n1, n2, n4])
    expect(simulator.node(n3)).toBeUndefined()
  })

  test('that is left and joined again begins with an empty disk', () => {
    const { simulator } = cluster()
    simulator.runTo(1)
    simulator.ask(n1, { type: 'add', amount: 5 })
    simulator.runTo(2)
    simulator.inject({ type: 'leave', node: n1 })
    simulator.inject({ type: 'join', node: n1 })
    simulator.runTo(3)
    expect(simulator.node(n1)!.total).toBe(0)
  })
})

function asked(heard: readonly Heard[]): [number, number][] {
  return heard.flatMap<[number, number]>(happening =>
    happening.kind === 'step' && happening.input.kind === 'request' && happening.input.request.type === 'add'
      ? [[happening.atMs, happening.input.request.amount]]
      : [],
  )
}

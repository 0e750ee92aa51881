// Goal: a recorded node, told the same again, does the same again; and where it does not, the place is named.
// Method: real runs replayed by their protocol, by another, and with one effect changed.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { equal } from '../../src/core/plain.ts'
import { prepare, run } from '../../src/lab/experiment.ts'
import { experimentOf } from '../../src/lab/recording.ts'
import type { Happening } from '../../src/trace/happening.ts'
import type { Divergence } from '../../src/trace/player.ts'
import { Replayer } from '../../src/trace/replay.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { pingExperiments, recorded } from './recorded.ts'

function firstDivergence(replayer: Replayer<any, any>, { happenings }: Trace): Divergence | null {
  for (const happening of happenings) {
    const divergence = replayer.hear(happening)
    if (divergence !== null) return divergence
  }
  return null
}

describe.each(pingExperiments.map((experiment, index) => ({ index, experiment })))('run $index', ({ experiment }) => {
  const { trace, report } = recorded(experiment)
  const { simulator } = prepare(experiment)

  test('replayed node by node has the same effects and ends in the same states', () => {
    const replayer = new Replayer(simulator.protocol, trace.header)
    expect(firstDivergence(replayer, trace)).toBeNull()
    simulator.runTo(trace.header.forMs)
    expect(replayer.members).toEqual(simulator.members)
    for (const peer of simulator.members) expect(equal(replayer.node(peer), simulator.node(peer))).toBe(true)
  })

  test('run again from its header has the same digest', () => {
    expect(run(experimentOf(trace.header, experiment.lab)).digest).toBe(report.digest)
  })
})

describe('a replay differs', () => {
  const { experiment, trace } = recorded({ ...pingExperiments[0]!, forMs: 1_000 })
  const index = trace.happenings.findIndex(
    ({ kind, ...rest }) => kind === 'step' && 'input' in rest && rest.input.kind === 'message',
  )
  const step = trace.happenings[index] as Extract<Happening, { kind: 'step' }>

  test('at the first effect that is not the recorded one, and says both', () => {
    const changed = {
      ...step,
      effects: [{ kind: 'send', to: peerId('n9'), message: { type: 'pong', serial: 1 } }],
    } as Happening
    const replayer = new Replayer(experiment.lab.protocol({}), trace.header)
    expect(firstDivergence(replayer, { ...trace, happenings: trace.happenings.with(index, changed) })).toEqual({
      index,
      node: step.node,
      expected: 'send n9 pong(serial: 1)',
      got: `send ${step.input.kind === 'message' && step.input.from} pong(serial: 1)`,
    })
  })

  test('where an effect is missing', () => {
    const changed = { ...step, effects: [] } as Happening
    const replayer = new Replayer(experiment.lab.protocol({}), trace.header)
    expect(firstDivergence(replayer, { ...trace, happenings: trace.happenings.with(index, changed) })).toMatchObject({
      index,
      expected: 'nothing',
    })
  })

  test('where another protocol behaves differently', () => {
    const other = experiment.lab.protocol({ patienceMs: 99 })
    expect(firstDivergence(new Replayer(other, trace.header), trace)).toMatchObject({
      index: 0,
      node: 'n1',
      expected: 'set overdue 250',
      got: 'set overdue 99',
    })
  })

  test('where a node is told something before it started', () => {
    const replayer = new Replayer(experiment.lab.protocol({}), trace.header)
    expect(replayer.hear(step)?.got).toBe('ping: a node must start before it hears of a message')
  })
})

test('only a simulated run of nodes with the names of a simulation can be run again', () => {
  const { experiment, trace } = recorded({ ...pingExperiments[0]!, forMs: 10 })
  expect(() => experimentOf({ ...trace.header, ground: 'laptops' }, experiment.lab)).toThrow(
    'ground: expected simulated, got laptops',
  )
  expect(() => experimentOf({ ...trace.header, nodes: ['n1', 'ana'] as never }, experiment.lab)).toThrow(
    'nodes.1: expected n2',
  )
})

// Goal: the bar of a run shows where its phases begin, not its daily work, and never hides a rule that fell.

import { expect, test } from 'vitest'
import { binsMax, ticksOf } from '../../../src/elements/lab/ticks.ts'
import type { Experiment } from '../../../src/lab/experiment.ts'
import { SimulatedRun } from '../../../src/lab/simulated-run.ts'
import { Workbench } from '../../../src/lab/workbench.ts'
import ping from '../../../src/protocols/ping/lab.ts'
import raft from '../../../src/protocols/raft/lab.ts'

function ticksAtEnd(experiment: Omit<Experiment, 'seed'>) {
  const bench = new Workbench(new SimulatedRun({ seed: 1, ...experiment }))
  bench.playToEnd(() => false)
  return { bench, ticks: ticksOf(bench) }
}

test('a leader is a phase; thousands of commits are not', () => {
  const { bench, ticks } = ticksAtEnd({ lab: raft, scenario: 'busy' })
  const announced = bench.tape.happenings.flatMap(one =>
    one.kind === 'step' ? one.effects.flatMap(effect => (effect.kind === 'announce' ? [effect.event.type] : [])) : [],
  )
  const leaders = announced.filter(type => type === 'becameLeader').length
  expect(announced.filter(type => type === 'committed').length).toBeGreaterThan(100)
  const decisions = ticks.filter(({ mark }) => mark === 'decision').length
  expect(decisions).toBeGreaterThanOrEqual(1)
  expect(decisions).toBeLessThan(binsMax / 4)
  expect(leaders).toBeGreaterThan(0)
})

test('where a rule fell stands above all else, and faults above decisions', () => {
  const { bench, ticks } = ticksAtEnd({ lab: ping, mutant: 'takesOldAnswers', scenario: 'slow-answers' })
  const at = bench.run.standings.firstViolation!
  const bin = Math.round(((at + 1) / bench.tape.length) * binsMax) / binsMax
  expect(ticks.filter(tick => tick.at === bin)).toEqual([{ at: bin, mark: 'violation' }])
  for (const { at } of ticks) expect(at > 0 && at <= 1).toBe(true)
  expect(new Set(ticks.map(tick => tick.at)).size).toBe(ticks.length)
})

// Goal: a failing storm becomes a run of a few events that fails alike. Method: the mutants of ping, in storms.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { storm } from '../../src/faults/storm.ts'
import { type Experiment, prepare, run } from '../../src/lab/experiment.ts'
import { minimize, NotBroken } from '../../src/lab/minimize.ts'
import lab from '../../src/protocols/ping/lab.ts'
import { minimizeList } from '../../src/simulator/minimize.ts'
import type { Edit } from '../../src/trace/edit.ts'

const stormy: Experiment = { lab, seed: 1, storm, forMs: 13_000 }
const failing: Experiment = { ...stormy, mutant: 'takesOldAnswers' }
const never = () => false

test.each(lab.scenarios.map(({ name }) => name))(
  'a storm over %s repeats, step for step, from the faults that struck, without the storm',
  scenario => {
    for (let seed = 1; seed <= 5; seed++) {
      const { digest, faults } = run({ ...stormy, scenario, seed })
      expect(run({ ...stormy, scenario, seed, storm: null, saveMs: storm.saveMs, faults }).digest).toBe(digest)
    }
  },
)

describe('a storm in which a mutant of ping falls', () => {
  test.each([
    ['takesOldAnswers', 'R1', ['pause', 'resume']],
    ['forgetsItsRound', 'R2', ['crash', 'restart']],
  ])('%s breaks %s with two of 37 faults, two nodes and a tenth of the events', (mutant, rule, kinds) => {
    const before = run({ ...stormy, mutant })
    const { experiment, report } = minimize({ ...stormy, mutant }, rule)
    expect(before.counts.faults).toBe(37)
    expect(experiment).toMatchObject({ storm: null, nodes: 2, mutant })
    expect(experiment.faults!.map(({ fault }) => fault.type)).toEqual(kinds)
    expect(report.counts.happenings).toBeLessThan(before.counts.happenings / 5)
    expect(report.rules.find(({ id }) => id === rule)!.verdict.is).toBe('broken')
  })

  test('what comes out repeats itself, and so does the search', () => {
    const { experiment, report, runs } = minimize(failing, 'R1')
    expect(run(experiment)).toEqual(report)
    expect(minimize(failing, 'R1')).toEqual({ experiment, report, runs })
  })

  test('a rule of the end keeps its time, or nothing would have had the time to come about', () => {
    const { experiment } = minimize({ ...stormy, seed: 11, mutant: 'neverSuspects' }, 'R3')
    expect(experiment).toMatchObject({ forMs: 13_000, faults: [{ fault: { type: 'crash' } }] })
  })

  test('called off, it gives back what it has', () => {
    const { experiment, runs } = minimize(failing, 'R1', { expired: () => true })
    expect([experiment, runs]).toEqual([failing, 1])
  })

  test('it tells how far it is after each run', () => {
    const told: number[] = []
    const { runs, experiment } = minimize(failing, 'R1', { progress: ({ faults }) => told.push(faults) })
    expect(told.length).toBeLessThan(runs)
    expect([told[0], told.at(-1)]).toEqual([37, experiment.faults!.length])
  })
})

test('of what a person did by hand, only what breaks the rule is left', () => {
  const { experiment } = minimize(failing, 'R1')
  const steered = { ...experiment, faults: [], edits: byHand(experiment) }
  expect(run(steered).faults).toEqual([])
  expect(steered.edits.length).toBeGreaterThan(10)
  const smallest = minimize(steered, 'R1').experiment
  expect(smallest.edits!.map(({ act }) => (act.kind === 'fault' ? act.fault.type : act.kind))).toEqual([
    'pause',
    'resume',
  ])
  expect(smallest.faults).toEqual([])
})

/** The faults of an experiment, by a hand that also asks for something every 100 ms. */
function byHand(experiment: Experiment): readonly Edit[] {
  const { simulator } = prepare({ ...experiment, faults: [] })
  const edits: Edit[] = []
  const act = (atMs: number, act: Edit['act']) => {
    simulator.runTo(atMs)
    edits.push({ after: simulator.eventCount, atMs, act })
    expect(simulator.act(act)).toBe(true)
  }
  const asks = Array.from({ length: Math.floor(experiment.forMs! / 100) }, (_, number) => ({
    atMs: 100 * number + 50,
    fault: null,
  }))
  const moments = [...asks, ...experiment.faults!].sort((left, right) => left.atMs - right.atMs)
  for (const { atMs, fault } of moments) {
    if (fault === null) act(atMs, { kind: 'ask', node: peerId('n1'), request: { type: 'whoIsAlive' } })
    else act(atMs, { kind: 'fault', fault })
  }
  return edits
}

test('a rule that holds cannot be made smaller', () => {
  expect(() => minimize(stormy, 'R1')).toThrow(NotBroken)
})

describe('a list', () => {
  const needs =
    (...items: readonly number[]) =>
    (rest: readonly number[]) =>
      items.every(item => rest.includes(item))
  const hundred = Array.from({ length: 100 }, (_, index) => index)

  test('loses all that is not needed, wherever it stands', () => {
    expect(minimizeList(hundred, needs(0, 50, 99), never)).toEqual([0, 50, 99])
    expect(minimizeList(hundred, () => true, never)).toEqual([])
  })

  test('loses what can only go after something behind it has gone', () => {
    const fourHoldsNine = (rest: readonly number[]) => rest.includes(3) && (!rest.includes(9) || rest.includes(4))
    expect(minimizeList([4, 3, 9], fourHoldsNine, never)).toEqual([3])
  })

  test('is left as it is when the search is called off', () => {
    expect(
      minimizeList(
        hundred,
        () => true,
        () => true,
      ),
    ).toEqual(hundred)
  })
})

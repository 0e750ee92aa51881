// Goal: a reader is asked just before something decisive, and told the truth afterwards. Method: whole runs of all labs.

import { describe, expect, test } from 'vitest'
import { guessesMax, Prediction } from '../../src/lab/prediction.ts'
import { SimulatedRun } from '../../src/lab/simulated-run.ts'
import { Workbench } from '../../src/lab/workbench.ts'
import raft from '../../src/protocols/raft/lab.ts'
import { housedLabs } from '../protocols/labs.ts'

const benchOf = () => new Workbench(new SimulatedRun({ lab: raft, seed: 7, scenario: 'split-vote' }))

describe.each(housedLabs.filter(({ lab }) => Object.keys(lab.events ?? {}).length > 0))('$folder', ({ lab }) => {
  test('is asked about before it happens, in words that the lab has', () => {
    const bench = new Workbench(new SimulatedRun({ lab, seed: 1 }))
    const prediction = new Prediction(bench)
    expect(prediction.ask()).toBe(true)
    const { index, event, candidates } = prediction.question!
    expect([bench.position, candidates]).toEqual([index, bench.members])
    expect(lab.events).toHaveProperty(event)
    prediction.answer(candidates[0]!)
    expect(bench.position).toBe(index + 1)
    expect(bench.happening).toMatchObject({ kind: 'step', node: prediction.guesses[0]!.truth })
  })
})

test('a right guess counts, a wrong one is kept beside the truth', () => {
  const prediction = new Prediction(benchOf())
  prediction.ask()
  prediction.answer('nobody' as never)
  const { index, truth } = prediction.guesses[0]!
  const again = new Prediction(benchOf())
  again.ask()
  again.answer(truth)
  expect([prediction.rightCount, again.rightCount]).toEqual([0, 1])
  expect(prediction.guesses[0]).toEqual({ index, event: 'becameLeader', guessed: 'nobody', truth })
})

test('a reader who goes elsewhere is asked nothing, and answers nothing', () => {
  const bench = benchOf()
  const prediction = new Prediction(bench)
  prediction.ask()
  bench.stepBack()
  expect(prediction.question).toBeNull()
  prediction.answer(bench.members[0]!)
  expect(prediction.guesses).toEqual([])
})

test('where nothing more is announced before the end, nothing is asked', () => {
  const bench = benchOf()
  const prediction = new Prediction(bench)
  expect(prediction.isOver).toBe(false)
  let asked = 0
  for (; prediction.ask(); asked++) prediction.answer(bench.members[0]!)
  expect(asked).toBeGreaterThan(0)
  expect(prediction.isOver).toBe(true)
  expect(bench.run.nowMs).toBeGreaterThanOrEqual(bench.run.endMs!)
  expect(prediction.guesses.length).toBe(Math.min(asked, guessesMax))
})

// Goal: what once failed never fails again. Method: each seed that broke something, with what it found.

import { expect, test } from 'vitest'
import { type Experiment, run } from '../../src/lab/experiment.ts'
import { weatherOf } from '../../src/lab/lab.ts'
import raft from '../../src/protocols/raft/lab.ts'
import { inStorm } from './survey.ts'

const stormy = (seed: number): Experiment => inStorm(raft, weatherOf(raft)!, seed)

test.each([
  [
    8,
    '[R8] the step that commits a joint configuration appends the new one, and may count by it at once: the rule asked for the joint majorities only',
  ],
  [
    894,
    '[R17] a snapshot is taken where a joint configuration ends, and the same step commits the entry after it: the rule took the end of the step for its likeness',
  ],
])('raft, storm %i: %s', seed => {
  expect(run(stormy(seed)).rules.filter(({ verdict }) => verdict.is === 'broken')).toEqual([])
})

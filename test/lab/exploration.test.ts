// Goal: a lab's own rules judge every order of events, and its mutants are found without a seed. Method: ping.

import { expect, test } from 'vitest'
import { NotInLab } from '../../src/lab/experiment.ts'
import { explore } from '../../src/lab/exploration.ts'
import lab from '../../src/protocols/ping/lab.ts'

test.each([
  ['takesOldAnswers', 'R1', 6, {}],
  ['forgetsItsRound', 'R2', 7, { crashes: 1 }],
])('%s falls to %s within %i happenings', (mutant, rule, happenings, bounds) => {
  const { verdict } = explore(lab, { nodes: 3, depth: 8, mutant, ...bounds })
  expect(verdict).toMatchObject({ is: 'broken', rule, trace: { length: happenings } })
})

test('honest ping keeps its rules as far as the search goes', () => {
  const { verdict, depth } = explore(lab, { nodes: 2, depth: 5, crashes: 1, drops: 1, duplicates: 1 })
  expect([verdict, depth]).toEqual([{ is: 'unknown', why: 'depth' }, 5])
})

test('a mutant that the lab does not have is named', () => {
  expect(() => explore(lab, { nodes: 2, depth: 1, mutant: 'sleeps' })).toThrow(NotInLab)
})

test('the bounds of the lab hold unless others are given', () => {
  const shy = { ...lab, exploration: { statesMax: 3 } }
  expect(explore(shy, { nodes: 2, depth: 5 }).verdict).toEqual({ is: 'unknown', why: 'states' })
  expect(explore(shy, { nodes: 2, depth: 1, statesMax: 1_000 }).verdict).toEqual({ is: 'unknown', why: 'depth' })
})

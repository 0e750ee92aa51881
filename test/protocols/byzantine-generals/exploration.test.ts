// Goal: the theorem of 1982, small enough to see whole. Method: every traitor, every lie of a stated alphabet for each
// message, every order of arrival.

import { expect, test } from 'vitest'
import { explore } from '../../../src/lab/exploration.ts'
import lab from '../../../src/protocols/byzantine-generals/lab.ts'
import { signedLies } from '../../../src/protocols/byzantine-generals/scenarios.ts'

const depth = 60
const signed = { options: { kind: 'signed' }, lies: signedLies, depth }

test('[R2] among three generals one traitor is enough to part them (§2)', () => {
  const { verdict } = explore(lab, { nodes: 3, depth })
  expect(verdict).toMatchObject({ is: 'broken', rule: 'R2' })
})

test('[R1] among three generals a traitor commander alone cannot part two who compare notes (§2)', () => {
  const { verdict } = explore({ ...lab, rules: lab.rules.filter(({ id }) => id === 'R1') }, { nodes: 3, depth })
  expect(verdict).toEqual({ is: 'holds' })
})

test('[R1] [R2] [R3] [R4] among four generals no lie of one traitor does harm: the whole space (theorem 1)', () => {
  const { verdict, states, transitions } = explore(lab, { nodes: 4, depth })
  expect(verdict).toEqual({ is: 'holds' })
  expect({ states, transitions }).toEqual({ states: 3961, transitions: 10594 })
})

test('[R1] [R2] two traitors are one too many for four generals', () => {
  expect(explore(lab, { nodes: 4, liars: 2, depth }).verdict.is).toBe('broken')
})

test('[R1] [R2] under seal three generals survive a traitor: the whole space (theorem 2)', () => {
  expect(explore(lab, { nodes: 3, ...signed }).verdict).toEqual({ is: 'holds' })
})

test('[R1] [R2] under seal four generals survive two traitors with a round more, and need it (theorem 2)', () => {
  const two = { nodes: 4, liars: 2, ...signed }
  expect(explore(lab, { ...two, options: { kind: 'signed', m: 2 } }).verdict).toEqual({ is: 'holds' })
  expect(explore(lab, { ...two, options: { kind: 'signed', m: 0 } }).verdict.is).toBe('broken')
})

for (const { name, breaks, scenario } of lab.mutants) {
  test(`[${breaks}] the search finds ${name} by itself`, () => {
    const setting = scenario?.startsWith('signed') ? { nodes: 3, ...signed } : { nodes: 4, depth }
    const options = scenario?.startsWith('signed') ? signed.options : {}
    const { verdict } = explore(lab, { ...setting, mutant: name, options })
    expect(verdict).toMatchObject({ is: 'broken', rule: breaks })
  })
}

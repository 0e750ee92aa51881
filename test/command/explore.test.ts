// Goal: the search finds the shortest way to a broken rule, and says how far it saw. Method: ping and its mutants.

import { expect, test } from 'vitest'
import { speak } from './spoken.ts'

test('a mutant is found out in the fewest events, and the way there is told', async () => {
  const { code, out } = await speak('explore', 'ping', '--nodes', '2', '--depth', '6', '--mutant', 'takesOldAnswers')
  expect(code).toBe(1)
  const lines = out.trimEnd().split('\n')
  expect(lines).toHaveLength(7)
  expect(lines[5]).toBe('[R1] n1 took an answer for fresh that is not of its round 2')
  expect(lines[6]).toMatch(/^broken: \d+ states, \d+ steps between them$/)
})

test('a mutant that needs a crash is found out with one', async () => {
  const typed = ['explore', 'ping', '--nodes', '2', '--depth', '6', '--mutant', 'forgetsItsRound']
  expect((await speak(...typed)).code).toBe(0)
  const { code, out } = await speak(...typed, '--crashes', '1', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ verdict: { is: 'broken', rule: 'R2' }, depthAsked: 6 })
})

test('where the depth ends nothing was found, and that is good as far as it goes', async () => {
  const { code, out } = await speak('explore', 'ping', '--nodes', '2', '--depth', '4')
  expect(code).toBe(0)
  expect(out).toMatch(
    /^nothing found: \d+ states, \d+ steps between them; the search ended at the depth it was given\n$/,
  )
})

test.each([
  ['--states', '100', 'there were too many states'],
  ['--time-limit', '1ms', 'the time was over'],
])('where %s ends the search, nobody can say', async (option, value, why) => {
  const { code, out } = await speak('explore', 'ping', '--depth', '30', option, value)
  expect(code).toBe(3)
  expect(out).toContain(why)
})

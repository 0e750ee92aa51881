// Goal: the kill table tells the truth. Method: all of ping's mutants, and one that is given too few seeds.

import { expect, test } from 'vitest'
import ping from '../../src/protocols/ping/lab.ts'
import { speak } from './spoken.ts'

test('each mutant stands beside the rule it breaks and the seeds that took', async () => {
  const { code, out } = await speak('mutants', 'ping')
  expect(code).toBe(0)
  for (const { name, breaks } of ping.mutants) expect(out).toMatch(new RegExp(`^ping +${name} +${breaks} +\\d+ `, 'm'))
})

test('a mutant that survives its seeds is alive, and that is no good', async () => {
  const { code, out } = await speak('mutants', 'ping', '--seeds', '1', '--json')
  expect(code).toBe(1)
  const kills = JSON.parse(out) as { mutant: string; seed: number | null }[]
  expect(kills.find(({ mutant }) => mutant === 'neverSuspects')).toMatchObject({ breaks: 'R3', seed: null })
})

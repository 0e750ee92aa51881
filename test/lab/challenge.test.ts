// Goal: a challenge can be met within its budget, is not met by itself, and not by other means. Method: each is played.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { challengeOf, progressOf } from '../../src/lab/challenge.ts'
import type { Lab } from '../../src/lab/lab.ts'
import { SimulatedRun } from '../../src/lab/simulated-run.ts'
import { languages, wordsOf } from '../../src/lab/words.ts'
import { Workbench } from '../../src/lab/workbench.ts'
import ping from '../../src/protocols/ping/lab.ts'
import raft from '../../src/protocols/raft/lab.ts'
import type { Act } from '../../src/trace/edit.ts'
import { housedLabs } from '../protocols/labs.ts'

const [n1, n2, n3] = [peerId('n1'), peerId('n2'), peerId('n3')]
const part = (...groups: (typeof n1)[][]): Act<any> => ({ kind: 'fault', fault: { type: 'partition', groups } })

function begun(lab: Lab, name: string) {
  const challenge = challengeOf(lab, name)!
  const bench = new Workbench(new SimulatedRun({ lab, seed: 1, scenario: challenge.scenario }))
  return { bench, progress: () => progressOf(challenge, bench) }
}

const all = housedLabs.flatMap(({ lab }) => (lab.challenges ?? []).map(({ name }) => [lab.name, name, lab] as const))

describe.each(all)('%s: %s', (_, name, lab) => {
  test('is not met by a run that nobody touches', () => {
    const { bench, progress } = begun(lab, name)
    expect(progress().is).toBe('open')
    bench.playToEnd(() => false)
    expect(progress()).toEqual({ is: 'missed', acts: 0, leftMs: 0 })
  })

  test('is told in every language', async () => {
    for (const language of languages) expect((await wordsOf(lab, language)).challenges).toHaveProperty(name)
  })
})

test('ping: a false alarm takes one partition', () => {
  const { bench, progress } = begun(ping, 'false-alarm')
  bench.play(1_500)
  bench.act(part([n1, n2], [n3]))
  bench.play(2_000)
  expect(progress()).toMatchObject({ is: 'reached', acts: 1 })
  bench.goTo(5)
  expect(progress().is).toBe('open')
})

test('ping: a crash is not the work of a network, and a fourth intervention is one too many', () => {
  const { bench, progress } = begun(ping, 'false-alarm')
  bench.play(1_500)
  bench.act({ kind: 'fault', fault: { type: 'crash', node: n3, disk: 'synced' } })
  bench.play(2_000)
  expect(progress().is).toBe('missed')
  const again = begun(ping, 'false-alarm')
  for (let count = 0; count < 4; count++) again.bench.act(part([n1, n2], [n3]))
  expect(again.progress()).toMatchObject({ is: 'missed', acts: 4 })
})

test('raft: a leader that hears no majority steps down', () => {
  const { bench, progress } = begun(raft, 'dethrone')
  bench.stepToDecision()
  bench.act(part([n1], [n2], [n3]))
  bench.play(1_500)
  expect(progress()).toMatchObject({ is: 'reached', acts: 1 })
})

test('a rule that falls is a goal too', () => {
  const bench = new Workbench(
    new SimulatedRun({ lab: ping, seed: 1, scenario: 'slow-answers', mutant: 'takesOldAnswers' }),
  )
  const challenge = {
    name: 'x',
    says: '',
    scenario: 'slow-answers',
    goal: { broken: 'R1' },
    actsMax: 0,
    withinMs: 8_000,
  }
  expect(progressOf(challenge, bench).is).toBe('open')
  bench.playToEnd(() => false)
  expect(progressOf(challenge, bench).is).toBe('reached')
})

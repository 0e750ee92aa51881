// Goal: a challenge can be met within its budget, is not met by itself, and not by other means. Method: each is played.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { challengeOf, permits, progressOf } from '../../src/lab/challenge.ts'
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

function begun(lab: Lab, name: string, options = {}) {
  const challenge = challengeOf(lab, name)!
  const bench = new Workbench(new SimulatedRun({ lab, seed: 1, scenario: challenge.scenario, options }))
  return { bench, progress: () => progressOf(challenge, bench) }
}

const all = housedLabs.flatMap(({ lab }) => (lab.challenges ?? []).map(({ name }) => [lab.name, name, lab] as const))

describe.each(all)('%s: %s', (_, name, lab) => {
  test('is not met by a run that nobody touches', () => {
    const { bench, progress } = begun(lab, name)
    expect(progress().is).toBe('open')
    bench.playToEnd(() => false)
    expect(progress()).toMatchObject({ is: 'missed', acts: 0, leftMs: 0 })
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

describe('raft: thrift', () => {
  const played = (options: object) => {
    const { bench, progress } = begun(raft, 'thrift', options)
    bench.playToEnd(() => false)
    return progress()
  }
  test('is reached by options alone: reads on a lease, and fewer heartbeats', () => {
    const { is, thrift } = played({ reads: 'lease', heartbeatMs: 100 })
    expect(is).toBe('reached')
    expect(thrift!.cost.answered).toBeGreaterThan(600)
  })
  test('who only waits longer for a leader saves messages, and lets clients wait', () => {
    const { is, thrift } = played({ electionTimeoutMs: [400, 800], heartbeatMs: 200 })
    expect(is).toBe('missed')
    expect(thrift!.cost.messagesPerOperation).toBeLessThan(9)
    expect(thrift!.cost.p99Ms).toBeGreaterThan(200)
  })
  test('does not count where a rule fell', () => {
    const goal = { answered: 1, messagesPerOperationMax: 99, p99MsMax: 9_999 }
    const easy = { ...challengeOf(raft, 'thrift')!, goal }
    const played = (mutant: object) => {
      const bench = new Workbench(new SimulatedRun({ lab: raft, seed: 12, scenario: 'stale-leader', ...mutant }))
      bench.playToEnd(() => false)
      return progressOf(easy, bench).is
    }
    expect(played({})).toBe('reached')
    expect(played({ mutant: 'readsWithoutAsking' })).toBe('missed')
  })
  test('may be tried with other options, and with nothing else', () => {
    const thrift = challengeOf(raft, 'thrift')!
    expect([{ options: '{}' }, {}].every(change => permits(thrift, change))).toBe(true)
    expect([{ seed: '2' }, { options: '{}', mutant: 'x' }].some(change => permits(thrift, change))).toBe(false)
    expect(permits(challengeOf(raft, 'dethrone')!, { options: '{}' })).toBe(false)
    expect(permits(challengeOf(raft, 'dethrone')!, {})).toBe(true) // the same once more
  })
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

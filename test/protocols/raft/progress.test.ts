// Goal: what must come about is demanded of servers that can do it, in the time that their options leave them. Method: a
// rule beside a run, and the same run seen as one whose leader's page is gone.

import { describe, expect, test } from 'vitest'
import { storm } from '../../../src/faults/storm.ts'
import { type Experiment, prepare, run } from '../../../src/lab/experiment.ts'
import lab from '../../../src/protocols/raft/lab.ts'
import { inStorm } from '../survey.ts'

describe('[R22] a leader that no quorum answers', () => {
  /** The verdict, ten seconds after all but the leader, or it too, have stopped doing anything. */
  function verdictWhere(isLeaderGone: boolean, experiment: Partial<Experiment> = {}) {
    const { simulator } = prepare({ lab, seed: 1, scenario: 'calm', ...experiment })
    const rule = lab.rules.find(({ id }) => id === 'R22')!
    if (rule.kind !== 'eventually') throw new Error('R22 is a rule of the end')
    const memory = rule.memory()
    // Of a page that is gone nothing is told for seconds, not even that its nodes stand still.
    simulator.watch(happening => happening.kind === 'step' && rule.observe!(memory, happening, simulator))
    simulator.runTo(3_000)
    const leader = simulator.members.find(peer => simulator.node(peer)!.role.is === 'leader')!
    for (const node of simulator.members) {
      if (node !== leader || isLeaderGone) simulator.inject({ type: 'pause', node })
    }
    simulator.runTo(13_000)
    expect(simulator.node(leader)!.role.is === 'leader').toBe(isLeaderGone || experiment.mutant !== undefined)
    return rule.check(memory, simulator)
  }

  test('steps down, and the rule tells one that does not', () => {
    expect(verdictWhere(false)).toBe(true)
    expect(verdictWhere(false, { mutant: 'staysInOffice' })).toMatch(/leads term \d+, and no quorum answered since/)
  })

  test('cannot while it stands still itself, as when its page is gone', () => {
    expect(verdictWhere(true)).toBe(true)
  })
})

test('with election timeouts of seconds, no progress is demanded within a few of them', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const { rules } = run({ ...inStorm(lab, storm, seed), options: { electionTimeoutMs: [2_000, 4_000] } })
    expect(rules.filter(({ verdict }) => verdict.is === 'broken')).toEqual([])
  }
})

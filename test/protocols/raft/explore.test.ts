// Goal: the search finds what is wrong with a Raft by itself, and nothing wrong with the honest one. Method: every order of
// events of three servers, within a depth, judged by the rules of the lab.

import { describe, expect, test } from 'vitest'
import { explore } from '../../../src/lab/exploration.ts'
import lab from '../../../src/protocols/raft/lab.ts'

/** Short ways to an election: no round of pre-votes before it. */
const options = { preVote: false }

describe('every order of events of three servers', { timeout: 30_000 }, () => {
  test.each([
    { mutant: 'takesHalfForAMajority', rule: 'R1', depth: 4 },
    { mutant: 'votesTwice', rule: 'R2', depth: 7 },
    { mutant: 'forgetsItsTerm', rule: 'R11', depth: 5, crashes: 1 },
  ])(
    '[$rule] shows what is wrong with $mutant within $depth events after the starts',
    ({ mutant, rule, ...bounds }) => {
      const { verdict } = explore(lab, { nodes: 3, mutant, options, ...bounds })
      expect(verdict).toMatchObject({ is: 'broken', rule })
      expect(explore(lab, { nodes: 3, mutant, options, ...bounds, depth: bounds.depth - 1 }).verdict.is).toBe('unknown')
    },
  )

  test('shows nothing wrong with the honest one, as far as it looks, with a crash and without', () => {
    for (const crashes of [0, 1]) {
      expect(explore(lab, { nodes: 3, depth: 6, options, crashes }).verdict).toEqual({ is: 'unknown', why: 'depth' })
    }
  })
})

// What a reader of the lab of replicated data types may try to bring about.

import type { Challenge } from '../../lab/challenge.ts'

export const challenges: readonly Challenge[] = [
  {
    name: 'later-loses',
    says: 'Make an assignment lose though it was made later and knowingly: with at most three interventions in four seconds.',
    scenario: 'siblings',
    goal: { announced: 'lost' },
    actsMax: 3,
    withinMs: 4_000,
  },
]

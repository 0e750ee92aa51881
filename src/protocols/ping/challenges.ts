// What a reader of the ping lab may try to bring about.

import type { Challenge } from '../../lab/challenge.ts'

export const challenges: readonly Challenge[] = [
  {
    name: 'false-alarm',
    says: 'You are the network: make n1 lose sight of n3, which is well, with at most three interventions in four seconds.',
    scenario: 'calm',
    goal: { announced: 'vanished', by: 'n1', fields: { peer: 'n3' } },
    isNetworkOnly: true,
    actsMax: 3,
    withinMs: 4_000,
  },
]

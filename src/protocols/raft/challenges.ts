// What a reader of the Raft lab may try to bring about: by hand, or by the options that are set.

import type { Challenge } from '../../lab/challenge.ts'

export const challenges: readonly Challenge[] = [
  {
    name: 'dethrone',
    says: 'You are the network: make a leader step down within three seconds, with at most two interventions.',
    scenario: 'calm',
    goal: { announced: 'steppedDown' },
    isNetworkOnly: true,
    actsMax: 2,
    withinMs: 3_000,
  },
  {
    name: 'thrift',
    says: 'By its options alone: have 600 operations answered, with at most 9 messages for each, and 99 of 100 within 200 ms.',
    scenario: 'busy',
    goal: { answered: 600, messagesPerOperationMax: 9, p99MsMax: 200 },
    actsMax: 0,
    withinMs: 10_000,
  },
]

// Runs of ping worth seeing.

import { peerId } from '../../core/ids.ts'
import type { Scenario } from '../../trace/scenario.ts'
import type { PingOptions } from './protocol.ts'
import type { Ping } from './vocabulary.ts'

const [n1, n2, n3] = [peerId('n1'), peerId('n2'), peerId('n3')]

export const scenarios: readonly Scenario<Ping, PingOptions>[] = [
  {
    name: 'calm',
    says: 'Everyone answers everyone.',
    nodes: 3,
    forMs: 12_000,
  },
  {
    name: 'closed-lid',
    says: 'A laptop sleeps for three seconds and wakes up: it was never dead, only slow.',
    nodes: 3,
    forMs: 8_000,
    script: [
      { atMs: 2_100, fault: { type: 'pause', node: n3 } },
      { atMs: 3_500, ask: { node: n1, request: { type: 'isAlive', peer: n3 } } },
      { atMs: 5_100, fault: { type: 'resume', node: n3 } },
      { atMs: 6_500, ask: { node: n1, request: { type: 'whoIsAlive' } } },
    ],
  },
  {
    name: 'one-way',
    says: 'n2 hears n1 but n1 does not hear n2: only one of them suspects the other.',
    nodes: 3,
    forMs: 8_000,
    script: [
      { atMs: 2_100, fault: { type: 'cut', from: n2, to: n1 } },
      { atMs: 5_100, fault: { type: 'heal' } },
    ],
  },
  {
    name: 'slow-answers',
    says: 'The network is slower than our patience: answers come a round too late.',
    nodes: 3,
    forMs: 8_000,
    script: [
      { atMs: 1_100, fault: { type: 'delay', lowMs: 200, highMs: 700, from: null, to: null } },
      { atMs: 5_100, fault: { type: 'heal' } },
    ],
  },
]

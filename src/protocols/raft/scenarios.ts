// Runs of Raft worth seeing. Where it matters who leads, the leadership is handed to n1 first.

import { type PeerId, peerId } from '../../core/ids.ts'
import type { Request } from '../../core/protocol.ts'
import { quietNetwork } from '../../faults/conditions.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Scenario, ScriptLine } from '../../trace/scenario.ts'
import { clients } from './clients.ts'
import type { LabOptions } from './disks.ts'
import type { Raft } from './vocabulary.ts'

const servers = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'].map(peerId)
const [n1, n2, n3, n4, n5] = servers as [PeerId, PeerId, PeerId, PeerId, PeerId]
const five = servers.slice(0, 5)

export const scenarios: readonly Scenario<Raft, LabOptions>[] = [
  {
    name: 'busy',
    says: 'Clients read and write, while servers are taken out and put back, and the leadership is handed around.',
    nodes: 5,
    forMs: 10_000,
    load: clients(4),
    script: [
      ...changes([[n1, n2, n3], five, [n3, n4, n5], five, [n2, n3, n4, n5], five, [n1, n4, n5], five]),
      ...handovers([n2, n4, n1, n5, n3]),
      { atMs: 5_000, ask: { node: n1, request: { type: 'whoLeads' } } },
    ],
  },
  {
    name: 'calm',
    says: 'Three servers elect a leader, which then only says that it is there.',
    nodes: 3,
    forMs: 3_000,
    script: [{ atMs: 2_000, ask: { node: n1, request: { type: 'whoLeads' } } }],
  },
  {
    name: 'split-vote',
    says: 'Timeouts that are nearly equal, on a slow network: the votes are split, and the term ends without a leader.',
    nodes: 4,
    forMs: 10_000,
    options: { preVote: false, electionTimeoutMs: [150, 180] },
    network: latency(15, 20),
  },
  {
    name: 'stale-leader',
    says: 'n1 leads, and is cut off with n2: for a while there are two leaders, and only one of them can commit.',
    nodes: 5,
    forMs: 10_000,
    load: clients(4),
    script: [
      ...handTo(n1, 1_000),
      fault(2_000, { type: 'partition', groups: [[n1, n2], five.slice(2)] }),
      fault(4_000, { type: 'heal' }),
    ],
  },
  {
    name: 'figure-7',
    says: 'Six followers whose logs lack entries, or have too many, become equal to that of n1 (figure 7).',
    nodes: 7,
    forMs: 7_000,
    options: {
      disks: [
        { term: 7, log: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6] },
        { term: 7, log: [1, 1, 1, 4, 4, 5, 5, 6, 6] },
        { term: 7, log: [1, 1, 1, 4] },
        { term: 7, log: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6] },
        { term: 7, log: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7] },
        { term: 7, log: [1, 1, 1, 4, 4, 4, 4] },
        { term: 7, log: [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3] },
      ],
    },
    script: [...star(0, n1, servers.slice(1)), fault(2_000, { type: 'heal' })],
  },
  {
    name: 'figure-8',
    says: 'n1 brings its old entry to a majority and is gone before its own: n5 may still overwrite it (figure 8 c, d).',
    nodes: 5,
    forMs: 7_000,
    options: {
      disks: [
        { term: 2, log: [1, 2] },
        { term: 2, log: [1, 2] },
        { term: 3, log: [1] },
        { term: 3, log: [1] },
        { term: 3, log: [1, 3] },
      ],
      // Without chance, so that the moments of the script are those of the figure.
      electionTimeoutMs: [150, 150],
      heartbeatMs: 100,
      entriesPerAppendMax: 1,
    },
    network: latency(20, 20),
    script: [
      fault(0, { type: 'crash', node: n5, disk: 'synced' }),
      ...star(0, n1, [n2, n3, n4]),
      // n1 wins at 380. What n2 has is the old entry, and not the new one.
      fault(370, { type: 'cut', from: n1, to: n2 }),
      // By 460 n1 has heard that the old entry is on n3 and n4. The new one it sends in vain.
      fault(455, { type: 'cut', from: n1, to: n3 }),
      fault(455, { type: 'cut', from: n1, to: n4 }),
      fault(500, { type: 'crash', node: n1, disk: 'synced' }),
      fault(500, { type: 'restart', node: n5 }),
      fault(2_000, { type: 'restart', node: n1 }),
      fault(2_000, { type: 'heal' }),
    ],
  },
  {
    name: 'disruptive-rejoin',
    says: 'n3 was alone and comes back in a term far ahead: without pre-vote it deposes a leader that did nothing wrong.',
    nodes: 3,
    forMs: 9_000,
    options: { preVote: false, checkQuorum: false },
    load: clients(2),
    script: rejoin(),
  },
  {
    name: 'quiet-rejoin',
    says: 'n3 was alone and comes back: with pre-vote it asked before it stood, and nobody is disturbed.',
    nodes: 3,
    forMs: 9_000,
    load: clients(2),
    script: rejoin(),
  },
  {
    name: 'abandoned-change',
    says: 'n1 begins a change of membership while it is cut off: the majority never hears of it, and it is rolled back.',
    nodes: 5,
    forMs: 10_000,
    load: clients(3),
    script: [
      ...handTo(n1, 1_000),
      fault(2_000, { type: 'partition', groups: [[n1, n2], five.slice(2)] }),
      { atMs: 2_020, ask: { node: n1, request: { type: 'reconfigure', voters: [n1, n2], learners: [] } } },
      fault(4_000, { type: 'heal' }),
    ],
  },
  {
    name: 'newcomers',
    says: 'n5 is down and cannot catch up, so that it is not let in; then n4 takes the place of n3, and n5 listens.',
    nodes: 5,
    forMs: 10_000,
    options: { founders: [n1, n2, n3] },
    load: clients(3),
    script: [
      fault(0, { type: 'crash', node: n5, disk: 'synced' }),
      ...askAll(1_000, { type: 'reconfigure', voters: five, learners: [] }),
      fault(4_000, { type: 'restart', node: n5 }),
      ...askAll(4_500, { type: 'reconfigure', voters: [n1, n2, n4], learners: [n5] }),
    ],
  },
  {
    name: 'handover',
    says: 'The leader steps aside for n2 at once. n3 cannot be reached when it is its turn, and the leader goes on.',
    nodes: 5,
    forMs: 9_000,
    load: clients(3),
    script: [
      ...handTo(n1, 1_000),
      ...askAll(2_000, { type: 'transferLeadership', to: n2 }),
      fault(3_000, { type: 'partition', groups: [[n1, n2, n4, n5], [n3]] }),
      ...askAll(3_050, { type: 'transferLeadership', to: n3 }),
      fault(4_500, { type: 'heal' }),
    ],
  },
  {
    name: 'laggard',
    says: 'n3 is away for so long that what it lacks is compacted: it gets a snapshot, piece by piece.',
    nodes: 3,
    forMs: 9_000,
    options: { logLengthMax: 16, entriesKept: 4, snapshotChunkBytes: 128 },
    load: clients(4),
    script: [fault(1_000, { type: 'partition', groups: [[n1, n2], [n3]] }), fault(4_000, { type: 'heal' })],
  },
  {
    name: 'leases',
    says: 'The leader answers reads by its clock alone, as long as its lease lasts.',
    nodes: 3,
    forMs: 9_000,
    options: { reads: 'lease' },
    load: clients(8, { isRoaming: true, isReading: true }),
    script: [
      ...handTo(n1, 1_000),
      fault(2_000, { type: 'partition', groups: [[n1], [n2, n3]] }),
      fault(4_000, { type: 'heal' }),
    ],
  },
  {
    name: 'slow-clock',
    says: 'The clock of n1 goes three times slower than those of the others: it trusts its lease when another leads already.',
    nodes: 3,
    forMs: 9_000,
    options: { reads: 'lease', electionTimeoutMs: [1_500, 1_700] },
    load: clients(12, { isRoaming: true, isReading: true }),
    script: [
      ...handTo(n1, 3_600),
      fault(3_800, { type: 'drift', node: n1, perMillion: -500_000 }),
      fault(3_800, { type: 'drift', node: n2, perMillion: 500_000 }),
      fault(3_800, { type: 'drift', node: n3, perMillion: 500_000 }),
      fault(4_000, { type: 'partition', groups: [[n1], [n2, n3]] }),
      fault(7_000, { type: 'heal' }),
    ],
    breaks: ['R12'],
  },
]

function fault(atMs: number, fault: Fault): ScriptLine<Raft> {
  return { atMs, fault }
}

/** Who is not the leader refuses, so that it is the leader who is asked. */
function askAll(atMs: number, request: Request<Raft>): readonly ScriptLine<Raft>[] {
  return five.map(node => ({ atMs, ask: { node, request } }))
}

function handTo(to: PeerId, atMs: number): readonly ScriptLine<Raft>[] {
  return askAll(atMs, { type: 'transferLeadership', to })
}

function changes(memberships: readonly (readonly PeerId[])[]): readonly ScriptLine<Raft>[] {
  return memberships.flatMap((voters, turn) =>
    askAll(1_000 + 850 * turn, {
      type: 'reconfigure',
      voters,
      learners: five.filter(server => !voters.includes(server)).slice(0, 1),
    }),
  )
}

function handovers(heirs: readonly PeerId[]): readonly ScriptLine<Raft>[] {
  return heirs.flatMap((to, turn) => handTo(to, 1_500 + 1_300 * turn))
}

/** The outer ones hear the hub only, so that only the hub can win an election. */
function star(atMs: number, hub: PeerId, outer: readonly PeerId[]): readonly ScriptLine<Raft>[] {
  return outer.flatMap(from =>
    outer.filter(to => to !== from && to !== hub).map(to => fault(atMs, { type: 'cut', from, to })),
  )
}

function rejoin(): readonly ScriptLine<Raft>[] {
  return [
    ...handTo(n1, 1_000),
    fault(2_000, { type: 'partition', groups: [[n1, n2], [n3]] }),
    fault(7_000, { type: 'heal' }),
  ]
}

function latency(lowMs: number, highMs: number) {
  return { everywhere: { ...quietNetwork.everywhere, lowMs, highMs } }
}

// What a Raft server says, hears, is asked, announces and saves.
// Ongaro & Ousterhout, "In Search of an Understandable Consensus Algorithm", 2014, figures 2 and 13; thesis = Ongaro's, 2014.

import { plain } from '../../core/plain-shape.ts'
import type { Message, Vocabulary } from '../../core/protocol.ts'
import { bytesOf, flag, list, maybe, nat, nothing, type Of, oneOf, peer, record } from '../../core/shape.ts'

export const membersMax = 128
export const snapshotChunkBytesMax = 32_768

const members = list(peer, membersMax)

/** Who votes and who only listens. While `outgoing` is not empty the configuration is joint: C_old,new (§6). */
export const configuration = record({ incoming: members, outgoing: members, learners: members })
export type Configuration = Of<typeof configuration>

export const content = oneOf({
  /** A new leader's first entry, by which it learns what is committed (§8). */
  noOp: {},
  /** The index of this entry becomes the session's id (thesis §6.3). */
  openSession: {},
  /** `lowestOpen`: the client has the answers of all its serials below. */
  command: { session: nat, serial: nat, lowestOpen: nat, command: plain },
  configuration: { configuration },
})
export type Content = Of<typeof content>

/** What a leader took in, in its term. Its index is its place in the log. */
export const entry = record({ term: nat, content })
export type Entry = Of<typeof entry>

export const session = record({
  /** The index of the entry that opened it. */
  id: nat,
  /** The index of the last entry that used it: the least is the first to expire. */
  lastUsed: nat,
  lowestOpen: nat,
  /** What was answered to serials that the client may still ask about again. */
  answers: list(record({ serial: nat, answer: plain })),
})
export type Session = Of<typeof session>

/** All that the log up to `index` led to: it stands for those entries (§7). */
export const snapshot = record({
  index: nat,
  term: nat,
  configuration,
  /** In the order of their ids. */
  sessions: list(session),
  machine: plain,
})
export type Snapshot = Of<typeof snapshot>

/** Entries after `start`, the few latest apart from the older ones. What was up to `start` is in a snapshot. */
export const log = record({ start: nat, startTerm: nat, older: list(entry), latest: list(entry) })
export type Log = Of<typeof log>

/** The candidate's last entry: voters compare it with their own (§5.4.1). */
const lastEntry = { lastIndex: nat, lastTerm: nat }

export const vocabulary = {
  messages: {
    /** Would you vote for me, if I stood in this term? (thesis §9.6) */
    requestPreVote: { term: nat, ...lastEntry },
    preVote: { term: nat, granted: flag },
    /** `isForced`: the leader itself asked me to stand, so do not shield it (thesis §4.2.3). */
    requestVote: { term: nat, ...lastEntry, isForced: flag },
    vote: { term: nat, granted: flag },
    /** `round` numbers the leader's heartbeats: who answers it had no other leader when it was sent (thesis §6.4). */
    append: { term: nat, round: nat, prevIndex: nat, prevTerm: nat, entries: list(entry), leaderCommit: nat },
    appended: { term: nat, round: nat, matchIndex: nat },
    /** `conflictTerm`: what stands at `prevIndex` instead, from `conflictIndex` on; null where the log is too short. */
    rejected: { term: nat, round: nat, prevIndex: nat, conflictTerm: maybe(nat), conflictIndex: nat },
    /** A piece of an encoded snapshot (§7, figure 13). */
    installSnapshot: {
      term: nat,
      round: nat,
      index: nat,
      offset: nat,
      bytes: bytesOf(snapshotChunkBytesMax),
      isLast: flag,
    },
    /** How much of that snapshot has arrived. */
    snapshotPart: { term: nat, round: nat, index: nat, offset: nat },
    /** Stand for election at once: I step aside (thesis §3.10). */
    timeoutNow: { term: nat },
    /** From which index on may I answer this read? (thesis §6.4) */
    askReadIndex: { serial: nat },
    readIndex: { serial: nat, index: nat },
  },
  timers: {
    /** The least election timeout without a word from a leader: until it fires, the leader is shielded. */
    patience: {},
    /** The random rest of the election timeout. */
    election: {},
    heartbeat: {},
    /** Has a quorum answered since the last time? (thesis §6.2) */
    checkQuorum: {},
    /** A leadership transfer takes too long. */
    transfer: {},
    /** A round of bringing newcomers up to date takes too long (thesis §4.2.1). */
    catchUp: {},
  },
  requests: {
    openSession: { ask: {}, answer: nat },
    /** Answered once the command is applied; twice asked is once done, within a session. */
    propose: { ask: { session: nat, serial: nat, lowestOpen: nat, command: plain }, answer: plain },
    /** A query: linearizable, and never in the log. */
    read: { ask: { query: plain }, answer: plain },
    whoLeads: { ask: {}, answer: maybe(peer) },
    /** Answered once the new configuration is committed. */
    reconfigure: { ask: { voters: members, learners: members }, answer: nothing },
    /** Answered once the other stands for election. */
    transferLeadership: { ask: { to: peer }, answer: nothing },
  },
  events: {
    becameLeader: { term: nat },
    steppedDown: { term: nat },
    committed: { index: nat },
    configured: { configuration },
    compacted: { index: nat },
    /** A leader's snapshot took the place of what was here. */
    restored: { index: nat },
  },
  durable: record({ term: nat, votedFor: maybe(peer), snapshot, log }),
} as const satisfies Vocabulary

export type Raft = typeof vocabulary
export type Append = Extract<Message<Raft>, { type: 'append' }>

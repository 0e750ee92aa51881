// What a Raft server is made of: its state, its role, its options and their defaults.

import type { PeerId, Ticket } from '../../core/ids.ts'
import type { Machine } from '../../core/machine.ts'
import type { PlainValue } from '../../core/plain-shape.ts'
import type { Millis } from '../../core/protocol.ts'
import type { Configuration, Entry, Log, Session, Snapshot } from './vocabulary.ts'

export interface RaftNode {
  // Saved before anyone hears of it (§5.1, §5.2). `log` and `snapshot` are replaced, never changed.
  term: number
  votedFor: PeerId | null
  log: Log
  snapshot: Snapshot

  /** What is committed is applied at once: `machine` and `sessions` are the outcome of the log up to here. */
  commitIndex: number
  machine: PlainValue
  sessions: Session[]

  /** The latest in the log, committed or not (§6). Its index is 0 for the founders'. */
  configuration: Configuration
  configurationIndex: number

  role: Role
  /** The patience is over, and the election timer runs. */
  isElectionNear: boolean
  /** The serial of the next read put to a leader. It begins anywhere, so that no answer from an earlier life fits. */
  nextRead: number
}

export type Role = Follower | PreCandidate | Candidate | Leader

export interface Follower {
  readonly is: 'follower'
  /** Heard within the least election timeout; null once it was silent for longer. */
  leader: PeerId | null
  /** While it hears its leader, and after a restart, when it may have heard it just before: a lease lives on that. */
  isShielding: boolean
  /** An append of this leader fitted: what does not fit from now on has overtaken another. */
  isInStep: boolean
  /** Appends that came before those they follow; last stands what comes first in the log. */
  readonly early: EarlyAppend[]
  /** A snapshot of which some pieces have arrived. */
  arriving: ArrivingSnapshot | null
  /** Reads that wait for the leader's word, or for the log to come so far. */
  readonly reads: FollowerRead[]
}

export interface PreCandidate {
  readonly is: 'preCandidate'
  readonly votes: Map<PeerId, boolean>
}

export interface Candidate {
  readonly is: 'candidate'
  readonly votes: Map<PeerId, boolean>
}

export interface Leader {
  readonly is: 'leader'
  /** The index of its no-op: all that earlier leaders committed comes before. */
  readonly firstIndex: number
  readonly followers: Map<PeerId, Progress>
  /** Clients that wait for an entry to be applied, in the order of the log. */
  readonly proposals: Proposal[]
  readonly reads: LeaderRead[]
  /** The latest heartbeat round begun, the latest that a quorum answered, and that as of the last check. */
  round: number
  confirmedRound: number
  checkedRound: number
  /** When the open rounds began; only kept for leases. */
  readonly openRounds: { readonly round: number; readonly sentAtMs: Millis }[]
  /** When the latest confirmed round began; null while there is none. */
  leaseFromMs: Millis | null
  /** Someone was asked to stand against this leader: it has no lease any more. */
  hasHandedOver: boolean
  change: Change | null
  transfer: Transfer | null
}

/** What the leader knows of one follower's log. */
export interface Progress {
  readonly peer: PeerId
  /** probe: one append at a time until the logs meet; replicate: a window of them; snapshot: piece by piece. */
  state: 'probe' | 'replicate' | 'snapshot'
  nextIndex: number
  matchIndex: number
  /** What `matchIndex` was at the last heartbeat: where it stands still with appends under way, they are lost. */
  matchBefore: number
  /** A probe or a piece is under way; the next heartbeat sends it again. */
  isAwaited: boolean
  /** The latest round it answered. */
  round: number
  snapshot: DepartingSnapshot | null
}

export interface DepartingSnapshot {
  readonly index: number
  readonly bytes: Uint8Array
  offset: number
}

export interface ArrivingSnapshot {
  readonly index: number
  readonly pieces: Uint8Array[]
  bytesCount: number
}

export interface EarlyAppend {
  readonly prevIndex: number
  readonly entries: readonly Entry[]
}

export interface Proposal {
  readonly index: number
  readonly ticket: Ticket
}

export interface LeaderRead {
  readonly index: number
  readonly round: number
  readonly asker:
    | { readonly is: 'client'; readonly ticket: Ticket<'read'>; readonly query: PlainValue }
    | { readonly is: 'follower'; readonly peer: PeerId; readonly serial: number }
}

export interface FollowerRead {
  readonly serial: number
  readonly ticket: Ticket<'read'>
  readonly query: PlainValue
  /** Null until the leader named it. */
  index: number | null
}

/** A change of membership that a client waits for. */
export interface Change {
  readonly ticket: Ticket<'reconfigure'>
  readonly target: Configuration
  /** Still catching up, with the index that ends the round under way; null once the change is in the log. */
  catchUp: { newcomers: readonly PeerId[]; roundEnd: number; isLate: boolean; lateCount: number } | null
}

export interface Transfer {
  readonly ticket: Ticket<'transferLeadership'>
  readonly to: PeerId
  isAsked: boolean
}

export interface RaftOptions {
  /** The voters of the first configuration; null: whoever is present at the first start. Others wait to be added. */
  readonly founders: readonly PeerId[] | null
  readonly electionTimeoutMs: readonly [low: Millis, high: Millis]
  readonly heartbeatMs: Millis
  readonly preVote: boolean
  readonly checkQuorum: boolean
  /** By a round of heartbeats, or by the clock (thesis §6.4). */
  readonly reads: 'index' | 'lease'
  /** How much a clock may gain on another, in a thousand: a lease is shorter by so much. */
  readonly driftPerMille: number
  readonly entriesPerAppendMax: number
  readonly appendBytesMax: number
  readonly commandBytesMax: number
  /** Sent to one follower and not yet acknowledged. */
  readonly entriesInFlightMax: number
  /** Beyond so many uncommitted entries a leader takes no more. */
  readonly entriesUncommittedMax: number
  /** Beyond so many the log is compacted. */
  readonly logLengthMax: number
  /** What compaction leaves before the snapshot, for followers that are a little behind. */
  readonly entriesKept: number
  readonly snapshotChunkBytes: number
  readonly sessionsMax: number
  readonly answersPerSessionMax: number
  readonly readsMax: number
  readonly catchUpRoundsMax: number
}

export interface RaftSettings extends RaftOptions {
  readonly machine: Machine
}

export const defaults: RaftOptions = {
  founders: null,
  // The paper's recommendation (§9.3).
  electionTimeoutMs: [150, 300],
  // Well below the election timeout (§5.6), and three may be lost.
  heartbeatMs: 40,
  preVote: true,
  checkQuorum: true,
  reads: 'index',
  // Twice what the storm does to two clocks.
  driftPerMille: 80,
  entriesPerAppendMax: 64,
  // Half of what one message may weigh.
  appendBytesMax: 32_768,
  commandBytesMax: 16_384,
  entriesInFlightMax: 256,
  entriesUncommittedMax: 256,
  // A save copies the list: measured, 64 places cost less than a message.
  logLengthMax: 64,
  entriesKept: 32,
  snapshotChunkBytes: 16_384,
  sessionsMax: 256,
  answersPerSessionMax: 16,
  readsMax: 256,
  // Thesis §4.2.1.
  catchUpRoundsMax: 10,
}

/** Why a request is refused or abandoned. */
export const reasons = {
  notLeader: 'not the leader',
  leadershipLost: 'leadership was lost',
  transferring: 'the leadership is being handed over',
  tooManyEntries: 'too many uncommitted entries',
  tooManyReads: 'too many open reads',
  tooManyAnswers: 'too many unacknowledged answers',
  tooLarge: 'the command is too large',
  notQuery: 'not a query',
  unknownSession: 'unknown session',
  answerForgotten: 'the answer was acknowledged and forgotten',
  newTerm: 'nothing of this term is committed yet',
  changeUnderWay: 'another change of membership is under way',
  notCaughtUp: 'the newcomers did not catch up',
  noVoters: 'a configuration needs voters',
  tooManyMembers: 'too many members',
  notVoter: 'not another voter',
  notTransferred: 'the other did not catch up',
} as const

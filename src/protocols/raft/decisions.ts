// The judgments of Raft, each a small pure function that says where the paper says it. A mutant gets one of them wrong.

import type { PeerId } from '../../core/ids.ts'
import type { PlainValue } from '../../core/plain-shape.ts'
import type { Durable, Millis } from '../../core/protocol.ts'
import {
  type AcknowledgedBy,
  jointCommittedIndex,
  jointVoteResult,
  type VoteOf,
  type VoteResult,
} from '../../core/quorum.ts'
import { configurationAt, haveSameVoters, joint } from './configuration.ts'
import { lastIndex, logFrom, type Position, termAt } from './log.ts'
import type { RaftOptions, Role } from './node.ts'
import type { Configuration, Entry, Log, Raft, Session, Snapshot } from './vocabulary.ts'

type Sessions = readonly Session[]

export const decisions = {
  /** What a server knows again after a crash: all that it saved (figure 2). */
  recall: (durable: Durable<Raft>): Durable<Raft> => durable,

  /** One vote a term, which may be repeated (§5.2). */
  mayVoteFor: (votedFor: PeerId | null, candidate: PeerId): boolean => votedFor === null || votedFor === candidate,

  /** The later last term wins, then the longer log (§5.4.1). */
  isUpToDate: (candidate: Position, own: Position): boolean =>
    candidate.term > own.term || (candidate.term === own.term && candidate.index >= own.index),

  /** Whoever leads, or heard its leader within the least election timeout, lets nobody disturb it (thesis §4.2.3). */
  isShielded: (role: Role): boolean => role.is === 'leader' || (role.is === 'follower' && role.isShielding),

  voteResult: (configuration: Configuration, voteOf: VoteOf): VoteResult => jointVoteResult(configuration, voteOf),

  /** Whoever answers a leader from a higher term deposes it, or that server could never come back (§5.1). */
  isDeposed: (ownTerm: number, term: number): boolean => term > ownTerm,

  /** The consistency check of an append (§5.3). */
  holds: (log: Log, previous: Position): boolean => termAt(log, previous.index) === previous.term,

  /** The first index at which the log has another term than the leader, if any: an entry there must go (§5.3). */
  conflict(log: Log, prevIndex: number, entries: readonly Entry[]): number | null {
    const end = Math.min(prevIndex + entries.length, lastIndex(log))
    for (let index = prevIndex + 1; index <= end; index++) {
      if (termAt(log, index) !== entries[index - prevIndex - 1]!.term) return index
    }
    return null
  },

  /** The leader's log after a follower said that its own differs: the same, for it only appends (§5.3). */
  leadersLog: (log: Log, _conflictIndex: number): Log => log,

  /** What the leader committed, as far as this append showed the logs to be equal (figure 2). */
  followersCommit: ({ leaderCommit, lastShown }: Shown): number => Math.min(leaderCommit, lastShown),

  /** What a majority holds, of both configurations while they are joint (§6). */
  quorumIndex: (configuration: Configuration, acknowledgedBy: AcknowledgedBy): number =>
    jointCommittedIndex(configuration, acknowledgedBy),

  /** Only entries of the leader's own term are committed by counting (§5.4.2, figure 8). */
  mayCount: (entryTerm: number | null, ownTerm: number): boolean => entryTerm === ownTerm,

  /** Whether a quorum answered since the last check (thesis §6.2). */
  isStillFollowed: ({ confirmedRound, checkedRound }: Rounds): boolean => confirmedRound > checkedRound,

  /** A read is fresh once a quorum answered a round that began after it was asked (thesis §6.4). */
  isConfirmed: (round: number, confirmedRound: number): boolean => round <= confirmedRound,

  /** Shorter than the least election timeout, even as a clock shows it that gains on the others (thesis §6.4). */
  leaseMs: ({ electionTimeoutMs, driftPerMille }: RaftOptions): Millis =>
    Math.floor((electionTimeoutMs[0] * (1000 - driftPerMille)) / 1000),

  /** What was answered to this serial before (§8, thesis §6.3). */
  earlierAnswer: (session: Session, serial: number): { readonly answer: PlainValue } | undefined =>
    session.answers.find(answered => answered.serial === serial),

  /** The way to another configuration: joint first, unless the voters stay the same (§6). */
  wayTo: (before: Configuration, target: Configuration): Configuration =>
    haveSameVoters(before, target) ? target : joint(before, target),

  mayChange: (isUnderWay: boolean): boolean => !isUnderWay,

  /** The configuration in force once the log was cut: the latest that is left (§6). */
  afterCut: (log: Log, snapshot: Snapshot, _cut: Configuration): Configuration =>
    configurationAt(log, snapshot, lastIndex(log)).configuration,

  /** Commands would be done twice if a snapshot forgot what was answered (thesis §6.3). */
  sessionsToKeep: (sessions: Sessions): Sessions => [...sessions],

  /** What follows a snapshot is kept where the log held its last entry, and else thrown away (§7). */
  afterSnapshot: (log: Log, last: Position): Log => (termAt(log, last.index) === last.term ? log : logFrom(last, [])),

  /** The log is compacted once so many committed entries are in it (§7). */
  isTooLong: (committed: number, { logLengthMax }: RaftOptions): boolean => committed > logLengthMax,

  /** Only who holds the leader's whole log may be asked to take over (thesis §3.10). */
  mayTakeOver: (matchIndex: number, ownLastIndex: number): boolean => matchIndex >= ownLastIndex,
}

export type Decisions = typeof decisions

interface Shown {
  readonly leaderCommit: number
  /** The last index of the append. */
  readonly lastShown: number
  readonly ownLastIndex: number
}

interface Rounds {
  readonly confirmedRound: number
  readonly checkedRound: number
}

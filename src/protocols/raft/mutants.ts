// Raft with one judgment wrong, each time another.

import { keyValue } from '../../core/machines/key-value.ts'
import { committedIndex } from '../../core/quorum.ts'
import { settled, votersOf } from './configuration.ts'
import { type Decisions, decisions } from './decisions.ts'
import { type LabOptions, withDisks } from './disks.ts'
import { cutFrom, lastIndex, lastTerm } from './log.ts'
import { raft } from './protocol.ts'

interface Mistake {
  readonly name: string
  readonly says: string
  readonly breaks: string
  readonly scenario?: string
  readonly options?: Partial<LabOptions>
  readonly wrong: Partial<Decisions>
}

const mistakes: readonly Mistake[] = [
  {
    name: 'takesHalfForAMajority',
    says: 'A candidate leads with half of the votes, rounded down.',
    breaks: 'R1',
    wrong: {
      voteResult(configuration, voteOf) {
        const voters = [...votersOf(configuration)]
        const granted = voters.filter(voter => voteOf(voter) === true).length
        return granted >= Math.floor(voters.length / 2) ? 'won' : 'pending'
      },
    },
  },
  {
    name: 'votesTwice',
    says: 'A server votes for everyone who asks, as often as they ask.',
    breaks: 'R2',
    wrong: { mayVoteFor: () => true },
  },
  {
    name: 'forgetsItsVote',
    says: 'After a crash a server no longer knows for whom it voted.',
    breaks: 'R2',
    // Who asks late, in a term that others asked in early, finds voters that crashed between.
    options: { preVote: false, checkQuorum: false, electionTimeoutMs: [100, 2_500] },
    wrong: { recall: durable => ({ ...durable, votedFor: null }) },
  },
  {
    name: 'overwritesItsLog',
    says: 'A leader whose follower has another log makes its own equal to it.',
    breaks: 'R3',
    wrong: { leadersLog: (log, conflictIndex) => (conflictIndex > lastIndex(log) ? log : cutFrom(log, conflictIndex)) },
  },
  {
    name: 'skipsTheCheck',
    says: 'A follower appends without looking at the entry before, as long as there is one.',
    breaks: 'R4',
    wrong: { holds: (log, { index }) => index <= lastIndex(log) },
  },
  {
    name: 'grantsToShorterLogs',
    says: 'A voter does not ask whether the candidate holds what the voter holds.',
    breaks: 'R5',
    wrong: { isUpToDate: () => true },
  },
  {
    name: 'commitsWhatItTakes',
    says: 'A follower applies what it appends, without waiting for the leader’s commit.',
    breaks: 'R6',
    wrong: { followersCommit: ({ lastShown }) => lastShown },
  },
  {
    name: 'countsOldTerms',
    says: 'A leader commits an entry of an earlier term as soon as a majority holds it (figure 8).',
    breaks: 'R7',
    options: { entriesPerAppendMax: 1 },
    wrong: { mayCount: () => true },
  },
  {
    name: 'countsOneMajority',
    says: 'While two configurations are joint, a leader counts only the new one.',
    breaks: 'R8',
    wrong: { quorumIndex: ({ incoming }, acknowledgedBy) => committedIndex(incoming, acknowledgedBy) },
  },
  {
    name: 'cutsOnEveryAppend',
    says: 'A follower drops what stands after the entries of an append, even of one that comes late.',
    breaks: 'R9',
    wrong: {
      conflict: (log, prevIndex, entries) =>
        decisions.conflict(log, prevIndex, entries) ?? (prevIndex < lastIndex(log) ? prevIndex + 1 : null),
    },
  },
  {
    name: 'commitsBeyondTheShown',
    says: 'A follower commits as far as its log goes, not as far as it is known to equal the leader’s.',
    breaks: 'R10',
    wrong: { followersCommit: ({ leaderCommit, ownLastIndex }) => Math.min(leaderCommit, ownLastIndex) },
  },
  {
    name: 'forgetsItsTerm',
    says: 'After a crash a server begins again from the term of its last entry.',
    breaks: 'R11',
    wrong: {
      recall: durable => ({
        ...durable,
        term: lastTerm(durable.log),
        votedFor: null,
      }),
    },
  },
  {
    name: 'readsWithoutAsking',
    says: 'A leader answers reads from what it has, without making sure that it still leads.',
    breaks: 'R12',
    wrong: { isConfirmed: () => true },
  },
  {
    name: 'leasesTooLong',
    says: 'A lease outlives the time after which the others elect a new leader.',
    breaks: 'R12',
    scenario: 'leases',
    wrong: { leaseMs: ({ electionTimeoutMs }) => electionTimeoutMs[1] * 4 },
  },
  {
    name: 'forgetsItsAnswers',
    says: 'A command that is sent again is done again.',
    breaks: 'R13',
    wrong: { earlierAnswer: () => undefined },
  },
  {
    name: 'keepsCutConfiguration',
    says: 'A server keeps a configuration whose entry was cut off.',
    breaks: 'R14',
    wrong: { afterCut: (_log, _snapshot, cut) => cut },
  },
  {
    name: 'changesTwiceAtOnce',
    says: 'A leader begins a change of membership while another is under way.',
    breaks: 'R15',
    wrong: { mayChange: () => true },
  },
  {
    name: 'skipsTheJoint',
    says: 'A leader goes to the new configuration at once, without the joint one between.',
    breaks: 'R16',
    wrong: { wayTo: (_before, target) => settled(target.incoming, target.learners) },
  },
  {
    name: 'dropsSessions',
    says: 'A snapshot holds the machine, but not what was answered to whom.',
    breaks: 'R17',
    options: { logLengthMax: 16, entriesKept: 4 },
    wrong: { sessionsToKeep: () => [] },
  },
  {
    name: 'neverShields',
    says: 'A server that hears its leader helps others to depose it.',
    breaks: 'R18',
    wrong: { isShielded: () => false },
  },
  {
    name: 'handsOverTooEarly',
    says: 'A leader asks a server to take over that lacks some of its log.',
    breaks: 'R19',
    wrong: { mayTakeOver: () => true },
  },
  {
    name: 'neverCompacts',
    says: 'The log grows for ever.',
    breaks: 'R20',
    options: { logLengthMax: 16, entriesKept: 8, entriesUncommittedMax: 32 },
    wrong: { isTooLong: () => false },
  },
  {
    name: 'ignoresHigherTerms',
    says: 'A leader does not mind that a follower answers from a later term.',
    breaks: 'R21',
    options: { preVote: false },
    wrong: { isDeposed: () => false },
  },
  {
    name: 'staysInOffice',
    says: 'A leader stays one, though no quorum answers it.',
    breaks: 'R22',
    wrong: { isStillFollowed: () => true },
  },
]

export const mutants = mistakes.map(({ wrong, ...mutant }) => ({
  ...mutant,
  protocol: (options: Partial<LabOptions>) =>
    withDisks(raft({ machine: keyValue, ...options }, { ...decisions, ...wrong }), options.disks, keyValue),
}))

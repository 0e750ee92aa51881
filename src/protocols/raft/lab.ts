// The Raft lab.

import { keyValue } from '../../core/machines/key-value.ts'
import { rangeWithin } from '../../core/range-shape.ts'
import { choice, flag, list, maybe, peer, within } from '../../core/shape.ts'
import { defineLab } from '../../lab/lab.ts'
import { challenges } from './challenges.ts'
import { disks, type LabOptions, withDisks } from './disks.ts'
import { mutants } from './mutants.ts'
import { defaults } from './node.ts'
import { raft } from './protocol.ts'
import { rules } from './rules.ts'
import { scenarios } from './scenarios.ts'
import { membersMax } from './vocabulary.ts'

export default defineLab({
  name: 'raft',
  title: 'Many servers, one log',
  says: 'A few servers agree on one log of commands, while some crash, messages get lost, and the members change.',
  protocol: (options: Partial<LabOptions>) =>
    withDisks(raft({ machine: keyValue, ...options }), options.disks, keyValue),
  defaults: { ...defaults, disks: null },
  options: {
    founders: maybe(list(peer, membersMax)),
    electionTimeoutMs: rangeWithin(1, 60_000),
    heartbeatMs: within(1, 60_000),
    preVote: flag,
    checkQuorum: flag,
    reads: choice('index', 'lease'),
    driftPerMille: within(0, 999),
    entriesPerAppendMax: within(1, defaults.entriesPerAppendMax),
    appendBytesMax: within(1, defaults.appendBytesMax),
    commandBytesMax: within(64, defaults.commandBytesMax),
    entriesInFlightMax: within(1, defaults.entriesInFlightMax),
    entriesUncommittedMax: within(1, defaults.entriesUncommittedMax),
    logLengthMax: within(1, defaults.logLengthMax),
    entriesKept: within(0, defaults.logLengthMax),
    snapshotChunkBytes: within(1, defaults.snapshotChunkBytes),
    sessionsMax: within(1, defaults.sessionsMax),
    answersPerSessionMax: within(1, defaults.answersPerSessionMax),
    readsMax: within(1, defaults.readsMax),
    catchUpRoundsMax: within(1, 100),
    disks,
  },
  rules,
  scenarios,
  mutants,
  challenges,
  liarsMax: () => 0,
  events: {
    becameLeader: '{node} leads term {term}.',
    steppedDown: '{node} steps down; its term is {term}.',
    committed: '{node} knows that all is committed up to entry {index}.',
    configured: '{node} follows another configuration: {configuration}.',
    compacted: '{node} compacts its log up to entry {index}.',
    restored: '{node} takes a snapshot for its log up to entry {index}.',
  },
  words: { es: () => import('./words-es.ts'), pt: () => import('./words-pt.ts') },
  view: () => import('./view.ts'),
  papers: () => import('./papers.ts'),
})

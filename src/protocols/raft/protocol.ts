// Raft: a replicated log that a leader writes and a majority keeps.
// Ongaro & Ousterhout, "In Search of an Understandable Consensus Algorithm (extended version)", 2014, figures 2 and 13, and
// Ongaro's thesis, 2014, for pre-vote, learners, transfer and reads. Each part has a file of its own; here they meet.

import type { PeerId } from '../../core/ids.ts'
import type { Context, Durable, Protocol } from '../../core/protocol.ts'
import { configurationAt, settled } from './configuration.ts'
import { type Decisions, decisions as honest } from './decisions.ts'
import { considerPreVote, considerVote, countPreVote, countVote, losePatience, standForElection } from './election.ts'
import { takeEntries } from './following.ts'
import type { Law } from './law.ts'
import { emptyLog, lastIndex } from './log.ts'
import { followCatchUp, loseCatchUp, reconfigure, targetOf } from './membership.ts'
import { defaults, type RaftNode, type RaftSettings, reasons } from './node.ts'
import { propose, whyNotCommand } from './proposing.ts'
import { learnReadIndex, nameReadIndex, read } from './reading.ts'
import { acknowledge, beginRound, heardFollower, noticeLosses, replicate, retreat } from './replication.ts'
import { awaitLeader, changeRole, checkQuorum, followerOf, heartbeat } from './roles.ts'
import { takePiece } from './snapshot-receiving.ts'
import { continueFrom } from './snapshot-sending.ts'
import { beginTransfer, handOver, loseTransfer, takeOver } from './transfer.ts'
import { type Raft, vocabulary } from './vocabulary.ts'

const firstReadMax = 2 ** 32

type Options = Partial<RaftSettings> & Pick<RaftSettings, 'machine'>

export function raft({ machine, ...options }: Options, decisions: Decisions = honest): Protocol<Raft, RaftNode> {
  const settings = { ...defaults, ...options }
  const law: Law = { machine, settings, decisions }

  return {
    name: 'raft',
    vocabulary,

    start(ctx, durable) {
      const remembered = durable === undefined ? founded(ctx) : decisions.recall(durable)
      const node = wake(remembered, durable !== undefined, ctx.random.between(0, firstReadMax))
      awaitLeader(node, law, ctx)
      return node
    },

    onMessage: {
      requestPreVote: (node, ballot, from, ctx) => considerPreVote(node, ballot, from, law, ctx),
      preVote: (node, vote, from, ctx) => countPreVote(node, vote, from, law, ctx),
      requestVote: (node, ballot, from, ctx) => considerVote(node, ballot, from, law, ctx),
      vote: (node, vote, from, ctx) => countVote(node, vote, from, law, ctx),
      append: (node, message, from, ctx) => takeEntries(node, message, from, law, ctx),

      appended(node, reply, from, ctx) {
        const heard = heardFollower(node, reply, from, law, ctx)
        if (heard === null) return
        acknowledge(node, heard.role, heard.progress, reply.matchIndex, law, ctx)
        goOn(node, from, ctx)
      },

      rejected(node, reply, from, ctx) {
        const heard = heardFollower(node, reply, from, law, ctx)
        if (heard === null) return
        retreat(node, heard.progress, reply, law)
        goOn(node, from, ctx)
      },

      installSnapshot: (node, piece, from, ctx) => takePiece(node, piece, from, law, ctx),

      snapshotPart(node, reply, from, ctx) {
        const heard = heardFollower(node, reply, from, law, ctx)
        if (heard === null) return
        continueFrom(heard.progress, reply)
        goOn(node, from, ctx)
      },

      timeoutNow: (node, { term }, from, ctx) => takeOver(node, term, from, law, ctx),
      askReadIndex: (node, { serial }, from, ctx) => nameReadIndex(node, serial, from, law, ctx),
      readIndex: (node, named, from, ctx) => learnReadIndex(node, named, from, law, ctx),
    },

    onTimer: {
      patience: (node, _timer, ctx) => losePatience(node, law, ctx),
      election: (node, _timer, ctx) => standForElection(node, law, ctx),

      heartbeat(node, _timer, ctx) {
        if (node.role.is !== 'leader') return // deposed meanwhile
        ctx.set(heartbeat, settings.heartbeatMs)
        noticeLosses(node.role)
        beginRound(node, node.role, law, ctx)
      },

      checkQuorum(node, _timer, ctx) {
        const { role } = node
        if (role.is !== 'leader') return // deposed meanwhile
        if (!decisions.isStillFollowed(role)) return stepAside(node, ctx)
        role.checkedRound = role.confirmedRound
        ctx.set(checkQuorum, settings.electionTimeoutMs[1])
      },

      transfer: (node, _timer, ctx) => loseTransfer(node, ctx),
      catchUp: (node, _timer, ctx) => loseCatchUp(node, law, ctx),
    },

    onRequest: {
      openSession: (node, _ask, ticket, ctx) => propose(node, { type: 'openSession' }, ticket, law, ctx),

      propose: (node, { session, serial, lowestOpen, command }, ticket, ctx) =>
        propose(node, { type: 'command', session, serial, lowestOpen, command }, ticket, law, ctx),

      read(node, { query }, ticket, ctx) {
        const whyNot = whyNotCommand(query, law)
        if (whyNot !== null) return ctx.refuse(ticket, whyNot)
        read(node, query, ticket, law, ctx)
      },

      whoLeads({ role }, _ask, ticket, ctx) {
        ctx.answer(ticket, role.is === 'leader' ? ctx.self : role.is === 'follower' ? role.leader : null)
      },

      reconfigure(node, ask, ticket, ctx) {
        if (node.role.is !== 'leader') return ctx.refuse(ticket, reasons.notLeader)
        reconfigure(node, node.role, targetOf(ask), ticket, law, ctx)
      },

      transferLeadership(node, { to }, ticket, ctx) {
        if (node.role.is !== 'leader') return ctx.refuse(ticket, reasons.notLeader)
        beginTransfer(node, node.role, to, ticket, law, ctx)
      },
    },
  }

  /** What a server is before it heard of anything: the founders' configuration stands for an empty log. */
  function founded(ctx: Context<Raft>): Durable<Raft> {
    const founders = settings.founders ?? [ctx.self, ...ctx.peers].sort()
    const configuration = settled(founders, [])
    const snapshot = { index: 0, term: 0, configuration, sessions: [], machine: machine.initial }
    return { term: 0, votedFor: null, snapshot, log: emptyLog }
  }

  function wake({ term, votedFor, snapshot, log }: Durable<Raft>, isAgain: boolean, nextRead: number): RaftNode {
    const latest = configurationAt(log, snapshot, lastIndex(log))
    return {
      term,
      votedFor,
      log,
      snapshot,
      commitIndex: snapshot.index,
      machine: snapshot.machine,
      sessions: [...snapshot.sessions],
      configuration: latest.configuration,
      configurationIndex: latest.index,
      role: followerOf(null, isAgain),
      isElectionNear: false,
      nextRead,
    }
  }

  /** After a follower was heard: send it more, and see whether somebody waited for it. */
  function goOn(node: RaftNode, from: PeerId, ctx: Context<Raft>): void {
    const { role } = node
    if (role.is !== 'leader') return // the commit it brought about was the leader's last act
    const progress = role.followers.get(from)
    if (progress !== undefined) replicate(node, role, progress, law, ctx)
    if (role.change !== null) followCatchUp(node, role, law, ctx)
    if (role.transfer !== null) handOver(node, role, law, ctx)
  }

  /** A leader that no quorum answers may have been replaced already (thesis §6.2). */
  function stepAside(node: RaftNode, ctx: Context<Raft>): void {
    changeRole(node, followerOf(null, false), ctx)
    awaitLeader(node, law, ctx)
  }
}

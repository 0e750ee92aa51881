// Who may lead, who may vote, and what a new leader must hold (§5.1, §5.2, §5.4; thesis §3.10, §4.2.3, §9.6).

import type { PeerId } from '../../core/ids.ts'
import type { Message } from '../../core/protocol.ts'
import { entryAt, lastIndex, lastTerm, termAt } from './log.ts'
import type { RaftNode } from './node.ts'
import { always, announced, checksQuorum, forgetOldest, saidIn, sightOf, sometimes } from './rules-sight.ts'
import type { Raft } from './vocabulary.ts'

export const electionRules = [
  always({
    id: 'R1',
    says: 'At most one leader is elected in a term (§5.2).',
    memory: () => ({ leaders: new Map<number, PeerId>() }),
    check({ leaders }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      const elected = sight && announced(sight.effects, 'becameLeader')
      if (!elected) return true
      const other = leaders.get(elected.term) ?? sight.peer
      leaders.set(elected.term, other)
      forgetOldest(leaders)
      return other === sight.peer || `${sight.peer} was elected in term ${elected.term}, and ${other} had been before`
    },
  }),

  always({
    id: 'R2',
    says: 'A server votes for at most one candidate in a term, crash or not (§5.2).',
    memory: () => ({ votes: new Map<number, Map<PeerId, PeerId>>() }),
    check({ votes }, happening, cluster) {
      const said = saidIn(happening, cluster)
      const vote = said && voteIn(said.from, said.to, said.message)
      if (!vote) return true
      const ofTerm = votes.get(vote.term) ?? new Map<PeerId, PeerId>()
      votes.set(vote.term, ofTerm)
      forgetOldest(votes, 256)
      const other = ofTerm.get(vote.voter) ?? vote.candidate
      ofTerm.set(vote.voter, other)
      return (
        other === vote.candidate ||
        `${vote.voter} voted for ${other} and for ${vote.candidate}, both in term ${vote.term}`
      )
    },
  }),

  always({
    id: 'R5',
    says: 'What is committed is in the log of every leader of a later term (§5.4).',
    memory: () => ({
      reached: new Map<PeerId, number>(),
      committed: new Map<number, { readonly term: number; readonly inTerm: number }>(),
    }),
    check({ reached, committed }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node, effects } = sight
      const elected = announced(effects, 'becameLeader')
      const before = sight.input.kind === 'start' ? node.commitIndex : (reached.get(peer) ?? 0)
      if (before !== node.commitIndex) {
        // A lone voter commits what it has not saved yet: the step that saves it is not over.
        const isSafe = node.configuration.incoming.length > 1
        for (let index = Math.max(before, node.log.start) + 1; isSafe && index <= node.commitIndex; index++) {
          const { term } = entryAt(node.log, index)
          if (!committed.has(index)) committed.set(index, { term, inTerm: node.term })
        }
        forgetOldest(committed)
      }
      reached.set(peer, node.commitIndex)
      return elected === null || whyIncomplete(peer, node, committed)
    },
  }),

  always({
    id: 'R11',
    says: 'The term in which a server speaks never falls, crash or not (§5.1).',
    memory: () => ({ spoken: new Map<PeerId, number>() }),
    check({ spoken }, happening, cluster) {
      const said = saidIn(happening, cluster)
      const term = said && ownTermIn(said.message)
      if (said && term !== null && term > (spoken.get(said.from) ?? 0)) spoken.set(said.from, term)
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const before = spoken.get(sight.peer) ?? 0
      return sight.node.term >= before || `${sight.peer} is in term ${sight.node.term}, and spoke in ${before} before`
    },
  }),

  always({
    id: 'R18',
    says: 'Who hears its leader gives nobody else a vote, nor a pre-vote, unless the leader asked for it (thesis §4.2.3, §9.6).',
    memory: () => ({ hearing: new Map<PeerId, PeerId>(), areLeadersChecked: false }),
    check(memory, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { hearing } = memory
      const { peer, node, input, effects } = sight
      if (checksQuorum(effects)) memory.areLeadersChecked = true
      const leader = hearing.get(peer)
      const now = node.role.is === 'leader' ? peer : node.role.is === 'follower' ? node.role.leader : null
      if (now === null) hearing.delete(peer)
      else hearing.set(peer, now)
      if (leader === undefined || input.kind !== 'message' || input.from === leader) return true
      if (input.message.type !== 'requestPreVote' && input.message.type !== 'requestVote') return true
      // Where no leader checks its quorum, nobody may shield one from votes: it might be deaf.
      if (input.message.type === 'requestVote' && (input.message.isForced || !memory.areLeadersChecked)) return true
      const isGranted = effects.some(
        effect =>
          effect.kind === 'send' &&
          (effect.message.type === 'vote' || effect.message.type === 'preVote') &&
          effect.message.granted,
      )
      return !isGranted || `${peer} heard ${leader === peer ? 'no other leader' : leader} and granted ${input.from}`
    },
  }),

  always({
    id: 'R19',
    says: 'A leader hands over only to a server that holds its whole log (thesis §3.10).',
    memory: () => ({}),
    check(_memory, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      for (const effect of sight.effects) {
        if (effect.kind !== 'send' || effect.message.type !== 'timeoutNow') continue
        const heir = cluster.node(effect.to)
        // Who is down, or in a later term, may have lost what it held: that is another leader's doing.
        if (heir === undefined || heir.term !== effect.message.term) continue
        if (!holdsAllOf(heir, sight.node)) return `${sight.peer} asked ${effect.to}, which lacks the end of its log`
      }
      return true
    },
  }),

  sometimes({
    id: 'R23',
    says: 'A vote is split: a term ends without a leader.',
    memory: () => ({ candidates: new Map<number, Set<PeerId>>(), elected: 0 }),
    check(memory, happening, cluster) {
      const said = saidIn(happening, cluster)
      const sight = sightOf(happening, cluster)
      const elected = sight && announced(sight.effects, 'becameLeader')
      if (elected) memory.elected = Math.max(memory.elected, elected.term)
      if (said?.message.type !== 'requestVote') return false
      const { term } = said.message
      const standing = memory.candidates.get(term) ?? new Set()
      memory.candidates.set(term, standing.add(said.from))
      forgetOldest(memory.candidates, 64)
      return (memory.candidates.get(term - 1)?.size ?? 0) > 1 && memory.elected < term - 1
    },
  }),

  sometimes({
    id: 'R26',
    says: 'A leader finds entries of earlier terms in its log that are not committed yet (figure 8).',
    memory: () => ({}),
    check(_memory, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null || announced(sight.effects, 'becameLeader') === null) return false
      const { role, commitIndex } = sight.node
      return role.is === 'leader' && role.firstIndex - 1 > commitIndex
    },
  }),
]

/** A vote that was given, or the one that a candidate gives itself. */
function voteIn(
  from: PeerId,
  to: PeerId,
  message: Message<Raft>,
): { readonly voter: PeerId; readonly candidate: PeerId; readonly term: number } | null {
  if (message.type === 'requestVote') return { voter: from, candidate: from, term: message.term }
  return message.type === 'vote' && message.granted ? { voter: from, candidate: to, term: message.term } : null
}

/** A pre-vote speaks of a term that may never come. */
function ownTermIn(message: Message<Raft>): number | null {
  switch (message.type) {
    case 'requestPreVote':
    case 'preVote':
    case 'askReadIndex':
    case 'readIndex':
      return null
    default:
      return message.term
  }
}

function whyIncomplete(
  peer: PeerId,
  { log, term }: RaftNode,
  committed: ReadonlyMap<number, { readonly term: number; readonly inTerm: number }>,
): true | string {
  for (const [index, fact] of committed) {
    if (index <= log.start || fact.inTerm >= term || termAt(log, index) === fact.term) continue
    return `${peer} leads term ${term} without entry ${index}, which was committed in term ${fact.inTerm}`
  }
  return true
}

function holdsAllOf(heir: RaftNode, { log }: RaftNode): boolean {
  const index = lastIndex(log)
  return heir.log.start >= index || termAt(heir.log, index) === lastTerm(log)
}

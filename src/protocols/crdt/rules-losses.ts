// What may be expected of edits: they are named once, taken in after what they build on, kept, and brought to all. And
// what is lost all the same, where the last writer wins.

import { neverForgets } from '../../checkers/never-forgets.ts'
import { rulesFor } from '../../checkers/rule.ts'
import { compareDots, nameOf } from '../../core/crdt/dot.ts'
import { covers, joinVectors, knows, learn, nothingKnown, type VersionVector } from '../../core/crdt/version-vector.ts'
import type { PeerId } from '../../core/ids.ts'
import type { Effect, Message } from '../../core/protocol.ts'
import type { ClusterView } from '../../trace/cluster.ts'
import type { Happening } from '../../trace/happening.ts'
import type { CrdtNode } from './node.ts'
import type { Operation } from './operation.ts'
import { tombstonesIn } from './replica.ts'
import { noEdits, noteEdit, type Span, spanOf } from './rules-edits.ts'
import type { Crdt } from './vocabulary.ts'

const { always, eventually, sometimes } = rulesFor<Crdt, CrdtNode>()

export const lossRules = [
  always({
    id: 'R6',
    says: 'An operation is taken in only where all is known that its maker knew (causal delivery).',
    memory: noEdits,
    check(edits, happening, cluster) {
      const before = happening.kind === 'step' ? edits.contexts.get(happening.node) : undefined
      noteEdit(edits, happening, cluster)
      if (happening.kind !== 'step') return true
      const { context } = cluster.node(happening.node)!.replica
      if (context === before) return true
      const orphan = edits.made.find(({ dot, known }) => knows(context, dot) && !covers(context, known))
      return orphan === undefined || `${happening.node} took in ${nameOf(orphan.dot)} without all that it builds on`
    },
  }),

  always({
    id: 'R7',
    says: 'What a replica has taken in it never forgets, and what it told others it still knows after a crash.',
    ...neverForgets<Crdt, CrdtNode>({ of: node => node.replica.context, in: toldIn }),
  }),

  always({
    id: 'R8',
    says: 'No two operations bear the same name, not even after a disk was lost.',
    memory: noEdits,
    check(edits, happening, cluster) {
      const made = noteEdit(edits, happening, cluster)
      const twin = made && edits.made.find(other => other !== made && isOverlapping(spanOf(made), spanOf(other)))
      return twin == null || `${nameOf(made!.dot)} is the name of two operations`
    },
  }),

  eventually({
    id: 'R9',
    says: 'In a calm network all of a connected core have taken in the same after their rounds: no acknowledged edit is missing anywhere.',
    memory: noRounds,
    observe: noteRound,
    check(rounds, cluster) {
      if (!haveHadTheirRounds(rounds, cluster)) return true
      const known = cluster.core.reduce((all, peer) => joinVectors(all, contextOf(peer, cluster)), nothingKnown)
      const behind = cluster.core.find(peer => !covers(contextOf(peer, cluster), known))
      return behind === undefined || `${behind} lacks what others know`
    },
  }),

  eventually({
    id: 'R10',
    says: 'Where nobody is missing and nothing new is written, no tombstone stays after their rounds (causal stability).',
    memory: noRounds,
    observe: noteRound,
    check(rounds, cluster) {
      if (!haveHadTheirRounds(rounds, cluster)) return true
      if (cluster.core.length < cluster.members.length) return true // the missing may yet name what was deleted
      const hoarder = cluster.core.find(peer => tombstonesIn(cluster.node(peer)!.replica.objects) > 0)
      return hoarder === undefined || `${hoarder} keeps tombstones that nobody can need`
    },
  }),

  sometimes({
    id: 'R11',
    says: 'An assignment loses to one that its writer had seen: the clock is behind, and the later write is lost.',
    memory: () => ({}),
    check: (_memory, happening) =>
      happening.kind === 'step' &&
      happening.effects.some(effect => effect.kind === 'announce' && effect.event.type === 'lost'),
  }),

  sometimes({
    id: 'R12',
    says: 'Of two assignments that did not know of each other one is lost, and nobody is told.',
    memory: noEdits,
    check(edits, happening, cluster) {
      const made = noteEdit(edits, happening, cluster)
      if (made?.change.type !== 'assign') return false
      return edits.made.some(other => other.change.type === 'assign' && isConcurrent(made, other))
    },
  }),

  sometimes({
    id: 'R13',
    says: 'A client that reads the multi-value register is given siblings.',
    memory: () => ({}),
    check: (_memory, happening) =>
      happening.kind === 'step' && happening.input.kind === 'request' && happening.effects.some(isOfSiblings),
  }),

  sometimes({
    id: 'R14',
    says: 'Tombstones are collected while the run goes on.',
    memory: () => ({}),
    check: (_memory, happening) =>
      happening.kind === 'step' &&
      happening.effects.some(effect => effect.kind === 'announce' && effect.event.type === 'collected'),
  }),
]

/** How many each has begun since the last fault. */
interface Rounds {
  readonly begun: Map<PeerId, number>
}

function noRounds(): Rounds {
  return { begun: new Map() }
}

function noteRound({ begun }: Rounds, happening: Happening<Crdt>): void {
  if (happening.kind === 'fault') begun.clear()
  if (happening.kind !== 'step' || happening.input.kind !== 'timer') return
  begun.set(happening.node, (begun.get(happening.node) ?? 0) + 1)
}

/** Of replicas that tell others so seldom that a run ends before nothing can be demanded. */
function haveHadTheirRounds({ begun }: Rounds, { core, members }: ClusterView<CrdtNode>): boolean {
  return core.every(peer => (begun.get(peer) ?? 0) >= 2 * members.length)
}

const contextOf = (peer: PeerId, cluster: ClusterView<CrdtNode>): VersionVector => cluster.node(peer)!.replica.context

/** What the sender of a message thereby says that it knows. */
function toldIn(message: Message<Crdt>): VersionVector {
  switch (message.type) {
    case 'state':
      return message.replica.context
    case 'delta':
      return message.delta.news.context
    case 'operations':
      return message.operations.reduce((told, { dot, known }) => learn(joinVectors(told, known), dot), nothingKnown)
    case 'digest':
      return message.context
  }
}

const isOverlapping = ([first, last]: Span, [otherFirst, otherLast]: Span): boolean =>
  first.actor === otherFirst.actor && first.count <= otherLast.count && otherFirst.count <= last.count

const isConcurrent = (one: Operation, other: Operation): boolean =>
  compareDots(one.dot, other.dot) !== 0 && !knows(one.known, other.dot) && !knows(other.known, one.dot)

function isOfSiblings(effect: Effect<Crdt>): boolean {
  if (effect.kind !== 'answer') return false
  const answer = effect.answer as { readonly mvRegister?: readonly string[] } | undefined
  return (answer?.mvRegister?.length ?? 0) > 1
}

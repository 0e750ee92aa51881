// What may be expected of merging: whoever has taken in the same is the same, in whatever order and however often.

import { rulesFor } from '../../checkers/rule.ts'
import { covers, type VersionVector } from '../../core/crdt/version-vector.ts'
import { digest } from '../../core/digest.ts'
import type { Digest, PeerId } from '../../core/ids.ts'
import { equal } from '../../core/plain.ts'
import type { Message } from '../../core/protocol.ts'
import type { ClusterView } from '../../trace/cluster.ts'
import type { Happening } from '../../trace/happening.ts'
import type { CrdtNode } from './node.ts'
import { collect, join, type Replica, whole } from './replica.ts'
import { noEdits, noteEdit } from './rules-edits.ts'
import { meaningOf, within } from './rules-meaning.ts'
import { valuesOf } from './values.ts'
import type { Crdt } from './vocabulary.ts'

const { always } = rulesFor<Crdt, CrdtNode>()

/** What was seen first of a replica that knew so much: who it was, and what it looked like. */
type Seen = Map<Digest, { readonly peer: PeerId; readonly looks: Digest }>

export const mergingRules = [
  always({
    id: 'R1',
    says: 'Replicas that have taken in the same operations show the same, however they learned them (strong convergence).',
    memory: () => ({ seen: new Map() as Seen }),
    check({ seen }, happening, cluster) {
      const { peer, replica } = replicaIn(happening, cluster) ?? {}
      if (peer === undefined || replica === undefined) return true
      forgetUnsaved(seen, happening)
      const other = seenBefore(seen, peer, replica.context, valuesOf(replica.objects))
      return other === null || `${peer} and ${other} know the same operations and show different values`
    },
  }),

  always({
    id: 'R2',
    says: 'If they also know the same to be stable, they are the same byte for byte, tombstones and all.',
    memory: () => ({ seen: new Map() as Seen }),
    check({ seen }, happening, cluster) {
      const { peer, replica } = replicaIn(happening, cluster) ?? {}
      if (peer === undefined || replica === undefined) return true
      forgetUnsaved(seen, happening)
      const other = seenBefore(seen, peer, [replica.context, replica.stable], replica.objects)
      return other === null || `${peer} and ${other} know the same operations and hold different states`
    },
  }),

  always({
    id: 'R3',
    says: 'A replica shows what the operations it has taken in add up to: none is lost, and none counts twice.',
    memory: noEdits,
    check(edits, happening, cluster) {
      const before = happening.kind === 'step' ? edits.contexts.get(happening.node) : undefined
      noteEdit(edits, happening, cluster)
      const { peer, replica } = replicaIn(happening, cluster) ?? {}
      if (peer === undefined || replica === undefined || replica.context === before) return true
      const [shown, meant] = [valuesOf(replica.objects), meaningOf(within(edits.made, replica.context))]
      const kind = (Object.keys(meant) as (keyof typeof meant)[]).find(kind => !equal(shown[kind], meant[kind]))
      if (kind === undefined) return true
      return `${peer} shows ${written(shown[kind])} as ${kind}, and what it knows makes ${written(meant[kind])}`
    },
  }),

  always({
    id: 'R4',
    says: 'Merging is idempotent: a message of which a replica knows everything changes nothing it holds.',
    memory: () => ({ before: new Map<PeerId, { readonly replica: Replica; readonly looks: Digest }>() }),
    check({ before }, happening, cluster) {
      const { peer, replica } = replicaIn(happening, cluster) ?? {}
      if (happening.kind !== 'step' || peer === undefined || replica === undefined) return true
      const last = before.get(peer)
      const now = { replica, looks: last?.replica === replica ? last.looks : digest(replica) }
      before.set(peer, now)
      const { input } = happening
      if (input.kind !== 'message' || last === undefined || !isOldNews(input.message, last.replica)) return true
      return last.looks === now.looks || `${peer} heard nothing new from ${input.from} and changed`
    },
  }),

  always({
    id: 'R5',
    says: 'Merging is commutative and associative: the states of any three replicas give the same in any order.',
    memory: () => ({}),
    check(_memory, happening, cluster) {
      if (happening.kind !== 'step' || happening.input.kind !== 'message') return true
      const { node: peer, input } = happening
      const third = cluster.members.find(other => other !== peer && other !== input.from)
      const [a, b, c] = [peer, input.from, third ?? peer].map(peer => cluster.node(peer)?.replica)
      if (a === undefined || b === undefined || c === undefined || !happening.effects.some(isLearning)) return true
      if (digest(merged(a, b)) !== digest(merged(b, a))) return `${peer} and ${input.from} merge differently each way`
      const isSame = digest(merged(merged(a, b), c)) === digest(merged(a, merged(b, c)))
      return isSame || `${peer}, ${input.from} and ${third} merge differently in another order`
    },
  }),
]

const merged = (mine: Replica, theirs: Replica): Replica => collect(join(mine, whole(theirs)))

const isLearning = (effect: { readonly kind: string; readonly event?: { readonly type: string } }): boolean =>
  effect.kind === 'announce' && effect.event?.type === 'learned'

/** The replica to which something happened, as it is now. */
function replicaIn(
  happening: Happening<Crdt>,
  cluster: ClusterView<CrdtNode>,
): { readonly peer: PeerId; readonly replica: Replica } | null {
  if (happening.kind !== 'step') return null
  return { peer: happening.node, replica: cluster.node(happening.node)!.replica }
}

/** What a crashed replica knew and had not saved yet, nobody else knew: it may do something else under the same names. */
function forgetUnsaved(seen: Seen, happening: Happening<Crdt>): void {
  if (happening.kind !== 'step' || happening.input.kind !== 'start') return
  for (const [name, { peer }] of seen) if (peer === happening.node) seen.delete(name)
}

/** Who knew as much and looked otherwise, if anyone did. */
function seenBefore(seen: Seen, peer: PeerId, known: unknown, looks: unknown): PeerId | null {
  const [name, now] = [digest(known), digest(looks)]
  const first = seen.get(name)
  if (first === undefined) seen.set(name, { peer, looks: now })
  return first === undefined || first.looks === now ? null : first.peer
}

function isOldNews(message: Message<Crdt>, { context, stable }: Replica): boolean {
  switch (message.type) {
    case 'state':
      return covers(context, message.replica.context) && covers(stable, message.replica.stable)
    case 'delta':
      return covers(context, message.delta.news.context) && covers(stable, message.delta.news.stable)
    case 'operations':
      return message.operations.every(({ dot }) => covers(context, lone(dot)))
    case 'digest':
      return true
  }
}

const lone = ({ actor, count }: { readonly actor: string; readonly count: number }): VersionVector =>
  new Map([[actor, count]])

const written = (value: unknown): string => JSON.stringify(value instanceof Map ? [...value] : value)

// What a customer may expect of a cart: what was put in is in, what was taken out is out. And when that is too much.

import { neverForgets } from '../../checkers/never-forgets.ts'
import { rulesFor } from '../../checkers/rule.ts'
import type { Dot } from '../../core/crdt/dot.ts'
import { knows, nothingKnown, type VersionVector } from '../../core/crdt/version-vector.ts'
import { digest } from '../../core/digest.ts'
import type { PeerId } from '../../core/ids.ts'
import type { Effect } from '../../core/protocol.ts'
import type { ClusterView } from '../../trace/cluster.ts'
import type { Happening } from '../../trace/happening.ts'
import { cartsIn, type Edit } from './cart.ts'
import type { CartNode } from './protocol.ts'
import type { LostWrites } from './vocabulary.ts'

const { always, eventually, sometimes } = rulesFor<LostWrites, CartNode>()

export const rules = [
  always({
    id: 'R1',
    says: 'No addition is lost: what was put in, and was taken out by nobody who knew of it, is in a cart that is shown.',
    memory: noEdits,
    check(edits, happening, cluster) {
      note(edits, happening, cluster)
      if (happening.kind !== 'step') return true
      const { store } = cluster.node(happening.node)!
      const shown = new Set(cartsIn(store).flat())
      const lost = [...meantBy(edits, store.heard)].find(item => !shown.has(item))
      return lost === undefined || `${happening.node} shows no ${lost}, which was put in and not taken out`
    },
  }),

  always({
    id: 'R2',
    says: 'What was taken out stays out: a thing that all carts show was put in by someone, and not taken out since.',
    memory: noEdits,
    check(edits, happening, cluster) {
      note(edits, happening, cluster)
      if (happening.kind !== 'step') return true
      const { store } = cluster.node(happening.node)!
      const [first, ...others] = cartsIn(store)
      const meant = meantBy(edits, store.heard)
      const risen = first!.find(item => others.every(cart => cart.includes(item)) && !meant.has(item))
      return risen === undefined || `${happening.node} shows ${risen}, which was taken out`
    },
  }),

  eventually({
    id: 'R3',
    says: 'In a calm network all of a connected core keep the same.',
    memory: () => ({}),
    check(_memory, cluster) {
      const [first, ...others] = cluster.core
      if (first === undefined) return true
      const digestAt = (peer: PeerId): string => digest(cluster.node(peer)!.store)
      const other = others.find(other => digestAt(other) !== digestAt(first))
      return other === undefined || `${first} and ${other} keep different things`
    },
  }),

  always({
    id: 'R4',
    says: 'Whatever a replica has heard of it has heard of for good: what it told others it still knows after a crash.',
    ...neverForgets<LostWrites, CartNode>({ of: node => node.store.heard, in: message => message.store.heard }),
  }),

  sometimes({
    id: 'R5',
    says: 'The last writer loses: an edit gives way at once to an earlier one that it had seen, whose clock was ahead.',
    memory: () => ({}),
    check: (_memory, happening) =>
      happening.kind === 'step' && happening.input.kind === 'request' && happening.effects.some(isLoss),
  }),

  sometimes({
    id: 'R6',
    says: 'An acknowledged edit is gone because another wrote later, without knowing of it, and neither is told.',
    memory: () => ({}),
    check: (_memory, happening) =>
      happening.kind === 'step' && happening.input.kind === 'message' && happening.effects.some(isLoss),
  }),

  sometimes({
    id: 'R7',
    says: 'A customer is given two carts, and must make one of them.',
    memory: () => ({}),
    check: (_memory, happening) =>
      happening.kind === 'step' &&
      happening.effects.some(effect => effect.kind === 'answer' && isSeveral(effect.answer)),
  }),
]

/** An edit that was acknowledged, and what its replica had heard of before. */
interface Made extends Edit {
  readonly dot: Dot
  readonly known: VersionVector
}

interface Edits {
  made: readonly Made[]
  readonly heard: Map<PeerId, VersionVector>
}

function noEdits(): Edits {
  return { made: [], heard: new Map() }
}

function note(edits: Edits, happening: Happening<LostWrites>, cluster: ClusterView<CartNode>): void {
  if (happening.kind !== 'step') return
  const { input, node: peer, effects } = happening
  const known = edits.heard.get(peer) ?? nothingKnown
  const { heard } = cluster.node(peer)!.store
  edits.heard.set(peer, heard)
  // A crash before the save took the edit with it: nobody was told, and its name is free again.
  if (input.kind === 'start') edits.made = edits.made.filter(({ dot }) => dot.actor !== peer || knows(heard, dot))
  const answer = effects.find(effect => effect.kind === 'answer')
  if (input.kind !== 'request' || input.request.type === 'read' || answer === undefined) return
  edits.made = [...edits.made, { ...input.request, dot: answer.answer as Dot, known }]
}

/** What is meant to be in a cart that has heard of so much: each thing that was put in, and by none taken out who knew. */
function meantBy({ made }: Edits, heard: VersionVector): ReadonlySet<string> {
  const edits = made.filter(({ dot }) => knows(heard, dot))
  const isTakenOut = ({ item, dot }: Made): boolean =>
    edits.some(other => other.type === 'remove' && other.item === item && knows(other.known, dot))
  return new Set(edits.flatMap(edit => (edit.type === 'add' && !isTakenOut(edit) ? [edit.item] : [])))
}

const isLoss = (effect: Effect<LostWrites>): boolean => effect.kind === 'announce' && effect.event.type === 'lost'

const isSeveral = (answer: unknown): boolean => Array.isArray(answer) && answer.length > 1

// The edits of a run, as the clients made them: what each asked for, and what its replica knew when it answered.

import { type Dot, dotAfter } from '../../core/crdt/dot.ts'
import { nothingKnown, type VersionVector } from '../../core/crdt/version-vector.ts'
import type { PeerId } from '../../core/ids.ts'
import type { Request } from '../../core/protocol.ts'
import type { ClusterView } from '../../trace/cluster.ts'
import type { Happening } from '../../trace/happening.ts'
import type { CrdtNode } from './node.ts'
import type { Change, Operation } from './operation.ts'
import { spelled, within } from './rules-meaning.ts'
import type { Crdt } from './vocabulary.ts'

export interface Edits {
  readonly made: Operation[]
  /** What each replica knew after its last step. */
  readonly contexts: Map<PeerId, VersionVector>
}

export const noEdits = (): Edits => ({ made: [], contexts: new Map() })

/** Notes what happened, and returns the edit that was made in it, if one was. */
export function noteEdit(edits: Edits, happening: Happening<Crdt>, cluster: ClusterView<CrdtNode>): Operation | null {
  if (happening.kind !== 'step') return null
  const { input, node: peer, effects } = happening
  const node = cluster.node(peer)!
  const known = edits.contexts.get(peer) ?? nothingKnown
  edits.contexts.set(peer, node.replica.context)
  const answer = effects.find(effect => effect.kind === 'answer')
  if (input.kind !== 'request' || input.request.type === 'read' || answer === undefined) return null
  const dot = answer.answer as Dot
  const operation = { dot, known, change: changeMeant(input.request, known, edits.made, node) }
  edits.made.push(operation)
  return operation
}

/** What a request meant where it was made: of places in a text, the letters that stood there. */
function changeMeant(
  request: Exclude<Request<Crdt>, { readonly type: 'read' }>,
  known: VersionVector,
  made: readonly Operation[],
  { replica }: CrdtNode,
): Change {
  switch (request.type) {
    case 'assign': {
      // Its stamp shows as long as it stands; where it does not, it lost to one that stands in its past.
      const { lwwRegister } = replica.objects
      const hasLost = lwwRegister?.value !== request.value
      return { ...request, atMs: hasLost ? Number.MIN_SAFE_INTEGER : lwwRegister.atMs }
    }
    case 'insert': {
      const { at, text } = request
      return { type: 'insert', after: spelled(within(made, known))[at - 1]?.id ?? null, text }
    }
    case 'cut': {
      const { at, count } = request
      const letters = spelled(within(made, known)).slice(at, at + count)
      return { type: 'cut', ids: letters.map(({ id }) => id) }
    }
    default:
      return request
  }
}

/** The first and the last of the names that an operation takes. */
export const spanOf = ({ dot, change }: Operation): readonly [Dot, Dot] =>
  change.type === 'insert' ? [dot, dotAfter(dot, Array.from(change.text).length - 1)] : [dot, dot]

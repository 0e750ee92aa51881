// The edits of a run, as the clients made them: what each asked for, and what its replica knew when it answered.

import type { Dot } from '../../core/crdt/dot.ts'
import { knows, nothingKnown, type VersionVector } from '../../core/crdt/version-vector.ts'
import type { PeerId } from '../../core/ids.ts'
import type { Request } from '../../core/protocol.ts'
import type { ClusterView } from '../../trace/cluster.ts'
import type { Happening } from '../../trace/happening.ts'
import type { CrdtNode } from './node.ts'
import { type Change, lastDot, type Operation } from './operation.ts'
import { spelled, within } from './rules-meaning.ts'
import type { Crdt } from './vocabulary.ts'

export interface Edits {
  made: Operation[]
  /** What each replica knew after its last step. */
  readonly contexts: Map<PeerId, VersionVector>
  /** Who lost the disk, and with it the memory of what was really done. */
  readonly diskless: Set<PeerId>
}

export const noEdits = (): Edits => ({ made: [], contexts: new Map(), diskless: new Set() })

/** Notes what happened, and returns the edit that was made in it, if one was. */
export function noteEdit(edits: Edits, happening: Happening<Crdt>, cluster: ClusterView<CrdtNode>): Operation | null {
  if (happening.kind === 'fault' && happening.fault.type === 'crash' && happening.fault.disk === 'lost') {
    edits.diskless.add(happening.fault.node)
  }
  if (happening.kind !== 'step') return null
  const { input, node: peer, effects } = happening
  const node = cluster.node(peer)!
  const known = edits.contexts.get(peer) ?? nothingKnown
  edits.contexts.set(peer, node.replica.context)
  if (input.kind === 'start' && !edits.diskless.delete(peer)) forgetUnsaved(edits, node)
  const answer = effects.find(effect => effect.kind === 'answer')
  if (input.kind !== 'request' || !isEdit(input.request) || answer === undefined) return null
  const dot = answer.answer as Dot
  const operation = { dot, known, change: changeMeant(input.request, known, edits.made, node) }
  edits.made.push(operation)
  return operation
}

type EditRequest = Exclude<Request<Crdt>, { readonly type: 'read' | 'meet' }>

const isEdit = (request: Request<Crdt>): request is EditRequest => request.type !== 'read' && request.type !== 'meet'

/** A crash before the save took the edit with it: nobody was told, and its name is free again. */
function forgetUnsaved(edits: Edits, { actor, replica }: CrdtNode): void {
  edits.made = edits.made.filter(({ dot }) => dot.actor !== actor || knows(replica.context, dot))
}

/** What a request meant where it was made: of places in a text, the letters that stood there. */
function changeMeant(
  request: EditRequest,
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
export type Span = readonly [first: Dot, last: Dot]
export const spanOf = (operation: Operation): Span => [operation.dot, lastDot(operation)]

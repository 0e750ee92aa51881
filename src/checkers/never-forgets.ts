// What a replica has taken in stays taken in, and what it told others outlives its crashes. It may forget what it kept to
// itself, as a crash before a save makes it do, and everything where its disk is lost.

import { covers, joinVectors, nothingKnown, type VersionVector } from '../core/crdt/version-vector.ts'
import type { PeerId } from '../core/ids.ts'
import type { Message, Vocabulary } from '../core/protocol.ts'
import type { AlwaysRule } from './rule.ts'

export interface Knowledge<V extends Vocabulary, Node> {
  /** All that a replica has taken in. */
  of(node: Node): VersionVector
  /** What the sender of a message thereby says that it has taken in. */
  in(message: Message<V>): VersionVector
}

interface Memory {
  readonly known: Map<PeerId, VersionVector>
  readonly told: Map<PeerId, VersionVector>
  readonly diskless: Set<PeerId>
}

/** The body of a rule that replicas keep what they know. */
export function neverForgets<V extends Vocabulary, Node>(
  knowledge: Knowledge<V, Node>,
): Pick<AlwaysRule<V, Node, Memory>, 'memory' | 'check'> {
  return {
    memory: () => ({ known: new Map(), told: new Map(), diskless: new Set() }),
    check({ known, told, diskless }, happening, cluster) {
      if (happening.kind === 'fault' && happening.fault.type === 'crash' && happening.fault.disk === 'lost') {
        diskless.add(happening.fault.node) // the disk is what the promise stands on
      }
      if (happening.kind !== 'step') return true
      const { input, node: peer } = happening
      if (input.kind === 'message') {
        told.set(input.from, joinVectors(told.get(input.from) ?? nothingKnown, knowledge.in(input.message)))
      }
      if (input.kind === 'start') known.set(peer, (diskless.has(peer) ? null : told.get(peer)) ?? nothingKnown)
      const before = known.get(peer)!
      const now = knowledge.of(cluster.node(peer)!)
      known.set(peer, now)
      return covers(now, before) || `${peer} forgot something that it had taken in`
    },
  }
}

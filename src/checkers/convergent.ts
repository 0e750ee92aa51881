// Convergence: replicas that know the same operations show the same, in whatever order they learned them
// (Shapiro et al., Conflict-free replicated data types, 2011: strong eventual consistency).

import type { Digest, PeerId } from '../core/ids.ts'
import { holds, type Verdict } from './verdict.ts'

export interface Replica {
  readonly peer: PeerId
  /** The names of the operations that it has taken in, in any order. */
  readonly operations: Iterable<string>
  readonly digest: Digest
}

/** Two replicas that know the same and show different things. */
export type Diverged = readonly [Replica, Replica]

export function convergent(replicas: Iterable<Replica>): Verdict<Diverged> {
  const byKnowledge = new Map<string, Replica>()
  for (const replica of replicas) {
    const names = [...new Set(replica.operations)].sort()
    const knowledge = JSON.stringify(names)
    const other = byKnowledge.get(knowledge)
    if (other === undefined) {
      byKnowledge.set(knowledge, replica)
    } else if (other.digest !== replica.digest) {
      const explanation = `${other.peer} and ${replica.peer} know the same ${names.length} operations and differ: ${other.digest}, ${replica.digest}`
      return { is: 'broken', evidence: [other, replica], explanation }
    }
  }
  return holds
}

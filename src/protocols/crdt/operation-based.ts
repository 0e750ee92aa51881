// Replication by operations: each is done at each replica exactly once, and after all that its maker knew. Shapiro et al.
// 2011, §2.2: where delivery is causal, concurrent operations commute, and nothing else has to.

import { covers, joinVectors, knows, learn, type VersionVector } from '../../core/crdt/version-vector.ts'
import { isNameable, lastDot, type Operation } from './operation.ts'
import { apply, type Replica } from './replica.ts'

/** Further back, the state is sent. */
export const logLengthMax = 128
/** What comes too early beyond this is forgotten, and asked for again. */
export const earlyMax = 64

export interface Log {
  readonly is: 'log'
  /** What is older than the log: it can help only those who know this. */
  readonly since: VersionVector
  readonly operations: readonly Operation[]
  /** Arrived before something that they build on. */
  readonly early: readonly Operation[]
}

export const emptyLog = (since: VersionVector): Log => ({ is: 'log', since, operations: [], early: [] })

/** Does what can be done now, in causal order, and keeps for later what came too early. */
export function deliver(
  log: Log,
  replica: Replica,
  arrived: readonly Operation[],
): { readonly log: Log; readonly replica: Replica } {
  let delivered = replica
  let kept = log
  let waiting = [...log.early, ...arrived.filter(isNameable)]
  for (;;) {
    const { context } = delivered
    waiting = waiting.filter(({ dot }) => !knows(context, dot)) // came twice
    const next = waiting.find(({ known }) => covers(context, known))
    if (next === undefined) break
    delivered = apply(delivered, next)
    kept = withOperation(kept, next)
  }
  return { log: { ...kept, early: waiting.slice(0, earlyMax) }, replica: delivered }
}

export function withOperation(log: Log, operation: Operation): Log {
  const operations = [...log.operations, operation]
  const dropped = operations.slice(0, -logLengthMax)
  return { ...log, since: dropped.reduce(learnAll, log.since), operations: operations.slice(-logLengthMax) }
}

/** Without what all have done. */
export function trimmed(log: Log, stable: VersionVector): Log {
  const isDone = (operation: Operation): boolean => knows(stable, lastDot(operation))
  const dropped = log.operations.filter(isDone)
  if (dropped.length === 0) return log
  const operations = log.operations.filter(operation => !isDone(operation))
  return { ...log, since: dropped.reduce(learnAll, log.since), operations }
}

/** What one who knows `theirs` lacks, in causal order, or null if the log does not reach back so far. */
export function operationsFor({ since, operations }: Log, theirs: VersionVector): readonly Operation[] | null {
  return covers(theirs, since) ? operations.filter(({ dot }) => !knows(theirs, dot)) : null
}

/** After a state came in: no list of operations leads to it. */
export const begunAnew = (log: Log, { context }: Replica): Log => ({ ...log, since: context, operations: [] })

/** Whoever is to go on from here must know all that the operation built on, and itself. */
const learnAll = (since: VersionVector, operation: Operation): VersionVector =>
  learn(joinVectors(since, operation.known), lastDot(operation))

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
  since: VersionVector
  operations: readonly Operation[]
  /** Arrived before something that they build on. */
  early: readonly Operation[]
}

export const emptyLog = (since: VersionVector): Log => ({ is: 'log', since, operations: [], early: [] })

/** Does what can be done now, in causal order, and keeps for later what came too early. */
export function deliver(log: Log, replica: Replica, arrived: readonly Operation[]): Replica {
  let delivered = replica
  let waiting = [...log.early, ...arrived.filter(isNameable)]
  for (;;) {
    const { context } = delivered
    waiting = waiting.filter(({ dot }) => !knows(context, dot)) // came twice
    const next = waiting.find(({ known }) => covers(context, known))
    if (next === undefined) break
    delivered = apply(delivered, next)
    keepOperation(log, next)
  }
  log.early = waiting.slice(0, earlyMax)
  return delivered
}

export function keepOperation(log: Log, operation: Operation): void {
  log.operations = [...log.operations, operation]
  if (log.operations.length > logLengthMax) dropFrom(log, log.operations.slice(0, -logLengthMax))
}

/** Forgets what all have done. */
export function trim(log: Log, stable: VersionVector): void {
  dropFrom(
    log,
    log.operations.filter(operation => knows(stable, lastDot(operation))),
  )
}

/** What one who knows `theirs` lacks, in causal order, or null if the log does not reach back so far. */
export function operationsFor({ since, operations }: Log, theirs: VersionVector): readonly Operation[] | null {
  return covers(theirs, since) ? operations.filter(({ dot }) => !knows(theirs, dot)) : null
}

/** After a state came in, no list of operations tells how. */
export function startAnew(log: Log, { context }: Replica): void {
  log.since = context
  log.operations = []
}

function dropFrom(log: Log, dropped: readonly Operation[]): void {
  if (dropped.length === 0) return
  log.since = dropped.reduce(
    (since, operation) => learn(joinVectors(since, operation.known), lastDot(operation)),
    log.since,
  )
  log.operations = log.operations.filter(operation => !dropped.includes(operation))
}

// Replication by deltas: instead of its state, a replica sends what it learned since the other last said what it knows.
// Almeida, Shoker & Baquero 2018, §5: delta-intervals, and the condition that makes their merging causal.

import type { Dot } from '../../core/crdt/dot.ts'
import { covers, type VersionVector } from '../../core/crdt/version-vector.ts'
import { type Delta, goneBetween, newsIn, type Replica } from './replica.ts'

/** Further back, everything is sent. */
export const intervalsMax = 64
/** Beyond, everything is shorter than a list of what went. */
export const goneMax = 128

/** What was learned, step by step. The state itself tells what came; what went must be kept here. */
export interface Intervals {
  readonly is: 'intervals'
  readonly steps: readonly Interval[]
}

interface Interval {
  /** What was known before this step. */
  readonly since: VersionVector
  readonly gone: readonly Dot[]
}

export const noIntervals: Intervals = { is: 'intervals', steps: [] }

/** With one more step of learning, and without the steps that all have made. */
export function withInterval(intervals: Intervals, before: Replica, after: Replica): Intervals {
  const step = { since: before.context, gone: goneBetween(before.objects, after.objects) }
  const steps = [...intervals.steps, step].slice(-intervalsMax)
  // A step ends where the next begins.
  const first = steps.findIndex((_step, index) => !covers(after.stable, steps[index + 1]?.since ?? after.context))
  return { ...intervals, steps: first < 0 ? [] : steps.slice(first) }
}

/** The shortest interval that brings one who knows `theirs` to what we know, or null if we do not remember one. */
export function deltaFor({ steps }: Intervals, replica: Replica, theirs: VersionVector): Delta | null {
  const first = steps.findLastIndex(({ since }) => covers(theirs, since))
  if (first < 0) return null
  const { since } = steps[first]!
  const gone = steps.slice(first).flatMap(({ gone }) => gone)
  return gone.length > goneMax ? null : { since, news: newsIn(replica, since), gone }
}

// The four promises to a session that may move from replica to replica (Terry et al., Session guarantees for weakly
// consistent replicated data, 1994). Here a session is a process.
//
// Each names the writes that a read must not miss. A read misses a write if it returned something older: what was
// there at first, or a write that comes causally before. Values that are written once tell which write was read.

import type { History, HistoryOperation } from '../trace/history.ts'
import type { SearchOptions } from './linearizable.ts'
import type { Model } from './model.ts'
import { type ReadsFrom, readsFrom, type Source } from './reads-from.ts'
import { inTime, Pace, type Preparing } from './stretches.ts'
import { holds, unknown, type Verdict } from './verdict.ts'

export interface Missed {
  readonly read: HistoryOperation
  /** The write that it should have seen, or a newer one. */
  readonly missed: HistoryOperation
  /** Why it should have: the session's own write, or an earlier read of it. */
  readonly because: HistoryOperation
}

type Guarantee = (history: History, model: Model, options?: Pick<SearchOptions, 'expired'>) => Verdict<Missed>

/** The writes that no later read of the session may miss, after it has done this. */
type Duties = (done: number, known: ReadsFrom) => readonly number[]

/** Whether what was read is older than a write that must not be missed; `sight` tells what the session saw when. */
type IsOlder = (source: Source, write: number, known: ReadsFrom, sight: ReadonlyMap<Source, number>) => boolean

/** A session sees what it wrote itself. */
export const readYourWrites: Guarantee = guarantee((done, { participants }) =>
  participants[done]!.isWrite ? [done] : [],
)

/** A session never sees less than it saw before. */
export const monotonicReads: Guarantee = guarantee(sourcesOf, isOlderToSession)

/** Who sees a write sees the earlier writes of its writer. */
export const monotonicWrites: Guarantee = guarantee((done, known) =>
  sourcesOf(done, known).flatMap(write =>
    sessionBefore(write, known).filter(earlier => known.participants[earlier]!.isWrite),
  ),
)

/** Who sees a write sees what its writer had read before. */
export const writesFollowReads: Guarantee = guarantee((done, known) =>
  sourcesOf(done, known).flatMap(write => sessionBefore(write, known).flatMap(earlier => sourcesOf(earlier, known))),
)

function guarantee(duties: Duties, isOlder: IsOlder = isCausallyOlder): Guarantee {
  return (history, model, { expired = () => false } = {}) =>
    inTime(judge(history, model, duties, isOlder), expired) ?? unknown('the time ran out')
}

function* judge(history: History, model: Model, duties: Duties, isOlder: IsOlder): Preparing<Verdict<Missed>> {
  const pace = new Pace()
  const known = yield* readsFrom(history, model, pace)
  if (known.is === 'unknown') return known
  if (known.is === 'inexplicable') return unknown(known.explanation)
  for (const session of known.sessions) {
    const missed = yield* missedIn(session, known, duties, isOlder, pace)
    if (missed !== null) return { is: 'broken', evidence: missed, explanation: explain(missed) }
  }
  return holds
}

function* missedIn(
  session: readonly number[],
  known: ReadsFrom,
  duties: Duties,
  isOlder: IsOlder,
  pace: Pace,
): Preparing<Missed | null> {
  const { participants } = known
  /** For each write that must not be missed, what the session had done when that began. */
  const because = new Map<number, number>()
  /** What was read, in the order of first sight. */
  const sight = new Map<Source, number>()
  for (const done of session) {
    if (pace.isOverAfter(1 + because.size)) yield
    const { operation, key, source } = participants[done]!
    // What nobody heard of again binds nobody: it may have happened after all that follows.
    if (operation.ending.is !== 'ok') continue
    for (const [write, reason] of source === null ? [] : because) {
      if (participants[write]!.key !== key || !isOlder(source, write, known, sight)) continue
      return { read: operation, missed: participants[write]!.operation, because: participants[reason]!.operation }
    }
    if (typeof source === 'number' && !sight.has(source)) sight.set(source, sight.size)
    for (const write of duties(done, known)) if (!because.has(write)) because.set(write, done)
  }
  return null
}

function isCausallyOlder(source: Source, write: number, { causal }: ReadsFrom): boolean {
  return typeof source !== 'number' || (source !== write && causal.isBefore(source, write))
}

/** Or else the session saw the source first, then the write, and turned back: one of the two steps was a step back. */
function isOlderToSession(
  source: Source,
  write: number,
  known: ReadsFrom,
  sight: ReadonlyMap<Source, number>,
): boolean {
  if (isCausallyOlder(source, write, known)) return true
  return sight.has(source) && sight.get(source)! < sight.get(write)!
}

function sourcesOf(index: number, { participants }: ReadsFrom): readonly number[] {
  const { source } = participants[index]!
  return typeof source === 'number' ? [source] : []
}

/** What the session had done by then; what nobody heard of again may have happened later. */
function sessionBefore(write: number, { participants, sessionOf }: ReadsFrom): readonly number[] {
  return sessionOf[write]!.filter(index => index < write && participants[index]!.operation.ending.is === 'ok')
}

function explain({ read, missed, because }: Missed): string {
  const value = JSON.stringify(read.ending.is === 'ok' ? read.ending.value : read.value)
  return (
    `line ${read.invoked.line}: process ${read.process} read ${value} and missed what line ${missed.invoked.line} ` +
    `wrote, which it should have seen after line ${because.invoked.line}`
  )
}

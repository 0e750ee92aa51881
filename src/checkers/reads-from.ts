// Who read what from whom, told by values that were written once; and the causal order which that makes.
//
// Causal order: a process's own operations in their order, and a write before all who read it: the "writes-into order"
// of Ahamad et al., Causal memory, 1995.

import type { History, HistoryKey, HistoryOperation, Process } from '../trace/history.ts'
import { type Model, type Played, playedOf } from './model.ts'
import { Precedence } from './precedence.ts'
import type { Pace, Preparing } from './stretches.ts'
import { unknown } from './verdict.ts'

/** Their order takes a bit for each pair: 50 MB. */
export const causalOperationsMax = 20_000

/** To put one before another is to look at all, which is so much less for each than to look at an operation. */
export const membersPerItem = 100

export type Source = number | 'initial' | null

/** An operation that is known to have happened. */
export interface Participant {
  readonly operation: HistoryOperation
  readonly key: HistoryKey | null
  readonly isWrite: boolean
  /** Who wrote what it read: a participant, or nobody yet. Null if it read nothing. */
  readonly source: Source
}

export interface ReadsFrom {
  readonly is: 'known'
  readonly participants: readonly Participant[]
  /** The participants of each process, in their order. */
  readonly sessions: readonly (readonly number[])[]
  /** By participant. */
  readonly sessionOf: readonly (readonly number[])[]
  readonly causal: Precedence
  /** Observed something that no single write explains, such as a cas that was refused; null if there is none. */
  readonly leftOut: HistoryOperation | null
}

/** What no memory at all could have answered. */
export interface Inexplicable {
  readonly is: 'inexplicable'
  readonly read: HistoryOperation
  readonly explanation: string
}

type Unknown = ReturnType<typeof unknown>

/** Values as texts, so that equal ones are the same. */
interface Part extends Played {
  readonly key: HistoryKey | null
  readonly reads: string | null
  readonly writes: string | null
}

export function* readsFrom(history: History, model: Model, pace: Pace): Preparing<ReadsFrom | Inexplicable | Unknown> {
  const played = playedOf(history, model)
  if (played.length > causalOperationsMax) return unknown(`more than ${causalOperationsMax} operations`)
  const parts: Part[] = []
  let leftOut: HistoryOperation | null = null
  for (const one of played) {
    const access = model.access?.(one.call) ?? null
    const { operation, call } = one
    if (access === null && !model.observes(call)) {
      return unknown(`line ${operation.invoked.line}: nobody can tell what was read from ${operation.f}`)
    }
    const key = model.partition?.(operation) ?? null
    if (access === null) leftOut = operation
    else parts.push({ ...one, key, reads: nameOf(key, access.reads), writes: nameOf(key, access.writes) })
  }
  return yield* order(happened(parts), JSON.stringify(model.initial(history.initial)), leftOut, pace)
}

function nameOf(key: HistoryKey | null, value: unknown): string | null {
  return value === undefined ? null : JSON.stringify([key, value])
}

/** Of the operations of unknown outcome, only those whose value was read are known to have happened. */
function happened(parts: readonly Part[]): readonly Part[] {
  const read = new Set(parts.flatMap(({ reads, isPending }) => (isPending ? [] : [reads])))
  const isKnown = new Set(parts.filter(({ isPending }) => !isPending))
  for (let before = -1; before < isKnown.size; ) {
    before = isKnown.size
    for (const part of parts) {
      if (isKnown.has(part) || part.writes === null || !read.has(part.writes)) continue
      isKnown.add(part)
      read.add(part.reads)
    }
  }
  return parts.filter(part => isKnown.has(part))
}

function* order(
  parts: readonly Part[],
  initial: string,
  leftOut: HistoryOperation | null,
  pace: Pace,
): Preparing<ReadsFrom | Inexplicable | Unknown> {
  const writers = new Map<string, number[]>()
  parts.forEach(({ writes }, index) => {
    if (writes !== null) writers.set(writes, [...(writers.get(writes) ?? []), index])
  })
  const participants: Participant[] = []
  const doubts: (Inexplicable | Unknown)[] = []
  for (const { operation, key, reads, writes, isPending } of parts) {
    const source = sourceOf(operation, reads, writers, reads === `[${JSON.stringify(key)},${initial}]`)
    if (typeof source !== 'object' || source === null) {
      participants.push({ operation, key, isWrite: writes !== null, source })
    } else if (source.is === 'unknown' || isPending) {
      doubts.push(source)
    } else {
      return source
    }
  }
  // What is of unknown outcome happened for certain only if nobody else can have written what was read from it.
  const doubt = doubts.find(({ is }) => is === 'unknown') ?? doubts[0]
  if (doubt !== undefined) return doubt
  const sessions = sessionsOf(participants)
  const sessionOf = participants.map(({ operation }) => sessions.get(operation.process)!)
  const causal = Precedence.among(parts.length)
  const last = new Map<Process, number>()
  for (const [index, { source, operation }] of participants.entries()) {
    if (pace.isOverAfter(1 + parts.length / membersPerItem)) yield
    const { process } = operation
    for (const earlier of [last.get(process), source]) {
      if (typeof earlier !== 'number') continue
      if (earlier === index || causal.isBefore(index, earlier))
        return inexplicable(operation, 'was read before its time')
      if (!causal.isBefore(earlier, index)) causal.add([earlier], index)
    }
    // What the process did after giving up on an operation need not come after the operation.
    if (!parts[index]!.isPending) last.set(process, index)
  }
  return { is: 'known', participants, sessions: [...sessions.values()], sessionOf, causal, leftOut }
}

function sessionsOf(participants: readonly Participant[]): ReadonlyMap<Process, readonly number[]> {
  const sessions = new Map<Process, number[]>()
  participants.forEach(({ operation: { process } }, index) => {
    const session = sessions.get(process)
    if (session === undefined) sessions.set(process, [index])
    else session.push(index)
  })
  return sessions
}

function sourceOf(
  read: HistoryOperation,
  value: string | null,
  writers: ReadonlyMap<string, readonly number[]>,
  isInitial: boolean,
): Source | Inexplicable | Unknown {
  if (value === null) return null
  const found = writers.get(value) ?? []
  if (found.length + (isInitial ? 1 : 0) > 1) {
    return unknown(`line ${(read.ending.at ?? read.invoked).line}: read what was there more than once`)
  }
  return isInitial ? 'initial' : (found[0] ?? inexplicable(read, 'was read and never written'))
}

function inexplicable(read: HistoryOperation, what: string): Inexplicable {
  const { line } = read.ending.at ?? read.invoked
  const value = read.ending.is === 'ok' ? read.ending.value : read.value
  return { is: 'inexplicable', read, explanation: `line ${line}: ${JSON.stringify(value)} ${what}` }
}

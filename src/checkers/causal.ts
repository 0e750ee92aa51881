// Causal memory: each process sees all writes in some order of its own that keeps the causal order, and reads the
// latest before each of its reads (Ahamad et al., Causal memory, 1995).
//
// With values written once this needs no search (Bouajjani et al., On verifying causal consistency, 2017, §5): if a
// process has a write w before its read, and reads from another write s of the same key, then w must stand before s.
// The order made so has no circle exactly if the history is causal.

import type { History, HistoryKey, HistoryOperation } from '../trace/history.ts'
import type { SearchOptions } from './linearizable.ts'
import type { Model } from './model.ts'
import { type Bits, bitsFor, hasBit, setBit } from './precedence.ts'
import { membersPerItem, type ReadsFrom, readsFrom } from './reads-from.ts'
import { inTime, Pace, type Preparing } from './stretches.ts'
import { holds, unknown, type Verdict } from './verdict.ts'

/** To unite what is before each of them takes a tenth of what it takes to look at an operation, or less. */
const unitedPerItem = 10

export interface CausalEvidence {
  readonly read: HistoryOperation
  /** What it read from; null if it read what nobody had written, or only what was there at first. */
  readonly source: HistoryOperation | null
  /** The write that the reader knew to be later; null if there is no such write to be read at all. */
  readonly overwrite: HistoryOperation | null
}

/** Throws `MalformedHistory` where the history does not speak the words of the model. */
export function causal(
  history: History,
  model: Model,
  { expired = () => false }: Pick<SearchOptions, 'expired'> = {},
): Verdict<CausalEvidence> {
  return inTime(judge(history, model), expired) ?? unknown('the time ran out')
}

function* judge(history: History, model: Model): Preparing<Verdict<CausalEvidence>> {
  const pace = new Pace()
  const known = yield* readsFrom(history, model, pace)
  if (known.is === 'unknown') return known
  if (known.is === 'inexplicable') {
    return {
      is: 'broken',
      evidence: { read: known.read, source: null, overwrite: null },
      explanation: known.explanation,
    }
  }
  const writes = writesByKey(known)
  for (const session of known.sessions) {
    const evidence = yield* contradictionFor(session, known, writes, pace)
    if (evidence !== null) return { is: 'broken', evidence, explanation: explain(evidence) }
  }
  const { leftOut } = known
  if (leftOut === null) return holds
  return unknown(`line ${leftOut.invoked.line}: nobody can tell which write this ${leftOut.f} observed`)
}

function writesByKey({ participants }: ReadsFrom): ReadonlyMap<HistoryKey | null, Bits> {
  const writes = new Map<HistoryKey | null, Bits>()
  participants.forEach(({ key, isWrite }, index) => {
    const onKey = writes.get(key) ?? bitsFor(participants.length)
    writes.set(key, onKey)
    if (isWrite) setBit(onKey, index)
  })
  return writes
}

/** Where what the process sees contradicts itself; null if all its reads fit in one order. */
function* contradictionFor(
  session: readonly number[],
  { participants, causal }: ReadsFrom,
  writes: ReadonlyMap<HistoryKey | null, Bits>,
  pace: Pace,
): Preparing<CausalEvidence | null> {
  const reads = new Set(session.filter(index => participants[index]!.source !== null))
  const past = causal.past(session)
  // The causal order is closed, so that what is added to it leads over writes and the process's own reads alone.
  const seen = causal.following(
    participants.flatMap(({ isWrite }, index) => ((isWrite && hasBit(past, index)) || reads.has(index) ? [index] : [])),
  )
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false
    for (const read of reads) {
      if (pace.isOverAfter(1 + participants.length / membersPerItem)) yield
      const { key, source, operation } = participants[read]!
      const isFirst = typeof source !== 'number'
      const others = seen.between(writes.get(key)!, read, isFirst ? null : source)
      const overwrite = others.find(write => isFirst || seen.isBefore(source, write))
      if (overwrite !== undefined) {
        return {
          read: operation,
          source: isFirst ? null : participants[source]!.operation,
          overwrite: participants[overwrite]!.operation,
        }
      }
      if (isFirst || others.length === 0) continue
      if (pace.isOverAfter(participants.length / unitedPerItem)) yield
      seen.add(others, source)
      isGrowing = true
    }
  }
  return null
}

function explain({ read, source, overwrite }: CausalEvidence): string {
  const value = JSON.stringify(read.ending.is === 'ok' ? read.ending.value : read.value)
  const origin = source === null ? 'what was there at first' : `what line ${source.invoked.line} wrote`
  const reader = `line ${(read.ending.at ?? read.invoked).line}: process ${read.process}`
  return `${reader} read ${value}, ${origin}, which it knew to be overwritten by line ${overwrite?.invoked.line}`
}

// Causal memory: each process sees all writes in some order of its own that keeps the causal order, and reads the
// latest before each of its reads (Ahamad et al., Causal memory, 1995).
//
// With values written once this needs no search (Bouajjani et al., On verifying causal consistency, 2017, §5): if a
// process has a write w before its read, and reads from another write s of the same key, then w must stand before s.
// The order made so has no circle exactly if the history is causal.

import type { History, HistoryOperation } from '../trace/history.ts'
import type { Model } from './model.ts'
import { Precedence } from './precedence.ts'
import { type ReadsFrom, readsFrom } from './reads-from.ts'
import { holds, unknown, type Verdict } from './verdict.ts'

export interface CausalEvidence {
  readonly read: HistoryOperation
  /** What it read from; null if it read what nobody had written, or only what was there at first. */
  readonly source: HistoryOperation | null
  /** The write that the reader knew to be later; null if there is no such write to be read at all. */
  readonly overwrite: HistoryOperation | null
}

/** Throws `MalformedHistory` where the history does not speak the words of the model. */
export function causal(history: History, model: Model): Verdict<CausalEvidence> {
  const known = readsFrom(history, model)
  if (known.is === 'unknown') return known
  if (known.is === 'inexplicable') {
    return {
      is: 'broken',
      evidence: { read: known.read, source: null, overwrite: null },
      explanation: known.explanation,
    }
  }
  for (const session of known.sessions) {
    const evidence = contradictionFor(session, known)
    if (evidence !== null) return { is: 'broken', evidence, explanation: explain(evidence) }
  }
  const { leftOut } = known
  if (leftOut === null) return holds
  return unknown(`line ${leftOut.invoked.line}: nobody can tell which write this ${leftOut.f} observed`)
}

/** What the process sees, from its own place; null if all its reads fit in one order. */
function contradictionFor(session: readonly number[], { participants, causal }: ReadsFrom): CausalEvidence | null {
  const seen = new Precedence(causal)
  const writes = participants.flatMap(({ isWrite }, index) => (isWrite ? [index] : []))
  const reads = session.filter(index => participants[index]!.source !== null)
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false
    for (const read of reads) {
      const { key, source, operation } = participants[read]!
      for (const write of writes) {
        if (write === source || participants[write]!.key !== key || !seen.isBefore(write, read)) continue
        const overwrite = participants[write]!.operation
        if (typeof source !== 'number') return { read: operation, source: null, overwrite }
        if (seen.isBefore(source, write)) return { read: operation, source: participants[source]!.operation, overwrite }
        if (seen.isBefore(write, source)) continue
        seen.add(write, source)
        isGrowing = true
      }
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

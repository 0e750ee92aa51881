// What can be wrong with transactions, by the names of Adya (Weak consistency, 1999) and of Elle (Kingsbury and Alvaro,
// 2020), and which consistency forbids what.

import type { HistoryKey, HistoryOperation } from '../../trace/history.ts'

/** Cycles of dependencies, from those that forbid most to those that forbid least. */
export const cycleNames = ['G0', 'G1c', 'G-single-item', 'G-nonadjacent-item', 'G2-item'] as const
export type CycleName = (typeof cycleNames)[number]

/** What a cycle leans on beside what was read and appended: the order of each process, or real time. */
export const clocks = ['', '-process', '-realtime'] as const
export type Clock = (typeof clocks)[number]

const plainNames = ['duplicate-elements', 'incompatible-order', 'internal', 'G1a', 'G1b', 'dirty-update'] as const

export type AnomalyName = (typeof plainNames)[number] | `${CycleName}${Clock}`

export interface Anomaly {
  readonly name: AnomalyName
  /** Those concerned; of a cycle, all of it, in its order. */
  readonly transactions: readonly HistoryOperation[]
  /** The list that it shows on; null of a cycle over several. */
  readonly key: HistoryKey | null
  readonly explanation: string
}

const dirty = ['G0', 'duplicate-elements'] as const
const committed = [...dirty, 'G1a', 'G1b', 'G1c', 'dirty-update', 'incompatible-order'] as const
const snapshot = [...committed, 'internal', 'G-single-item', 'G-nonadjacent-item'] as const
const serial = [...snapshot, 'G2-item'] as const

/** What each consistency forbids. Lists are read as a whole, so that repeatable reads are as good as serializable. */
export const forbidden = {
  'read-uncommitted': dirty,
  'read-committed': committed,
  'repeatable-read': serial,
  'snapshot-isolation': snapshot,
  serializable: serial,
  'strong-session-snapshot-isolation': [...snapshot, ...timed(snapshot, ['-process'])],
  'strong-session-serializable': [...serial, ...timed(serial, ['-process'])],
  'strong-snapshot-isolation': [...snapshot, ...timed(snapshot, ['-process', '-realtime'])],
  'strict-serializable': [...serial, ...timed(serial, ['-process', '-realtime'])],
} as const satisfies Record<string, readonly AnomalyName[]>

export type Isolation = keyof typeof forbidden

function timed(names: readonly AnomalyName[], added: readonly Clock[]): readonly AnomalyName[] {
  return cycleNames.filter(name => names.includes(name)).flatMap(name => added.map(clock => `${name}${clock}` as const))
}

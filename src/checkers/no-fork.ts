// No fork: of several logs that should be one, each is a prefix of the longest. So any two agree as far as both go.

import type { PeerId } from '../core/ids.ts'
import { equal } from '../core/plain.ts'
import { holds, type Verdict } from './verdict.ts'

export interface OrderedLog<Entry = unknown> {
  readonly peer: PeerId
  readonly entries: readonly Entry[]
}

export interface Fork<Entry> {
  readonly longest: OrderedLog<Entry>
  readonly other: OrderedLog<Entry>
  /** The first place, from 0, at which they differ. */
  readonly index: number
}

export function noFork<Entry>(logs: readonly OrderedLog<Entry>[]): Verdict<Fork<Entry>> {
  const [first] = logs
  if (first === undefined) return holds
  const longest = logs.reduce((long, log) => (log.entries.length > long.entries.length ? log : long), first)
  for (const other of logs) {
    const index = other.entries.findIndex((entry, place) => !equal(entry, longest.entries[place]))
    if (index < 0) continue
    const entries = `${JSON.stringify(longest.entries[index])} and ${JSON.stringify(other.entries[index])}`
    const explanation = `at index ${index}, ${longest.peer} and ${other.peer} hold ${entries}`
    return { is: 'broken', evidence: { longest, other, index }, explanation }
  }
  return holds
}

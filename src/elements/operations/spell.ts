// An operation in few words, and what became of it: `get a`, `put a "c1.3;"`, `get a → "c1.3;"`.

import type { Undertaking } from '../../lab/tape/operations.ts'
import { shown } from '../../trace/words.ts'

export type Fate = 'answered' | 'refused' | 'unknown' | 'waiting'

/** Never colour alone: each has a sign. */
export const fateSigns: Readonly<Record<Fate, string>> = { answered: '✓', refused: '✗', unknown: '?', waiting: '…' }

export const fateOf = ({ ended }: Undertaking): Fate => ended?.outcome.is ?? 'waiting'

export function wishOf({ operation: { f, key, value } }: Undertaking): string {
  return [f, key, value == null ? undefined : shown(value)].filter(part => part !== undefined).join(' ')
}

/** With the answer, where it says anything. */
export function spell(one: Undertaking): string {
  const outcome = one.ended?.outcome
  const answer = outcome?.is === 'answered' ? outcome.answer : null
  return answer == null ? wishOf(one) : `${wishOf(one)} → ${shown(answer)}`
}

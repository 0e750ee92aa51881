// Which happenings a list shows at once, and where its next and its last page begin.

import type { Workbench } from '../../lab/workbench.ts'

export const linesAtOnce = 40

export interface Lines {
  readonly first: number
  readonly end: number
  /** Where the page before begins; null where there is none. */
  readonly earlier: number | null
  readonly later: number | null
}

/** `from`: the first line, or null for a page with the reader in its middle. */
export function linesAt({ tape, position }: Pick<Workbench, 'tape' | 'position'>, from: number | null): Lines {
  const last = Math.max(0, tape.length - linesAtOnce)
  const first = Math.max(0, Math.min(from ?? position - linesAtOnce / 2, last))
  return {
    first,
    end: Math.min(tape.length, first + linesAtOnce),
    earlier: first === 0 ? null : Math.max(0, first - linesAtOnce),
    later: first === last ? null : Math.min(last, first + linesAtOnce),
  }
}

// What the clients of a run paid for their answers, up to the reader's place: messages, and time.

import type { Workbench } from './workbench.ts'

export interface Cost {
  readonly sent: number
  readonly answered: number
  /** All that was said, shared out among the answers. Null while there is none. */
  readonly messagesPerOperation: number | null
  /** Of a hundred answers, ninety-nine came as soon as this (by nearest rank). Null while there is none. */
  readonly p99Ms: number | null
}

export function costOf({ tape, position }: Pick<Workbench, 'tape' | 'position'>): Cost {
  const waits = tape.operations
    .flatMap(({ begun, ended }) =>
      ended?.outcome.is === 'answered' && ended.index < position ? [ended.atMs - begun.atMs] : [],
    )
    .toSorted((one, other) => one - other)
  const answered = waits.length
  const sent = tape.arrows.filter(({ sentIndex }) => sentIndex < position).length
  if (answered === 0) return { sent, answered, messagesPerOperation: null, p99Ms: null }
  return { sent, answered, messagesPerOperation: sent / answered, p99Ms: waits[Math.ceil(answered * 0.99) - 1]! }
}

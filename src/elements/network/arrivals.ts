// When the messages will arrive that are on their way at the end of a run, for as long as nobody meddles.

import type { PeerId } from '../../core/ids.ts'
import { equal } from '../../core/plain.ts'
import type { Run } from '../../lab/run.ts'
import type { Arrow } from '../../lab/tape/arrows.ts'
import type { Pending } from '../../simulator/pending.ts'

type PendingMessage = Extract<Pending, { kind: 'message' }>

export class Arrivals {
  #run: Run | null = null
  #length = -1
  readonly #byKey = new Map<string, PendingMessage[]>()

  /** Undefined where nobody can know. */
  of(run: Run, arrow: Arrow): number | undefined {
    this.#look(run)
    return pendingOf(arrow, this.#byKey.get(keyOf(arrow.cause, arrow.to)) ?? [])?.dueMs
  }

  /** What is to come changes only when something happens. */
  #look(run: Run): void {
    if (run === this.#run && run.tape.length === this.#length) return
    this.#run = run
    this.#length = run.tape.length
    this.#byKey.clear()
    for (const pending of run.pending()) {
      if (pending.kind !== 'message') continue
      const key = keyOf(pending.cause, pending.node)
      const others = this.#byKey.get(key)
      if (others === undefined) this.#byKey.set(key, [pending])
      else others.push(pending)
    }
  }
}

/** What is to come of an arrow, among all that is. What was tampered with is no longer equal to what was sent. */
export function pendingOf(arrow: Arrow, pending: readonly Pending[]): PendingMessage | undefined {
  const its = pending.filter(
    (one): one is PendingMessage => one.kind === 'message' && one.cause === arrow.cause && one.node === arrow.to,
  )
  return its.find(({ message }) => equal(message, arrow.message)) ?? its[0]
}

const keyOf = (cause: number, to: PeerId): string => `${cause}>${to}`

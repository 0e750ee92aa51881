// Which operations may come next: the one thing in which linearizability and sequential consistency differ.

import type { HistoryOperation } from '../trace/history.ts'
import type { Kind } from './kind.ts'

/** Numbers stand for completed operations, counted in the order of their invocations. */
export interface Order {
  readonly isDone: boolean
  /** Whether it keeps real time: what is invoked after something else returned comes after it. */
  readonly isTimed: boolean
  /** Those that nothing untaken has to precede; where several are interchangeable, perhaps only one of them. */
  candidates(): number[]
  take(operation: number): void
  /** Undoes `take`, last taken first. */
  putBack(operation: number): void
  /** How many of these, whose outcome is unknown, may take effect now. Given in the order of their invocations. */
  countOpen(pending: readonly HistoryOperation[]): number
  /** Equal texts if and only if the same operations were taken. */
  signature(): string
  /** The one that cannot wait: while it is not taken, time stands still. Asked for only if not all are taken. */
  due(): number
}

/** A completed operation, the kind of thing it does, and when it took effect. */
export interface Ordered {
  readonly operation: HistoryOperation
  readonly kind: Kind
  readonly invokedAt: number
  readonly returnedAt: number
}

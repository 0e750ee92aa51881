// Real time, and a second order beside it: some operations take effect in the order in which something else happened
// later, as values enter a queue in the order in which they leave it.

import type { HistoryOperation } from '../trace/history.ts'
import type { Order, Ordered } from './order.ts'
import { RealTimeOrder } from './real-time-order.ts'

export class InTurn implements Order {
  readonly isTimed = true
  readonly #time: RealTimeOrder
  readonly #turns: RealTimeOrder
  /** Of an operation that has a turn, its place among those that have. */
  readonly #places: readonly (number | null)[]

  constructor(operations: readonly Ordered[]) {
    const inTurn = operations
      .flatMap((one, operation) =>
        one.turn === null ? [] : [{ ...one, operation, invokedAt: one.turn.from, returnedAt: one.turn.to }],
      )
      .sort((left, right) => left.invokedAt - right.invokedAt)
    const places: (number | null)[] = operations.map(() => null)
    inTurn.forEach(({ operation }, place) => {
      places[operation] = place
    })
    this.#time = new RealTimeOrder(operations)
    this.#turns = new RealTimeOrder(inTurn.map(one => ({ ...one, operation: operations[one.operation]!.operation })))
    this.#places = places
  }

  get isDone(): boolean {
    return this.#time.isDone
  }

  candidates(): number[] {
    const next = new Set<number | null>(this.#turns.candidates()).add(null)
    return this.#time.candidates().filter(operation => next.has(this.#places[operation]!))
  }

  take(operation: number): void {
    this.#time.take(operation)
    const place = this.#places[operation]!
    if (place !== null) this.#turns.take(place)
  }

  putBack(operation: number): void {
    this.#time.putBack(operation)
    const place = this.#places[operation]!
    if (place !== null) this.#turns.putBack(place)
  }

  countOpen(pending: readonly HistoryOperation[]): number {
    return this.#time.countOpen(pending)
  }

  signature(): string {
    return this.#time.signature()
  }

  due(): number {
    return this.#time.due()
  }
}

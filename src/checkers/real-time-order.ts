// The order that linearizability keeps: what returned before something else was invoked comes before it.
//
// Wing and Gong's list of invocations and returns, doubly linked so that an operation is lifted out and put back in
// constant time (Lowe, Testing for linearizability, 2017, §3).

import type { HistoryOperation } from '../trace/history.ts'
import type { Order, Ordered } from './order.ts'

export class RealTimeOrder implements Order {
  readonly isTimed = true
  readonly #operations: readonly Ordered[]
  /** Entry `i` is the invocation of operation `i`, entry `n + i` its return, and the last one head and tail in one. */
  readonly #next: Int32Array
  readonly #previous: Int32Array
  readonly #isTaken: Uint8Array
  /** For each operation, how many were invoked before it returned. */
  readonly #invokedBefore: Int32Array
  readonly #head: number
  /** Looked up when asked for, and forgotten when the list changes. */
  #due: number | null = null

  /** Given in the order of their invocations. */
  constructor(operations: readonly Ordered[]) {
    const count = operations.length
    this.#operations = operations
    this.#head = 2 * count
    this.#next = new Int32Array(2 * count + 1)
    this.#previous = new Int32Array(2 * count + 1)
    this.#isTaken = new Uint8Array(count)
    this.#invokedBefore = new Int32Array(count)
    const ends = [...operations.keys()].sort(
      (left, right) => operations[left]!.returnedAt - operations[right]!.returnedAt,
    )
    let last = this.#head
    const append = (entry: number) => {
      this.#next[last] = entry
      this.#previous[entry] = last
      last = entry
    }
    let invoked = 0
    for (const operation of ends) {
      const end = operations[operation]!.returnedAt
      while (invoked < count && operations[invoked]!.invokedAt <= end) append(invoked++)
      append(count + operation)
      this.#invokedBefore[operation] = invoked
    }
    append(this.#head)
  }

  get isDone(): boolean {
    return this.#next[this.#head] === this.#head
  }

  /**
   * All invocations before the first return. Of one kind, the first to return is enough: if another were taken before
   * it, the two could change places, for both were invoked by then and the second place is early enough for either.
   */
  candidates(): number[] {
    const found: number[] = []
    for (let entry = this.#next[this.#head]!; entry < this.#operations.length; entry = this.#next[entry]!) {
      const { kind, returnedAt } = this.#operations[entry]!
      const twin = found.findIndex(other => this.#operations[other]!.kind === kind)
      if (twin < 0) found.push(entry)
      else if (returnedAt < this.#operations[found[twin]!]!.returnedAt) found[twin] = entry
    }
    return found
  }

  take(operation: number): void {
    this.#due = null
    this.#isTaken[operation] = 1
    this.#unlink(operation)
    this.#unlink(operation + this.#operations.length)
  }

  putBack(operation: number): void {
    this.#due = null
    this.#isTaken[operation] = 0
    this.#relink(operation + this.#operations.length)
    this.#relink(operation)
  }

  /** Those invoked before the first return. */
  countOpen(pending: readonly HistoryOperation[]): number {
    const end = this.#operations[this.due()]!.returnedAt
    let low = 0
    let high = pending.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (pending[middle]!.invoked.position < end) low = middle + 1
      else high = middle
    }
    return low
  }

  /**
   * All before the first untaken invocation are taken, and none that was invoked after the first return. What lies
   * between fits a few characters of sixteen bits; beyond the last of them, nothing is taken.
   */
  signature(): string {
    const first = this.#next[this.#head]!
    if (first === this.#head) return ''
    const end = this.#invokedBefore[this.due()]!
    let text = String.fromCharCode(first & 0xffff, first >>> 16)
    for (let start = first; start < end; start += 16) {
      let bits = 0
      const stop = Math.min(start + 16, end)
      for (let operation = start; operation < stop; operation++)
        bits |= this.#isTaken[operation]! << (operation - start)
      text += String.fromCharCode(bits)
    }
    return text
  }

  due(): number {
    if (this.#due !== null) return this.#due
    let entry = this.#next[this.#head]!
    while (entry < this.#operations.length) entry = this.#next[entry]!
    this.#due = entry - this.#operations.length
    return this.#due
  }

  #unlink(entry: number): void {
    this.#next[this.#previous[entry]!] = this.#next[entry]!
    this.#previous[this.#next[entry]!] = this.#previous[entry]!
  }

  #relink(entry: number): void {
    this.#next[this.#previous[entry]!] = entry
    this.#previous[this.#next[entry]!] = entry
  }
}

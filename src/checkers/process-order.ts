// The order that sequential consistency keeps: each process's own operations stay in their order, and nothing else does.

import type { HistoryOperation, Process } from '../trace/history.ts'
import type { Order, Ordered } from './order.ts'

interface Line {
  readonly operations: number[]
  taken: number
}

export class ProcessOrder implements Order {
  readonly isTimed = false
  readonly #operations: readonly Ordered[]
  readonly #lines: readonly Line[]
  readonly #lineOf: readonly Line[]
  readonly #byProcess = new Map<Process, Line>()
  #left: number

  constructor(operations: readonly Ordered[]) {
    this.#operations = operations
    this.#left = operations.length
    this.#lineOf = operations.map(({ operation }, index) => {
      const line = this.#byProcess.get(operation.process) ?? { operations: [], taken: 0 }
      this.#byProcess.set(operation.process, line)
      line.operations.push(index)
      return line
    })
    this.#lines = [...this.#byProcess.values()]
  }

  get isDone(): boolean {
    return this.#left === 0
  }

  candidates(): number[] {
    return this.#lines.flatMap(({ operations, taken }) => (taken < operations.length ? [operations[taken]!] : []))
  }

  take(operation: number): void {
    this.#left--
    this.#lineOf[operation]!.taken++
  }

  putBack(operation: number): void {
    this.#left++
    this.#lineOf[operation]!.taken--
  }

  /** Those whose process has done all that it had completed before. */
  countOpen(pending: readonly HistoryOperation[]): number {
    return pending.filter(({ process, invoked }) => {
      const line = this.#byProcess.get(process)
      const next = line?.operations[line.taken]
      return next === undefined || this.#operations[next]!.operation.invoked.position > invoked.position
    }).length
  }

  signature(): string {
    let text = ''
    for (const { taken } of this.#lines) text += String.fromCharCode(taken & 0xffff, taken >>> 16)
    return text
  }

  due(): number {
    return Math.min(...this.candidates())
  }
}

// Has the operations of a run judged while the reader stands still, in slices, so that the page answers all the while.

import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { OperationsCheck } from '../../lab/operations-check.ts'
import { countWhere } from '../../lab/tape/count-where.ts'
import type { Workbench } from '../../lab/workbench.ts'

/** So long must the reader stand still: who plays or scrubs is not judged at every step. */
const restMs = 150
/** Of the main thread, before it is let go. */
const sliceMs = 8

export class Judging implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #timer: ReturnType<typeof setTimeout> | null = null
  #run: Workbench['run'] | null = null
  #heard = -1
  #check: OperationsCheck | null = null
  #isStopped = false

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#rest()
    this.#run = null // looked at anew when it is back
  }

  /** Of the run as far as the reader is. */
  at({ run, position }: Workbench): OperationsCheck {
    const { tape } = run
    const begun = countWhere(tape.operations, one => one.begun.index < position)
    const ended = tape.operations.slice(0, begun).filter(one => one.ended !== null && one.ended.index < position).length
    if (this.#check !== null && run === this.#run && begun + ended === this.#heard) return this.#check
    this.#run = run
    this.#heard = begun + ended
    this.#check = new OperationsCheck(tape, position)
    this.#isStopped = false
    this.#rest()
    this.#timer = setTimeout(() => this.#search(), restMs)
    return this.#check
  }

  /** The search goes on. */
  get isSearching(): boolean {
    return this.#timer !== null
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  stop(): void {
    this.#rest()
    this.#isStopped = true
    this.#host.requestUpdate()
  }

  goOn(): void {
    this.#isStopped = false
    this.#search()
  }

  #search(): void {
    const endsMs = performance.now() + sliceMs
    while (this.#check?.advance() === true)
      if (performance.now() > endsMs) {
        this.#timer = setTimeout(() => this.#search())
        return this.#host.requestUpdate()
      }
    this.#timer = null
    this.#host.requestUpdate()
  }

  #rest(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}

// Has the operations of a run judged, as far as the reader is.

import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { OperationsCheck } from '../../lab/operations-check.ts'
import { countWhere } from '../../lab/tape/count-where.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { Slices } from '../slices.ts'

export class Judging implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #slices: Slices
  #run: Workbench['run'] | null = null
  #heard = -1
  #check: OperationsCheck | null = null
  #isStopped = false

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    this.#slices = new Slices(host)
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#run = null // looked at anew when it is back
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Of the run as far as the reader is; it is another one when a client asked or heard something. */
  at({ run, position }: Workbench): OperationsCheck {
    const { tape } = run
    const begun = countWhere(tape.operations, one => one.begun.index < position)
    const ended = tape.operations.slice(0, begun).filter(one => one.ended !== null && one.ended.index < position).length
    if (this.#check !== null && run === this.#run && begun + ended === this.#heard) return this.#check
    this.#run = run
    this.#heard = begun + ended
    this.#check = new OperationsCheck(tape, position)
    this.#isStopped = false
    const check = this.#check
    this.#slices.begin(() => check.advance())
    return check
  }

  stop(): void {
    this.#slices.stop()
    this.#isStopped = true
    this.#host.requestUpdate()
  }

  goOn(): void {
    const check = this.#check
    this.#isStopped = false
    this.#slices.begin(() => check?.advance() === true, 0)
    this.#host.requestUpdate()
  }
}

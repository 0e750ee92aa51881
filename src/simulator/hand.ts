// A person's hand in a run: it sees what is to come and may change it, and does again what it did before.

import type { PeerId, Ticket } from '../core/ids.ts'
import type { Request, Vocabulary } from '../core/protocol.ts'
import type { Fault } from '../faults/fault.ts'
import type { Act, Edit } from '../trace/edit.ts'
import { isMeddlingPossible, meddle, type Pending, pendingOf } from './pending.ts'
import type { SimulatedStage } from './stage.ts'

/** The simulation, as a hand sees it. */
interface Field<V extends Vocabulary> {
  readonly eventCount: number
  inject(fault: Fault): void
  ask(node: PeerId, request: Request<V>): Ticket
}

export class Hand<V extends Vocabulary> {
  readonly #stage: SimulatedStage<V, unknown>
  readonly #field: Field<V>
  /** Still to be made again. */
  #edits: readonly Edit<V>[]
  #editCount = 0

  constructor(edits: readonly Edit<V>[], stage: SimulatedStage<V, any>, field: Field<V>) {
    this.#edits = edits
    this.#stage = stage
    this.#field = field
  }

  /** How many were made. One that is being made is counted already. */
  get editCount(): number {
    return this.#editCount
  }

  pending(): readonly Pending<V>[] {
    const pending = this.#stage.queue.pending.map(event => pendingOf(event)).filter(due => due !== null)
    return pending.sort((left, right) => left.dueMs - right.dueMs || left.id - right.id)
  }

  act(act: Act<V>): boolean {
    this.#edits = []
    return this.#make(act)
  }

  /** Makes those whose moment comes until then. */
  makeEdits(untilUs: number): void {
    if (this.#edits.length > 0) this.#makeDue(untilUs)
  }

  /** Apart, because it is asked for after every event, and mostly nothing is to be made. */
  #makeDue(untilUs: number): void {
    for (let edit = this.#edits[0]; edit !== undefined; edit = this.#edits[0]) {
      const { nextUs } = this.#stage.queue
      const atUs = Math.round(edit.atMs * 1000)
      // After so many events. A run that has fewer by then, as without an edit before, at its time.
      const isDue = edit.after <= this.#field.eventCount || atUs < nextUs
      if (!isDue || Math.min(atUs, nextUs) > untilUs) return
      this.#stage.reach(atUs)
      this.#edits = this.#edits.slice(1)
      this.#make(edit.act)
    }
  }

  #make(act: Act<V>): boolean {
    if (act.kind === 'meddle') {
      const event = this.#stage.queue.pending.find(({ turn }) => turn === act.pending)
      if (event === undefined || !isMeddlingPossible(event, act)) return false
      this.#editCount++
      meddle(event, act, this.#stage)
      return true
    }
    this.#editCount++
    if (act.kind === 'fault') this.#field.inject(act.fault)
    else this.#field.ask(act.node, act.request)
    return true
  }
}

// The open questions of a cluster's clients, and who waits for what becomes of each.

import { assert } from '../core/assert.ts'
import type { Ticket } from '../core/ids.ts'
import { type Outcome, unknown } from '../core/outcome.ts'

export class Tickets {
  readonly #open = new Map<Ticket, (outcome: Outcome) => void>()
  #next: number

  /** Pages whose records are read together begin far apart. */
  constructor(first = 1) {
    this.#next = first
  }

  open(settled: (outcome: Outcome) => void): Ticket {
    const ticket = this.#next++ as Ticket
    this.#open.set(ticket, settled)
    return ticket
  }

  settle(ticket: Ticket, outcome: Outcome): void {
    const settled = this.#open.get(ticket)
    assert(settled !== undefined, 'a ticket must be open to be settled')
    this.#open.delete(ticket)
    settled(outcome)
  }

  /** Gives up waiting: whoever asked learns that nobody can say. The node may still act. */
  giveUp(ticket: Ticket): void {
    const settled = this.#open.get(ticket)
    if (settled !== undefined) this.#open.set(ticket, () => {})
    settled?.(unknown('no answer in time'))
  }
}

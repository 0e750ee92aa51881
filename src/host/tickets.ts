// The open questions of a cluster's clients, and who waits for what becomes of each.

import { assert } from '../core/assert.ts'
import type { Ticket } from '../core/ids.ts'
import { type Outcome, unknown } from '../core/outcome.ts'
import { OpenTickets } from './open-tickets.ts'

export class Tickets {
  readonly #open = new OpenTickets<(outcome: Outcome) => void>()
  #next: number

  /** Pages whose records are read together begin far apart. */
  constructor(first = 1) {
    this.#next = first
  }

  open(settled: (outcome: Outcome) => void): Ticket {
    const ticket = this.#next++ as Ticket
    this.#open.put(ticket, settled)
    return ticket
  }

  settle(ticket: Ticket, outcome: Outcome): void {
    const settled = this.#open.take(ticket)
    assert(settled !== null, 'a ticket must be open to be settled')
    settled(outcome)
  }

  /** Gives up waiting: whoever asked learns that nobody can say. The node may still act. */
  giveUp(ticket: Ticket): void {
    const settled = this.#open.take(ticket)
    if (settled === null) return
    this.#open.put(ticket, () => {})
    settled(unknown('no answer in time'))
  }
}

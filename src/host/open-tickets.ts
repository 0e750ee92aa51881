// What is kept of every open ticket. Tickets are numbers that count up, and mostly the open ones are among the latest: each
// has a place in a ring, which its number tells; one that is still open when a later one wants its place goes into a map.
// Measured: a Map of twenty that come and go is made anew after every few, and the busy Raft takes a twenty-fifth longer.

import type { Ticket } from '../core/ids.ts'

/** A power of two, so that the last bits of a number are its place. */
const placeCount = 64

export class OpenTickets<T> {
  readonly #tickets: (Ticket | null)[] = []
  readonly #kept: (T | null)[] = []
  readonly #older = new Map<Ticket, T>()

  /** It must not be open yet. */
  put(ticket: Ticket, kept: T): void {
    const place = placeOf(ticket)
    const earlier = this.#tickets[place] ?? null
    if (earlier !== null) this.#older.set(earlier, this.#kept[place]!)
    this.#tickets[place] = ticket
    this.#kept[place] = kept
  }

  /** It is open no longer. Null where it was not. */
  take(ticket: Ticket): T | null {
    const place = placeOf(ticket)
    if (this.#tickets[place] !== ticket) return this.#takeOlder(ticket)
    const kept = this.#kept[place]!
    this.#tickets[place] = this.#kept[place] = null
    return kept
  }

  /** None is open any more. Returns those that were, in the order in which they were opened. */
  takeAll(): Ticket[] {
    const all = [...this.#older.keys(), ...this.#tickets.filter(ticket => ticket !== null)]
    this.#older.clear()
    this.#tickets.length = this.#kept.length = 0
    return all.sort((left, right) => left - right)
  }

  #takeOlder(ticket: Ticket): T | null {
    const kept = this.#older.get(ticket) ?? null
    this.#older.delete(ticket)
    return kept
  }
}

const placeOf = (ticket: Ticket): number => ticket & (placeCount - 1)

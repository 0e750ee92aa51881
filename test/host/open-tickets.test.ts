// The open tickets, held to a map that is searched from end to end.

import { describe, expect, test } from 'vitest'
import type { Ticket } from '../../src/core/ids.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { OpenTickets } from '../../src/host/open-tickets.ts'

const ticket = (number: number): Ticket => number as Ticket

describe('open tickets', () => {
  test.each([
    ['from one on', 1],
    ['far from all others', 2 ** 45 + 3],
  ])('keep what a map keeps, however long some stay open, counted %s', (_counted, first) => {
    const seed = 7
    const random = new SeededRandom(seed)
    const open = new OpenTickets<string>()
    const map = new Map<Ticket, string>()
    for (let number = first; number < first + 1_000; number++) {
      open.put(ticket(number), `kept ${number}`)
      map.set(ticket(number), `kept ${number}`)
      // A few of the oldest stay open for long; of the others, any.
      while (map.size > 20 && random.chance(0.99)) {
        const settled = random.pick([...map.keys()].slice(5))
        expect(open.take(settled)).toBe(map.get(settled))
        map.delete(settled)
        expect(open.take(settled), 'twice').toBeNull()
      }
    }
    expect([...map.keys()].slice(0, 5)).toEqual([0, 1, 2, 3, 4].map(number => first + number))
    expect(open.takeAll()).toEqual([...map.keys()])
    expect(open.takeAll()).toEqual([])
  })

  test('know nothing of a ticket that has the place of another, or was opened later', () => {
    const open = new OpenTickets<string>()
    open.put(ticket(3), 'kept')
    for (const number of [2, 4, 3 + 64, 3 + 128, 3 + 2 ** 32]) expect(open.take(ticket(number))).toBeNull()
    expect(open.take(ticket(3))).toBe('kept')
  })
})

// Goal: events come out by time, then by turn, whatever is called off between. Method: random use beside a sorted list.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Scheduled } from '../../src/simulator/event-heap.ts'
import { EventQueue } from '../../src/simulator/event-queue.ts'

const named = (atUs: number): Scheduled => ({ atUs, turn: 0, isPending: false, next: null })

describe('the queue of events', () => {
  test('gives out what a sorted list would', () => {
    // At once, within a few milliseconds, and after so long that a simulation would call it far away.
    const time = fc.oneof(fc.nat(20), fc.nat(2_000), fc.nat(200_000), fc.nat(2 ** 50))
    const use = fc.oneof(
      { weight: 5, arbitrary: fc.record({ push: time }) },
      { weight: 1, arbitrary: fc.record({ pushFirst: time }) },
      { weight: 2, arbitrary: fc.constant('pop' as const) },
      { weight: 3, arbitrary: fc.record({ callOff: fc.nat() }) },
    )
    fc.assert(
      fc.property(fc.array(use, { maxLength: 600, size: 'max' }), uses => {
        const queue = new EventQueue<Scheduled>()
        const pushed: Scheduled[] = []
        let list: Scheduled[] = []
        for (const does of uses) {
          if (does === 'pop') expect(queue.pop()).toBe(list.shift())
          else if ('push' in does || 'pushFirst' in does) {
            const isFirst = 'pushFirst' in does
            const event = named(isFirst ? does.pushFirst : does.push)
            pushed.push(event)
            if (isFirst) queue.pushFirst(event)
            else queue.push(event)
            expect(event.turn < 0).toBe(isFirst)
            list = [...list, event].sort((left, right) => left.atUs - right.atUs || left.turn - right.turn)
          } else if (pushed.length > 0) {
            const event = pushed[does.callOff % pushed.length]!
            queue.callOff(event)
            list = list.filter(other => other !== event)
          }
          expect(queue.length).toBe(list.length)
          expect(queue.nextUs).toBe(list[0]?.atUs ?? Infinity)
          if (list.length > 0) expect(queue.pop(list[0]!.atUs - 1)).toBeUndefined()
        }
        expect([...queue.pending].sort((left, right) => left.turn - right.turn)).toEqual(
          [...list].sort((left, right) => left.turn - right.turn),
        )
        for (const event of list) expect(queue.pop()).toBe(event)
        expect(queue.pop()).toBeUndefined()
      }),
    )
  })

  test('keeps the order of turns among many of one moment, however far away that is when they are put', () => {
    const queue = new EventQueue<Scheduled>()
    const [moment, early] = [named(100_000), named(99_000)]
    const crowd = Array.from({ length: 300 }, () => named(100_000))
    queue.push(early)
    queue.push(moment)
    for (const event of crowd.slice(0, 100)) queue.push(event) // beyond the slices ahead
    expect(queue.pop()).toBe(early)
    for (const event of crowd.slice(100, 200)) queue.push(event) // in a slice ahead
    expect(queue.pop()).toBe(moment)
    for (const event of crowd.slice(200)) queue.push(event) // in the slice that has come
    expect(crowd.map(() => queue.pop())).toEqual(crowd)
  })

  test('does not fill with what was called off', () => {
    const queue = new EventQueue<Scheduled>()
    for (let turn = 0; turn < 10_000; turn++) {
      const event = named(1_000_000 + turn)
      queue.push(event)
      queue.callOff(event)
      queue.callOff(event)
    }
    expect(queue.length).toBe(0)
    expect(queue.pop()).toBeUndefined()
  })
})

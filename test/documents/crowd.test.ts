// Thirty peers typing at once over a slow network converge within two seconds of the last key.

import { expect, it, vi } from 'vitest'
import type { Text } from 'yjs'
import { SeededRandom } from '../../src/core/random.ts'
import { frameMs } from '../../src/documents/outbox.ts'
import type { RoomLink } from '../../src/swarm/room.ts'
import { bytesOf, Classroom, textOf } from './classroom.ts'

const peers = 30
const keysEach = 40
const keyEveryMs = 50
const convergeWithinMs = 2000
const networkTickMs = 5

/** Each way between two takes its own time, and keeps the order of what is said on it. What is due at once comes at once. */
function slow(random: SeededRandom): (link: RoomLink) => RoomLink {
  const due = new Map<number, (() => void)[]>()
  const deliverAt = (atMs: number, deliver: () => void) => {
    const waiting = due.get(atMs) ?? []
    if (waiting.length === 0) {
      setTimeout(() => {
        due.delete(atMs)
        for (const deliver of waiting) deliver()
      }, atMs - performance.now())
    }
    waiting.push(deliver)
    due.set(atMs, waiting)
  }
  return link => {
    const ways = new Map<string, number>()
    return {
      ...link,
      send(to, bytes) {
        const delayMs = ways.get(to) ?? random.between(20, 150)
        ways.set(to, delayMs)
        deliverAt(Math.ceil((performance.now() + delayMs) / networkTickMs) * networkTickMs, () => link.send(to, bytes))
      },
    }
  }
}

it('thirty peers that type at once hold the same bytes two seconds after the last key', {
  timeout: 60_000,
}, async () => {
  const seed = 30
  const random = new SeededRandom(seed)
  vi.useFakeTimers() // the network's time, in which our own arithmetic takes none
  const classroom = new Classroom(slow(random))
  const seats = Array.from({ length: peers }, (_, index) => classroom.sit(`peer${index}`))
  await vi.advanceTimersByTimeAsync(1000)
  expect(new Set(seats.map(({ document }) => document.status.peers))).toEqual(new Set([peers - 1]))
  for (let key = 0; key < keysEach; key++) {
    for (const seat of seats) type(seat.document.doc.getText('text'), random)
    await vi.advanceTimersByTimeAsync(keyEveryMs)
  }
  const differing = () => new Set(seats.map(({ document }) => bytesOf(document.doc))).size
  expect(differing()).toBeGreaterThan(1) // the last keys are on their way
  let tookMs = 0
  for (; differing() > 1 && tookMs < convergeWithinMs; tookMs += frameMs) await vi.advanceTimersByTimeAsync(frameMs)
  console.log(`seed ${seed}: ${peers} peers, ${textOf(seats[0]!).length} characters, the same ${tookMs} ms later`)
  expect(differing()).toBe(1)
  expect(textOf(seats[0]!).length).toBeGreaterThan(400)
})

function type(text: Text, random: SeededRandom): void {
  if (random.chance(0.2) && text.length > 0) text.delete(random.between(0, text.length - 1), 1)
  else text.insert(random.between(0, text.length), random.pick(['a', 'b', 'c', ' ']))
}

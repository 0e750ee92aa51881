// Who is here: seen at once, gone at once when it leaves, gone after a while when it falls silent, and back when it comes back.

import { expect, it, vi } from 'vitest'
import { outdatedTimeout } from 'y-protocols/awareness'
import type { RoomLink } from '../../src/swarm/room.ts'
import { eventually } from '../swarm/eventually.ts'
import { Classroom, type Seat } from './classroom.ts'

const namesAt = ({ document }: Seat): string[] =>
  [...document.awareness.getStates().values()].flatMap(({ name }) => (name === undefined ? [] : [name])).sort()

const sitAs = (classroom: Classroom, name: string): Seat => {
  const seat = classroom.sit(name)
  seat.document.awareness.setLocalStateField('name', name)
  return seat
}

it('each sees the others, also who came later and those who were there before', async () => {
  const classroom = new Classroom()
  const seats = ['ann', 'bob'].map(name => sitAs(classroom, name))
  await eventually(() => seats.map(namesAt)).toEqual(Array(2).fill(['ann', 'bob']))
  seats.push(sitAs(classroom, 'eve'))
  await eventually(() => seats.map(namesAt)).toEqual(Array(3).fill(['ann', 'bob', 'eve']))
})

it('who closes the document, or leaves the room, is gone at once, and is seen again when it comes back', async () => {
  const classroom = new Classroom()
  const [ann, bob, eve] = ['ann', 'bob', 'eve'].map(name => sitAs(classroom, name)) as [Seat, Seat, Seat]
  await eventually(() => namesAt(ann)).toEqual(['ann', 'bob', 'eve'])
  await bob.document.close()
  await eventually(() => namesAt(ann)).toEqual(['ann', 'eve'])
  await eve.room.leave()
  await eventually(() => namesAt(ann)).toEqual(['ann'])
  const again = classroom.open(bob.room)
  again.document.awareness.setLocalStateField('name', 'bob')
  await eventually(() => namesAt(ann)).toEqual(['ann', 'bob'])
})

it('a peer that was lost and found is seen again as it was, without a word of its page', async () => {
  vi.useFakeTimers()
  let isCut = false
  const cuttable = (link: RoomLink): RoomLink => ({
    ...link,
    send: (to, bytes) => (isCut ? undefined : link.send(to, bytes)),
  })
  const classroom = new Classroom(cuttable)
  const [ann, bob] = [sitAs(classroom, 'ann'), sitAs(classroom, 'bob')]
  await vi.advanceTimersByTimeAsync(100)
  expect([ann, bob].map(namesAt)).toEqual(Array(2).fill(['ann', 'bob']))
  isCut = true
  await vi.advanceTimersByTimeAsync(12_000) // the room's pings go unanswered
  expect([ann, bob].map(namesAt)).toEqual([['ann'], ['bob']])
  isCut = false
  await vi.advanceTimersByTimeAsync(5000)
  expect([ann, bob].map(namesAt)).toEqual(Array(2).fill(['ann', 'bob']))
})

it('each renews its presence by a clock that goes on in a hidden tab', async () => {
  vi.useFakeTimers() // y-protocols looks at the real clock, so that what is renewed here, we renewed
  const classroom = new Classroom()
  const [ann, bob] = [sitAs(classroom, 'ann'), sitAs(classroom, 'bob')]
  await vi.advanceTimersByTimeAsync(100)
  let renewals = 0
  ann.document.awareness.on('update', ({ updated }: { readonly updated: readonly number[] }) => {
    if (updated.includes(bob.document.awareness.clientID)) renewals++
  })
  await vi.advanceTimersByTimeAsync(4 * outdatedTimeout)
  expect(renewals).toBe(8)
})

it('who was not renewed for half a minute is gone, though the room still holds it, and is back with its next word', async () => {
  vi.useFakeTimers()
  const classroom = new Classroom()
  const [ann, bob] = [sitAs(classroom, 'ann'), sitAs(classroom, 'bob')]
  await vi.advanceTimersByTimeAsync(100)
  expect(namesAt(ann)).toEqual(['ann', 'bob'])
  ann.document.awareness.meta.get(bob.document.awareness.clientID)!.lastUpdated -= outdatedTimeout
  await vi.advanceTimersByTimeAsync(outdatedTimeout / 10)
  expect(namesAt(ann)).toEqual(['ann'])
  expect(ann.room.peers.size).toBe(1)
  bob.document.awareness.setLocalStateField('cursor', 3)
  await vi.advanceTimersByTimeAsync(100)
  expect(namesAt(ann)).toEqual(['ann', 'bob'])
})

it('a page that was reloaded before it was missed is here once, and sees the others at once', async () => {
  const classroom = new Classroom()
  const [ann, bob] = [sitAs(classroom, 'ann'), sitAs(classroom, 'bob')]
  await eventually(() => [ann, bob].map(namesAt)).toEqual(Array(2).fill(['ann', 'bob']))
  const [client, former] = [ann, bob].map(({ document }) => document.awareness.clientID) as [number, number]
  const { awareness } = bob.document
  for (const forgotten of [awareness.meta, awareness.states]) forgotten.delete(client)
  awareness.clientID = former + 1
  for (const state of [{}, { name: 'bob' }]) awareness.setLocalState(state) // the first one awareness never shows
  await eventually(() => [...ann.document.awareness.getStates().keys()]).toContain(former + 1)
  expect(namesAt(ann)).toEqual(['ann', 'bob'])
  await eventually(() => awareness.getStates().get(client)).toEqual({ name: 'ann' })
})

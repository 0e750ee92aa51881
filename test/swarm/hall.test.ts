// Who sits where at a relay: a model of rooms, without a network.

import { expect, it } from 'vitest'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import { Hall, type Seat } from '../../src/relay/hall.ts'
import { relayLimits } from '../../src/relay/limits.ts'

const [ann, bob, eve] = [peerId('ann'), peerId('bob'), peerId('eve')] as const

function seat(peer: PeerId) {
  const told: string[] = []
  const taken: Seat = {
    peer,
    send(said) {
      told.push(said.type === 'here' ? `here ${said.peers}` : 'peer' in said ? `${said.type} ${said.peer}` : said.type)
      return undefined
    },
    replaced: () => told.push('replaced'),
  }
  return { taken, told }
}

it('members hear who is here, who comes and who leaves, in their own room only', () => {
  const hall = new Hall(relayLimits)
  const [first, second, elsewhere] = [seat(ann), seat(bob), seat(eve)]
  hall.join('a', first.taken)
  hall.join('b', elsewhere.taken)
  const leave = hall.join('a', second.taken)!
  leave()
  leave()
  expect(first.told).toEqual(['here ', 'joined bob', 'left bob'])
  expect(second.told).toEqual(['here ann'])
  expect(elsewhere.told).toEqual(['here '])
  expect(hall.seatOf('a', eve)).toBeNull()
})

it('a member that comes back takes its seat again, and its former self cannot give it up', () => {
  const hall = new Hall(relayLimits)
  const [watcher, former, present] = [seat(ann), seat(bob), seat(bob)]
  hall.join('a', watcher.taken)
  const leaveFormer = hall.join('a', former.taken)!
  hall.join('a', present.taken)
  leaveFormer()
  expect(former.told).toEqual(['here ann', 'replaced'])
  expect(watcher.told).toEqual(['here ', 'joined bob', 'left bob', 'joined bob'])
  expect(hall.seatOf('a', bob)).toBe(present.taken)
})

it('is full when it is full, and forgets rooms that are empty', () => {
  const hall = new Hall({ ...relayLimits, roomsMax: 1, membersPerRoomMax: 1 })
  const leave = hall.join('a', seat(ann).taken)!
  expect(hall.join('a', seat(bob).taken)).toBeNull()
  expect(hall.join('b', seat(bob).taken)).toBeNull()
  expect(hall.join('a', seat(ann).taken)).not.toBeNull() // the same member again
  leave()
  expect([hall.roomCount, hall.memberCount]).toEqual([1, 1])
})

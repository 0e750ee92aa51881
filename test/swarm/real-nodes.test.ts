// More libp2p nodes than a full mesh takes, each with its own noise, yamux and gossip, in one process. Only what carries their
// bytes is memory: so it can be cut.

import { afterEach, describe, it } from 'vitest'
import { openGossip } from '../../src/swarm/gossip.ts'
import { newKey } from '../../src/swarm/key.ts'
import { libp2pLink } from '../../src/swarm/libp2p-link.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { linksMax } from '../../src/swarm/neighbours.ts'
import { createNode, selfOf } from '../../src/swarm/node.ts'
import { Room } from '../../src/swarm/room.ts'
import { sealedLink } from '../../src/swarm/sealed-link.ts'
import { eventually } from './eventually.ts'

const count = 16
/** Four seconds on a calm machine: all the cryptography of all the nodes is one thread's work. */
const patience = { timeout: 60_000 }
const testTimeoutMs = 2 * patience.timeout

interface Guest {
  readonly room: Room
  readonly broadcasts: string[]
}

const guests: Guest[] = []
afterEach(async () => void (await Promise.all(guests.splice(0).map(({ room }) => room.leave()))))

async function enter(hub: MemoryHub, secret: Uint8Array | null): Promise<Guest> {
  const privateKey = await newKey()
  const self = selfOf(privateKey)
  const node = await createNode({ privateKey, carriers: () => [{ name: 'memory', link: hub.link(self) }] })
  const link = libp2pLink({ node })
  const room = new Room({
    link: secret === null ? link : sealedLink(link, secret),
    openGossip: listener => openGossip({ privateKey, topic: 'nodes', listener }),
  })
  room.onLeave(() => node.stop())
  const guest: Guest = { room, broadcasts: [] }
  room.on('broadcast', ({ from, bytes }) => guest.broadcasts.push(`${from} ${bytes}`))
  guests.push(guest)
  return guest
}

const seen = (all: readonly Guest[]) => all.map(({ room }) => [...room.peers.keys()].sort())
const others = (all: readonly Guest[]) => {
  const ids = all.map(({ room }) => room.self).sort()
  return all.map(({ room }) => ids.filter(id => id !== room.self))
}
const linksOf = ({ room }: Guest) => [...room.peers.values()].filter(({ way }) => way === 'memory').length

/** So many that see each other, though each has links with some of them only. */
async function enterLarge(hub: MemoryHub, secret: Uint8Array | null): Promise<Guest[]> {
  const all = await Promise.all(Array.from({ length: count }, () => enter(hub, secret)))
  await eventually(() => seen(all), patience).toEqual(others(all))
  await eventually(() => Math.max(...all.map(linksOf)), patience).toBeLessThanOrEqual(linksMax)
  return all
}

/** Each says a word to everyone, and hears those of the others once. */
async function expectAllHeard(all: readonly Guest[]): Promise<void> {
  for (const [number, { room }] of all.entries()) await room.broadcast(Uint8Array.of(number))
  for (const { room, broadcasts } of all) {
    const expected = all.flatMap((other, number) => (other.room === room ? [] : [`${other.room.self} ${number}`]))
    await eventually(() => broadcasts.toSorted(), patience).toEqual(expected.sort())
  }
}

describe('sixteen nodes', () => {
  it(
    'in a room with a password see each other, with twelve links at most, and hear each word to all once',
    async () => {
      await expectAllHeard(await enterLarge(new MemoryHub(), new Uint8Array(32).fill(7)))
    },
    testTimeoutMs,
  )
  it(
    'that are cut in two miss the other half, find it again, and hear each word to all once',
    async () => {
      const hub = new MemoryHub()
      const all = await enterLarge(hub, null)
      const [left, right] = [all.slice(0, 5), all.slice(5)]
      hub.cut(left.map(({ room }) => room.self))
      await eventually(() => seen(left), patience).toEqual(others(left))
      await eventually(() => seen(right), patience).toEqual(others(right))
      hub.heal()
      await eventually(() => seen(all), patience).toEqual(others(all))
      await expectAllHeard(all)
    },
    testTimeoutMs,
  )
})

// A room too large for links to everyone, in memory: the graph of links is the real one, and so is gossip.

import { afterEach, describe, expect, it } from 'vitest'
import type { PeerId } from '../../src/core/ids.ts'
import { openGossip } from '../../src/swarm/gossip.ts'
import { newKey } from '../../src/swarm/key.ts'
import type { LinkListener } from '../../src/swarm/link.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { crowdLinksMax, linksMax, neighboursOf } from '../../src/swarm/neighbours.ts'
import { selfOf } from '../../src/swarm/node.ts'
import { Room, type RoomLink, type RoomOptions } from '../../src/swarm/room.ts'
import { eventually } from './eventually.ts'

const large = 30
/** Ten seconds of a calm machine. */
const busyMs = 20_000

interface Guest {
  readonly room: Room
  readonly broadcasts: string[]
  gossips: number
  /** Vanishes without a word: nothing is heard of it or by it. */
  fallSilent(): void
}

const guests: Guest[] = []
afterEach(async () => void (await Promise.all(guests.splice(0).map(({ room }) => room.leave()))))

/** A place where each is linked with its neighbours, and with those it wants to speak with. */
class Place {
  readonly #hub = new MemoryHub()
  readonly #wanted = new Set<string>()
  readonly #links = new Map<PeerId, { tell: () => void }>()
  readonly silent = new Set<PeerId>()
  /** Two between whom nothing passes, though the link shows them to each other. */
  broken: readonly [PeerId, PeerId] | null = null

  link(self: PeerId): RoomLink {
    const inner = this.#hub.link(self)
    let [neighbours, members] = [new Set<PeerId>() as ReadonlySet<PeerId>, '']
    const isLinked = (peer: PeerId) => {
      const present = inner.peers()
      if (present.join() !== members) [neighbours, members] = [neighboursOf(self, present), present.join()]
      return neighbours.has(peer) || this.#wanted.has([self, peer].sort().join())
    }
    return {
      ...inner,
      way: peer => (isLinked(peer) ? 'memory' : null),
      peers: () => inner.peers().filter(isLinked),
      beyond: () => inner.peers().filter(peer => !isLinked(peer)),
      send: (to, bytes) => {
        const isBroken = this.broken?.includes(self) && this.broken.includes(to)
        return isLinked(to) && !isBroken && !this.silent.has(self) ? inner.send(to, bytes) : undefined
      },
      want: peer => {
        this.#wanted.add([self, peer].sort().join())
        for (const id of [self, peer]) this.#links.get(id)?.tell()
        return inner.peers().includes(peer)
      },
      open: (listener: LinkListener) => {
        const tell = () => listener.peersChanged(inner.peers().filter(isLinked))
        this.#links.set(self, { tell })
        return inner.open({
          receive: (from, bytes) => void (this.silent.has(self) || listener.receive(from, bytes)),
          peersChanged: tell,
        })
      },
    }
  }
}

async function enter(place: Place, count: number, options: Partial<RoomOptions> = {}): Promise<Guest[]> {
  for (let number = 0; number < count; number++) {
    const privateKey = await newKey()
    const self = selfOf(privateKey)
    const room = new Room({
      link: place.link(self),
      name: `guest ${number}`,
      openGossip: async listener => {
        guest.gossips++
        return await openGossip({ privateKey, topic: 'large', listener })
      },
      ...options,
    })
    const guest: Guest = { room, broadcasts: [], gossips: 0, fallSilent: () => void place.silent.add(self) }
    room.on('broadcast', ({ from, bytes }) => guest.broadcasts.push(`${from} ${bytes}`))
    guests.push(guest)
  }
  return guests
}

const seen = (all: readonly Guest[]) => all.map(({ room }) => room.peers.size)
const linksOf = ({ room }: Guest) => [...room.peers.values()].filter(({ way }) => way === 'memory').map(({ id }) => id)
const farFrom = ({ room }: Guest) => [...room.peers.values()].find(({ way }) => way === 'others')!.id

async function enterLarge(place = new Place(), options: Partial<RoomOptions> = {}): Promise<Guest[]> {
  const all = await enter(place, large, options)
  await eventually(() => seen(all)).toEqual(all.map(() => large - 1))
  return all
}

describe('a room of thirty', () => {
  it('everyone sees everyone by name, with eight links at most, and hears a broadcast once', async () => {
    const all = await enterLarge()
    for (const guest of all) {
      expect(linksOf(guest).length).toBeLessThanOrEqual(crowdLinksMax)
      expect(new Set([...guest.room.peers.values()].map(({ name }) => name)).size).toBe(large - 1)
    }
    for (const [number, { room }] of all.entries()) await room.broadcast(Uint8Array.of(number))
    for (const { room, broadcasts } of all) {
      const expected = all.flatMap((other, number) => (other.room === room ? [] : [`${other.room.self} ${number}`]))
      await eventually(() => broadcasts.toSorted()).toEqual(expected.sort())
    }
    await all[0]!.room.broadcast(Uint8Array.of(100)) // what came twice would have come by now
    for (const { broadcasts } of all.slice(1)) await eventually(() => broadcasts.length).toBe(large)
  })
  it('a note to all reaches all, once and from its author', async () => {
    const all = await enterLarge()
    const heard: string[] = []
    for (const { room } of all) room.channel('x').hear((from, bytes) => heard.push(`${from} ${bytes}`))
    await all[3]!.room.channel('x').tellAll(Uint8Array.of(9))
    await eventually(() => heard.length).toBe(large - 1)
    expect(new Set(heard)).toEqual(new Set([`${all[3]!.room.self} 9`]))
  })
  it('what is said to one without a link makes a link, and then goes there alone', async () => {
    const [first, ...rest] = (await enterLarge()) as [Guest, ...Guest[]]
    const far = farFrom(first)
    const other = rest.find(({ room }) => room.self === far)!.room
    const heard: string[] = []
    other.on('message', ({ from, bytes }) => heard.push(`${from} ${bytes}`))
    other.channel('echo').answer(bytes => bytes)
    await first.room.send(far, Uint8Array.of(5))
    expect(await first.room.channel('echo').ask(far, Uint8Array.of(6))).toEqual(Uint8Array.of(6))
    expect(heard).toEqual([`${first.room.self} 5`])
    expect(first.room.peers.get(far)?.way).toBe('memory')
  })
  it('who leaves is missed by those without a link to it within three seconds, others meanwhile by none', async () => {
    const [first, ...rest] = (await enterLarge()) as [Guest, ...Guest[]]
    const left: string[] = []
    for (const { room } of rest) room.on('left', ({ id }) => left.push(id))
    const leftMs = performance.now()
    await first.room.leave()
    await eventually(() => seen(rest), { timeout: 3500 }).toEqual(rest.map(() => large - 2))
    expect(performance.now() - leftMs).toBeLessThan(3500)
    expect(new Set(left)).toEqual(new Set([first.room.self]))
  })
  it('who falls silent is missed by everyone; who is silent to one alone, by no other', async () => {
    const place = new Place()
    const [first, ...rest] = (await enterLarge(place)) as [Guest, ...Guest[]]
    const one = rest[0]!.room.self
    const other = linksOf(rest[0]!).find(id => id !== first.room.self)!
    const left: PeerId[] = []
    for (const { room } of rest)
      if (room.self !== one && room.self !== other) room.on('left', ({ id }) => left.push(id))
    place.broken = [one, other]
    first.fallSilent()
    await eventually(() => seen(rest), { timeout: busyMs }).toEqual(rest.map(() => large - 2))
    expect(new Set(left)).toEqual(new Set([first.room.self]))
  })
})

it('a room of thirteen never loads gossip', async () => {
  const all = await enter(new Place(), linksMax + 1)
  await eventually(() => seen(all)).toEqual(all.map(() => linksMax))
  await all[0]!.room.broadcast(Uint8Array.of(1))
  await eventually(() => all.slice(1).map(({ broadcasts }) => broadcasts.length)).toEqual(Array(linksMax).fill(1))
  expect(all.map(({ gossips }) => gossips)).toEqual(Array(linksMax + 1).fill(0))
})

it('who floods is cut off by those it is linked with, and they pass on no more than the limit', async () => {
  const all = await enterLarge(new Place(), { limits: { messagesPerSecondMax: 100, messagesAtOnceMax: 500 } })
  const [first, ...rest] = all as [Guest, ...Guest[]]
  const cutBy = new Set<PeerId>()
  for (const { room } of rest) room.on('cutOff', ({ peer }) => peer === first.room.self && cutBy.add(room.self))
  for (let number = 0; number < 1000; number++) void first.room.broadcast(new Uint8Array(1))
  await eventually(() => linksOf(first).every(id => cutBy.has(id))).toBe(true)
  for (const { broadcasts } of rest) expect(broadcasts.length).toBeLessThan(700)
})

// Lookup among real libp2p nodes of one process, linked by a carrier in memory; and what hostile members do to it.

import { createHash } from 'node:crypto'
import { peerIdFromString } from '@libp2p/peer-id'
import { afterEach, describe, expect, it } from 'vitest'
import type { PeerId } from '../../src/core/ids.ts'
import { keepersMax } from '../../src/swarm/kademlia.ts'
import { newKey } from '../../src/swarm/key.ts'
import { type Libp2pLink, libp2pLink } from '../../src/swarm/libp2p-link.ts'
import { Lookup } from '../../src/swarm/lookup.ts'
import { lookupKeyBytesMax, lookupValueBytesMax } from '../../src/swarm/lookup-words.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { createNode, selfOf } from '../../src/swarm/node.ts'
import { Room } from '../../src/swarm/room.ts'
import type { RoomPeer } from '../../src/swarm/room-events.ts'
import { sealedLink } from '../../src/swarm/sealed-link.ts'
import { eventually } from './eventually.ts'

const rooms: Room[] = []
afterEach(async () => void (await Promise.all(rooms.splice(0).map(room => room.leave()))))

async function join(hub: MemoryHub, wrap = (link: Libp2pLink) => link): Promise<Room> {
  const privateKey = await newKey()
  const carriers = () => [{ name: 'hub', link: hub.link(selfOf(privateKey)) }]
  const node = await createNode({ privateKey, carriers })
  const room = new Room({ link: wrap(libp2pLink({ node })) })
  room.onLeave(() => node.stop())
  rooms.push(room)
  return room
}

async function meet(count: number): Promise<Room[]> {
  const hub = new MemoryHub()
  const met = await Promise.all(Array.from({ length: count }, () => join(hub)))
  await eventually(() => met.map(({ peers }) => peers.size)).toEqual(met.map(() => count - 1))
  return met
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('lookup among ten nodes', () => {
  it('finds from each what any of them put, and replaces it by what is put later', async () => {
    const [first, ...others] = (await meet(10)) as [Room, ...Room[]]
    const keepers = await first.lookup.put('lesson', bytesOf('raft'))
    expect(keepers).toHaveLength(keepersMax)
    for (const room of others) expect(await room.lookup.get('lesson')).toEqual(bytesOf('raft'))
    await others[4]!.lookup.put('lesson', bytesOf('gossip'))
    for (const room of [first, ...others]) expect(await room.lookup.get('lesson')).toEqual(bytesOf('gossip'))
    expect(await first.lookup.get('homework')).toBeNull()
  })
  it('keeps a value at the eight closest to its key, and finds it when half of them have left', async () => {
    const [first, ...others] = (await meet(10)) as [Room, ...Room[]]
    const keepers = await first.lookup.put('lesson', bytesOf('raft'))
    const byDistance = others.map(({ self }) => self).toSorted(byDistanceTo('/room/lesson'))
    expect(new Set(keepers)).toEqual(new Set(byDistance.slice(0, keepersMax)))
    expect(await first.lookup.closest('lesson')).toEqual(byDistance.slice(0, keepersMax))
    const leaving = new Set(keepers.slice(0, keepersMax / 2))
    await Promise.all(others.filter(({ self }) => leaving.has(self)).map(room => room.leave()))
    for (const { self, lookup } of others)
      if (!leaving.has(self)) expect(await lookup.get('lesson')).toEqual(bytesOf('raft'))
  })
})

/** The distance of Kademlia: what differs between two digests, read as a number. */
function byDistanceTo(key: string) {
  const digest = (bytes: Uint8Array) => BigInt(`0x${createHash('sha256').update(bytes).digest('hex')}`)
  const target = digest(bytesOf(key))
  const distance = (peer: PeerId) => digest(peerIdFromString(peer).toMultihash().bytes) ^ target
  return (left: PeerId, right: PeerId) => (distance(left) < distance(right) ? -1 : 1)
}

describe('lookup', () => {
  it('keeps what is put where nobody else is, for those who come', async () => {
    const hub = new MemoryHub()
    const first = await join(hub)
    expect(await first.lookup.put('lesson', bytesOf('raft'))).toEqual([])
    const second = await join(hub)
    await eventually(() => [first.peers.size, second.peers.size]).toEqual([1, 1])
    expect(await second.lookup.get('lesson')).toEqual(bytesOf('raft'))
  })
  it('is sealed in a room with a password, and knows nobody who lacks it', async () => {
    const hub = new MemoryHub()
    const said: Uint8Array[] = []
    const overheard = (link: Libp2pLink): Libp2pLink => ({
      ...link,
      send: (to, bytes) => {
        said.push(bytes)
        return link.send(to, bytes)
      },
    })
    const knowing = (link: Libp2pLink) => sealedLink(overheard(link), new Uint8Array(32).fill(1))
    const guessing = (link: Libp2pLink) => sealedLink(link, new Uint8Array(32).fill(2))
    const [first, second, stranger] = [await join(hub, knowing), await join(hub, knowing), await join(hub, guessing)]
    await eventually(() => [first.peers.size, second.peers.size]).toEqual([1, 1])
    const value = bytesOf('what only members may read')
    expect(await first.lookup.put('lesson', value)).toEqual([second.self])
    expect(await second.lookup.get('lesson')).toEqual(value)
    expect(await stranger.lookup.get('lesson')).toBeNull()
    expect(said.length).toBeGreaterThan(2)
    expect(said.filter(bytes => Buffer.from(bytes).includes(Buffer.from(value)))).toEqual([])
  })
  it('says which of key and value is too large', async () => {
    const [room] = (await meet(1)) as [Room]
    const key = 'k'.repeat(lookupKeyBytesMax)
    const value = new Uint8Array(lookupValueBytesMax)
    await room.lookup.put(key, value)
    expect(await room.lookup.get(key)).toEqual(value)
    await expect(room.lookup.put(`${key}k`, value)).rejects.toThrow('key: expected 1 to 128 bytes, got 129')
    await expect(room.lookup.get('')).rejects.toThrow('key: expected 1 to 128 bytes, got 0')
    await expect(room.lookup.put(key, new Uint8Array(lookupValueBytesMax + 1))).rejects.toThrow(
      'value: expected at most 32768 bytes, got 32769',
    )
  })
})

/** Lookups whose words to each other pass through the test's hands. */
class Table {
  readonly #answerers = new Map<PeerId, (question: Uint8Array, from: PeerId) => Promise<Uint8Array>>()
  readonly #peers = new Map<PeerId, RoomPeer>()

  /** Who answers by itself is hostile; the others are as they are. */
  async seat(answer?: () => Promise<Uint8Array>): Promise<{ self: PeerId; lookup: Lookup }> {
    const self = selfOf(await newKey())
    this.#peers.set(self, { id: self, name: '', way: 'table', roundTripMs: 0, sinceMs: 0 })
    const everyone = this.#peers
    const lookup = new Lookup({
      self,
      get peers() {
        return new Map([...everyone].filter(([id]) => id !== self))
      },
      on: () => () => {},
      onLeave: () => {},
      channel: () => ({
        ask: (to, question) => this.#answerers.get(to)!(question, self),
        answer: answerer => {
          const signal = new AbortController().signal
          this.#answerers.set(self, answer ?? (async (question, from) => answerer(question, { from, signal })))
          return () => {}
        },
      }),
    })
    return { self, lookup }
  }
}

describe('lookup among hostile members', () => {
  it('ends at its deadline where one swallows questions, and has the answer of the others a little later', async () => {
    const table = new Table()
    const keeper = await table.seat()
    await keeper.lookup.put('lesson', bytesOf('raft'))
    const asker = await table.seat()
    await table.seat(() => new Promise(() => {}))
    await expect(asker.lookup.get('lesson', { timeoutMs: 300 })).rejects.toThrow('lookup: not within 300 ms')
    expect(await asker.lookup.get('lesson')).toEqual(bytesOf('raft'))
  })
  it.each([
    ['nothing', new Uint8Array(0)],
    ['a length that never comes', Uint8Array.of(255, 255, 255, 127)],
    ['bytes that mean nothing', new Uint8Array(60_000).fill(3)],
  ])('passes over one that answers %s', async (_, nonsense) => {
    const table = new Table()
    const [asker, honest] = [await table.seat(), await table.seat()]
    await table.seat(async () => nonsense)
    expect(await asker.lookup.put('lesson', bytesOf('raft'))).toEqual([honest.self])
    expect(await honest.lookup.get('lesson')).toEqual(bytesOf('raft'))
  })
})

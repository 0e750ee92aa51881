// How one peer is reached, over links that can be cut: by which carrier, how often, and what is said of failures.

import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { direct, type Way } from '../../src/swarm/crossing.ts'
import { addressOf } from '../../src/swarm/crossing-transport.ts'
import { newKey } from '../../src/swarm/key.ts'
import { libp2pLink } from '../../src/swarm/libp2p-link.ts'
import type { Link } from '../../src/swarm/link.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { createNode, type SwarmNode, selfOf } from '../../src/swarm/node.ts'
import { headStartMs } from '../../src/swarm/partner.ts'
import { eventually } from './eventually.ts'

type Member = Awaited<ReturnType<typeof pair>>['members'][number]

async function pair(wrap: (link: Link, name: string) => Link, prepare = (_: SwarmNode) => {}) {
  const hubs = { near: new MemoryHub(), far: new MemoryHub() }
  const troubles: string[] = []
  const members = await Promise.all(
    [0, 1].map(async () => {
      const privateKey = await newKey()
      const self = selfOf(privateKey)
      const carriers = () => Object.entries(hubs).map(([name, hub]) => ({ name, link: wrap(hub.link(self), name) }))
      const node = await createNode({ privateKey, carriers })
      prepare(node)
      const link = libp2pLink({ node, onTrouble: (_, error) => troubles.push(error.message) })
      const heard: number[] = []
      const close = link.open({ receive: (_, bytes) => heard.push(bytes[0]!), peersChanged: () => {} })
      return { node, link, heard, close }
    }),
  )
  const dispose = async () => {
    for (const { close, node } of members) {
      close()
      await node.stop()
    }
  }
  return { members, troubles, dispose }
}

/** Node has no WebRTC: a carrier takes its place. */
function standInForDirect({ crossing, transport }: SwarmNode, carrier: Way): void {
  const ways = crossing.ways.bind(crossing)
  const reach = transport.reach.bind(transport)
  crossing.ways = peer => ways(peer).map(way => (way === carrier ? direct : way))
  transport.reach = async (peer, way, signal) => {
    const connection = await reach(peer, way === direct ? carrier : way, signal)
    return way === direct ? Object.assign(connection, { remoteAddr: addressOf(peer, direct) }) : connection
  }
}

describe('two ways that come up at once', () => {
  it.each([
    { slowMs: 185, order: 'both open before either is greeted' },
    { slowMs: 400, order: 'one is left at the far side before the other is greeted here' },
  ])('are one voice for both sides, and no word is lost: $order', async ({ slowMs }) => {
    const slowly = (link: Link): Link => ({
      ...link,
      send: (to, bytes) => void setTimeout(() => link.send(to, bytes), slowMs),
    })
    const { members, dispose } = await pair(
      (link, name) => (name === 'near' ? slowly(link) : link),
      node => standInForDirect(node, 'near'),
    )
    const [left, right] = members as [Member, Member]
    await eventually(() => members.map(({ link }) => link.peers().length)).toEqual([1, 1])
    const said = Array.from({ length: 100 }, (_, number) => number)
    for (const number of said) {
      left.link.send(right.link.self, Uint8Array.of(number))
      right.link.send(left.link.self, Uint8Array.of(number))
      await delay(10)
    }
    await eventually(() => members.map(({ heard }) => heard)).toEqual([said, said])
    await dispose()
  })
})

describe('a direct way that takes its time', () => {
  it('keeps its head start, whoever comes and goes meanwhile', async () => {
    const triedMs = new Map<Way, number>()
    const { members, dispose } = await pair(
      (link, name) => (name === 'near' ? { ...link, send: () => undefined } : link),
      node => {
        standInForDirect(node, 'near')
        const { transport } = node
        const reach = transport.reach.bind(transport)
        transport.reach = (peer, way, signal) => {
          triedMs.set(way, performance.now())
          return reach(peer, way, signal)
        }
      },
    )
    await eventually(() => [...triedMs.keys()]).toEqual([direct])
    for (const { link } of members) link.wake() // as when the members of the room change
    await eventually(() => [...triedMs.keys()]).toEqual([direct, 'far'])
    expect(triedMs.get('far')! - triedMs.get(direct)!).toBeGreaterThan(0.9 * headStartMs)
    await dispose()
  })
})

describe('two peers that meet on two carriers', () => {
  it('speak over the first', async () => {
    const { members, dispose } = await pair(link => link)
    const ways = () =>
      members.map(({ link }) =>
        link
          .peers()
          .map(peer => link.way(peer))
          .join(),
      )
    await eventually(ways).toEqual(['near', 'near'])
    await dispose()
  })
  it('speak over the second when the first swallows what it is given, and say what was tried', async () => {
    const { members, troubles, dispose } = await pair((link, name) =>
      name === 'near' ? { ...link, send: () => undefined } : link,
    )
    const ways = () =>
      members.map(({ link }) =>
        link
          .peers()
          .map(peer => link.way(peer))
          .join(),
      )
    await eventually(ways, { timeout: 12_000 }).toEqual(['far', 'far'])
    const [left, right] = members
    left!.link.send(right!.link.self, Uint8Array.of(5))
    await eventually(() => right!.heard).toEqual([5])
    expect(troubles.every(trouble => /near to \w+, looking for a path: not within 8000 ms/.test(trouble))).toBe(true)
    await dispose()
  }, 20_000)
  it('find each other again when a connection breaks', async () => {
    const { members, dispose } = await pair(link => link)
    const [left, right] = members
    await eventually(() => [left!.link.peers().length, right!.link.peers().length]).toEqual([1, 1])
    for (const connection of left!.node.libp2p.getConnections()) connection.abort(new Error('the cable was cut'))
    await eventually(() => [left!.link.peers().length, right!.link.peers().length]).toEqual([1, 1])
    await eventually(() => {
      left!.link.send(right!.link.self, Uint8Array.of(6))
      return right!.heard.length
    }).toBeGreaterThan(0)
    await dispose()
  })
})

// Crossings without a browser: ports carried by a link, and strangers who send what they like.

import { describe, expect, it } from 'vitest'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import { Crossing, sessionsPerPeerMax } from '../../src/swarm/crossing.ts'
import { written } from '../../src/swarm/frame.ts'
import { newKey } from '../../src/swarm/key.ts'
import type { Link } from '../../src/swarm/link.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import type { Port } from '../../src/swarm/port.ts'
import { signal } from '../../src/swarm/signal.ts'
import { eventually } from './eventually.ts'

const key = await newKey()
const [ann, bob, eve] = [peerId('ann'), peerId('bob'), peerId('eve')] as const

function crossing(link: Link) {
  const arrivals: { peer: PeerId; way: string; port: Port }[] = []
  const made = new Crossing({
    self: link.self,
    carriers: [{ name: 'memory', link }],
    iceServers: [],
    sign: bytes => key.sign(bytes),
  })
  const close = made.open({
    met: () => {},
    knocked: () => {},
    arrived: (peer, way, port) => arrivals.push({ peer, way, port }),
  })
  return { made, arrivals, close }
}

function ear(port: Port) {
  const heard: number[] = []
  let isClosed = false
  port.listen({ message: bytes => heard.push(...bytes), drained: () => {}, closed: () => (isClosed = true) })
  return { heard, isClosed: () => isClosed }
}

describe('a crossing', () => {
  it('carries bytes both ways, and both ends learn of the end', async () => {
    const hub = new MemoryHub()
    const [left, right] = [crossing(hub.link(ann)), crossing(hub.link(bob))]
    const port = await left.made.cross(bob, 'memory', AbortSignal.timeout(1000))
    port.send(Uint8Array.of(1, 2))
    await eventually(() => right.arrivals.length).toBe(1)
    const [near, far] = [ear(port), ear(right.arrivals[0]!.port)]
    right.arrivals[0]!.port.send(Uint8Array.of(3))
    await eventually(() => [far.heard, near.heard]).toEqual([[1, 2], [3]])
    right.arrivals[0]!.port.close()
    await eventually(near.isClosed).toBe(true)
    expect(far.isClosed()).toBe(true)
  })
  it('says so when no carrier reaches the peer', async () => {
    const left = crossing(new MemoryHub().link(ann))
    await expect(left.made.cross(bob, 'memory', AbortSignal.timeout(1000))).rejects.toThrow('no carrier reaches it')
  })
  it('ends what it carried when the peer leaves the carrier without a word', async () => {
    const hub = new MemoryHub()
    const left = crossing(hub.link(ann))
    const closeBob = hub.link(bob).open({ receive: () => {}, peersChanged: () => {} })
    const near = ear(await left.made.cross(bob, 'memory', AbortSignal.timeout(1000)))
    closeBob()
    await eventually(near.isClosed).toBe(true)
  })
  it('drops and counts garbage, and gives one peer a bounded number of sessions', async () => {
    const hub = new MemoryHub()
    const target = crossing(hub.link(ann))
    const stranger = hub.link(eve)
    let ends = 0
    stranger.open({ receive: () => ends++, peersChanged: () => {} })
    stranger.send(ann, new Uint8Array(0))
    stranger.send(ann, Uint8Array.of(255, 1, 2, 3))
    for (let session = 0; session < sessionsPerPeerMax + 5; session++)
      stranger.send(ann, written(signal, { type: 'carry', session }))
    stranger.send(ann, written(signal, { type: 'carried', session: 999, bytes: new Uint8Array(9) }))
    await eventually(() => ends).toBe(6)
    expect(target.arrivals).toHaveLength(sessionsPerPeerMax)
    expect(target.made.dropped).toBe(2 + 5 + 1)
  })
})

// Gossip between members that are linked in a line or a ring: frames are handed from one to the next by the test.

import { afterEach, describe, expect, it } from 'vitest'
import type { PeerId } from '../../src/core/ids.ts'
import { type Gossip, type GossipPiece, openGossip } from '../../src/swarm/gossip.ts'
import { newKey } from '../../src/swarm/key.ts'
import { selfOf } from '../../src/swarm/node.ts'
import { eventually } from './eventually.ts'

interface Talker {
  readonly self: PeerId
  readonly gossip: Gossip
  readonly heard: string[]
}

const talkers: Talker[] = []
afterEach(async () => void (await Promise.all(talkers.splice(0).map(({ gossip }) => gossip.close()))))

/** So many, not linked yet. */
async function talkersOf(
  count: number,
  { tamper = (piece: GossipPiece) => piece, passesOn = (): boolean => true } = {},
) {
  for (let number = 0; number < count; number++) {
    const privateKey = await newKey()
    const self = selfOf(privateKey)
    const heard: string[] = []
    const gossip = await openGossip({
      privateKey,
      topic: 'room',
      listener: {
        say(to, piece) {
          const passed = tamper(piece)
          queueMicrotask(() => talkers.find(other => other.self === to)?.gossip.receive(self, passed))
          return undefined
        },
        passesOn,
        heard: (author, bytes) => heard.push(`${author} ${bytes.length}`),
      },
    })
    talkers.push({ self, gossip, heard })
  }
  return talkers
}

function link(left: Talker, right: Talker) {
  left.gossip.connected(right.self)
  right.gossip.connected(left.self)
}

const hearersOf = (all: readonly Talker[]) => all.map(({ gossip }) => gossip.hearers().size)

describe('gossip', () => {
  it('goes down a line of five, from either end, once to each, with its author', async () => {
    const line = await talkersOf(5)
    for (let at = 1; at < line.length; at++) link(line[at - 1]!, line[at]!)
    await eventually(() => hearersOf(line)).toEqual([1, 2, 2, 2, 1])
    const [first, , , , last] = line as [Talker, Talker, Talker, Talker, Talker]
    await first.gossip.publish(new Uint8Array(7))
    await last.gossip.publish(new Uint8Array(261_000))
    await eventually(() => line.map(({ heard }) => heard.length)).toEqual([1, 2, 2, 2, 1])
    expect(last.heard).toEqual([`${first.self} 7`])
    expect(first.heard).toEqual([`${last.self} 261000`])
  })
  it('reaches each of a ring once, though it comes from two sides', async () => {
    const ring = await talkersOf(6)
    for (let at = 0; at < ring.length; at++) link(ring[at]!, ring[(at + 1) % ring.length]!)
    await eventually(() => hearersOf(ring)).toEqual(ring.map(() => 2))
    for (let number = 0; number < 50; number++) await ring[0]!.gossip.publish(new Uint8Array(number))
    const all = Array.from({ length: 50 }, (_, number) => `${ring[0]!.self} ${number}`).sort()
    for (const talker of ring.slice(1)) await eventually(() => talker.heard.toSorted()).toEqual(all)
  })
  it('goes on with a member that was lost and found', async () => {
    const [left, right] = (await talkersOf(2)) as [Talker, Talker]
    link(left, right)
    await eventually(() => hearersOf(talkers)).toEqual([1, 1])
    left.gossip.disconnected(right.self)
    right.gossip.disconnected(left.self)
    expect(hearersOf(talkers)).toEqual([0, 0])
    link(left, right)
    await eventually(() => hearersOf(talkers)).toEqual([1, 1])
    await left.gossip.publish(Uint8Array.of(1))
    await eventually(() => right.heard).toEqual([`${left.self} 1`])
  })
  it('is not believed when a member on the way alters it', async () => {
    let isTampering = false
    const line = await talkersOf(3, {
      tamper: piece => {
        const at = piece.bytes.indexOf(77)
        return isTampering && at >= 0 ? { ...piece, bytes: piece.bytes.with(at, 78) } : piece
      },
    })
    link(line[0]!, line[1]!)
    link(line[1]!, line[2]!)
    await eventually(() => hearersOf(line)).toEqual([1, 2, 1])
    isTampering = true
    await line[0]!.gossip.publish(new Uint8Array(30).fill(77))
    isTampering = false
    await line[0]!.gossip.publish(new Uint8Array(31).fill(77))
    await eventually(() => line[2]!.heard).toEqual([`${line[0]!.self} 31`])
    expect(line[1]!.heard).toEqual([`${line[0]!.self} 31`])
  })
  it('is passed on no further than a member that does not want it', async () => {
    let asked = 0
    const line = await talkersOf(3, { passesOn: () => ++asked > 1 })
    link(line[0]!, line[1]!)
    link(line[1]!, line[2]!)
    await eventually(() => hearersOf(line)).toEqual([1, 2, 1])
    await line[0]!.gossip.publish(new Uint8Array(1))
    await eventually(() => asked).toBe(1)
    await line[0]!.gossip.publish(new Uint8Array(2))
    await eventually(() => line.map(({ heard }) => heard.join())).toEqual([
      '',
      `${line[0]!.self} 2`,
      `${line[0]!.self} 2`,
    ])
  })
})

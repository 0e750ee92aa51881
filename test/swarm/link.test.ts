// Every link that needs no browser, through the one acceptance suite.

import { describe, expect, it } from 'vitest'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import { broadcastLink } from '../../src/swarm/broadcast-link.ts'
import { type Invitations, invitedLink } from '../../src/swarm/invited-link.ts'
import { newKey } from '../../src/swarm/key.ts'
import { libp2pLink } from '../../src/swarm/libp2p-link.ts'
import type { Link } from '../../src/swarm/link.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { createNode, type SwarmNode, selfOf } from '../../src/swarm/node.ts'
import { eventually } from './eventually.ts'
import { HandCalls } from './hand-calls.ts'
import { type LinkRoom, linkAcceptance } from './link.acceptance.ts'

const rooms: Record<string, () => LinkRoom> = {
  invited: invitedRoom,
  memory() {
    const hub = new MemoryHub()
    const name = names()
    return { link: async () => hub.link(name()), dispose: async () => {} }
  },
  BroadcastChannel() {
    const channel = `test ${crypto.randomUUID()}`
    const name = names()
    return { link: async () => broadcastLink({ channel, self: name() }), dispose: async () => {} }
  },
  'libp2p, carried'() {
    const hub = new MemoryHub()
    const nodes: SwarmNode[] = []
    return {
      async link() {
        const privateKey = await newKey()
        const node = await createNode({
          privateKey,
          carriers: () => [{ name: 'memory', link: hub.link(selfOf(privateKey)) }],
        })
        nodes.push(node)
        return libp2pLink({ node })
      },
      dispose: async () => void (await Promise.all(nodes.map(node => node.stop()))),
    }
  },
}

/** Whoever opens a link is invited by all whose links are open. */
function invitedRoom(): LinkRoom {
  const calls = new HandCalls()
  const open = new Set<Link & Invitations>()
  return {
    async link() {
      const privateKey = await newKey()
      const link = invitedLink({ self: selfOf(privateKey), privateKey, room: 'x', call: () => calls.call() })
      const meet = async (other: Link & Invitations) => {
        const answer = await link.accept(await other.invite())
        await other.accept(answer!)
      }
      return {
        ...link,
        open(listener) {
          const close = link.open(listener)
          for (const other of open) void meet(other).catch(() => {}) // one of the two has closed again
          open.add(link)
          return () => {
            open.delete(link)
            close()
          }
        },
      }
    },
    dispose: async () => {},
  }
}

for (const [kind, makeRoom] of Object.entries(rooms)) {
  describe(`the ${kind} link`, () => {
    for (const { claim, run } of linkAcceptance) {
      it(claim, async () => {
        const room = makeRoom()
        await run(room)
        await room.dispose()
      })
    }
  })
}

describe('the BroadcastChannel link', () => {
  it('ignores what other scripts post on its channel', async () => {
    const channel = `test ${crypto.randomUUID()}`
    const heard: Uint8Array[] = []
    const seen: string[] = []
    const close = broadcastLink({ channel, self: peerId('ann') }).open({
      receive: (_, bytes) => heard.push(bytes),
      peersChanged: peers => seen.push(peers.join()),
    })
    const intruder = new BroadcastChannel(channel)
    for (const posted of ['text', null, { from: 'eve' }, new Uint8Array(0), Uint8Array.of(99), new Uint8Array(64)]) {
      intruder.postMessage(posted)
    }
    const bob = broadcastLink({ channel, self: peerId('bob') })
    const closeBob = bob.open({
      receive: () => {},
      peersChanged: peers => peers.length > 0 && bob.send(peers[0]!, Uint8Array.of(1)),
    })
    await eventually(() => heard.length).toBe(1)
    expect(seen).toEqual(['bob'])
    intruder.close()
    closeBob()
    close()
  })
})

function names(): () => PeerId {
  let count = 0
  return () => peerId(`peer${++count}`)
}

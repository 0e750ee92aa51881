// One room at two relays: whoever reaches either is in it, and one that dies takes nobody along.

import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type Relay, startRelay } from '../../src/relay/relay.ts'
import { joinRoom } from '../../src/swarm/join-room.ts'
import type { Room } from '../../src/swarm/room.ts'
import type { AnyWebSocket } from '../../src/swarm/web-socket-port.ts'
import { eventually } from './eventually.ts'

const undo: (() => Promise<unknown>)[] = []
beforeEach(() => void vi.stubGlobal('BroadcastChannel', MuteChannel)) // laptops, not tabs of one browser
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
  vi.unstubAllGlobals()
})

class MuteChannel extends EventTarget {
  postMessage(): void {}
  close(): void {}
}

interface Guest {
  readonly room: Room
  readonly heard: string[]
}

const urlOf = ({ port }: Relay) => `ws://127.0.0.1:${port}/relay`

async function start(port = 0): Promise<Relay> {
  const relay = await startRelay({ port, host: '127.0.0.1' })
  undo.push(() => relay.stop())
  return relay
}

async function join(room: string, relays: readonly Relay[]): Promise<Guest> {
  const joined = await joinRoom({
    room,
    relays: relays.map(urlOf),
    storage: 'memory',
    openWebSocket: url => new WebSocket(url) as unknown as AnyWebSocket,
  })
  undo.push(() => joined.leave())
  const heard: string[] = []
  joined.on('broadcast', ({ bytes }) => heard.push(`all ${bytes}`))
  joined.on('message', ({ bytes }) => heard.push(`one ${bytes}`))
  return { room: joined, heard }
}

const waysOf = ({ room }: Guest) => [...room.peers.values()].map(({ way }) => way)

describe('a room at two relays', () => {
  it('hears everything once, though everybody is met twice', async () => {
    const relays = [await start(), await start()]
    const name = crypto.randomUUID()
    const all = [await join(name, relays), await join(name, relays), await join(name, relays)]
    const [first, second, third] = all as [Guest, Guest, Guest]
    await eventually(() => all.map(waysOf)).toEqual(all.map(() => ['relay', 'relay']))
    for (let number = 0; number < 50; number++) await first.room.broadcast(Uint8Array.of(number))
    await first.room.send(second.room.self, Uint8Array.of(99))
    await first.room.send(third.room.self, Uint8Array.of(99))
    const expected = [...Array.from({ length: 50 }, (_, number) => `all ${number}`), 'one 99']
    await eventually(() => second.heard).toEqual(expected)
    await eventually(() => third.heard).toEqual(expected)
  })
  it('goes on when one dies: those it carried are carried by the other, and newcomers come in', async () => {
    const relays = [await start(), await start()]
    const name = crypto.randomUUID()
    const [left, right] = [await join(name, relays), await join(name, relays)]
    await eventually(() => [waysOf(left), waysOf(right)]).toEqual([['relay'], ['relay']])
    await relays[0]!.stop()
    await eventually(() => [waysOf(left), waysOf(right)]).toEqual([['relay2'], ['relay2']])
    await left.room.broadcast(Uint8Array.of(1))
    await eventually(() => right.heard).toEqual(['all 1'])
    const newcomer = await join(name, relays)
    await eventually(() => waysOf(newcomer)).toEqual(['relay2', 'relay2'])
  })
  it('holds who knows both together with those who know only one of them', async () => {
    const relays = [await start(), await start()] as const
    const name = crypto.randomUUID()
    const [left, right] = [await join(name, [relays[0]]), await join(name, [relays[1]])]
    const both = await join(name, relays)
    const all = [left, right, both]
    await eventually(() => all.map(waysOf).map(ways => ways.toSorted())).toEqual([
      ['relay'],
      ['relay'],
      ['relay', 'relay2'],
    ])
    await both.room.broadcast(Uint8Array.of(1))
    await eventually(() => [left.heard, right.heard]).toEqual([['all 1'], ['all 1']])
  })
})

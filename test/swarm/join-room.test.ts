// Whole rooms of real libp2p nodes, in one process: met and carried over a BroadcastChannel, as tabs without WebRTC are.

import { afterEach, describe, expect, it } from 'vitest'
import { type JoinOptions, joinRoom } from '../../src/swarm/join-room.ts'
import { meetingOf } from '../../src/swarm/meeting.ts'
import type { Room } from '../../src/swarm/room.ts'
import { eventually } from './eventually.ts'

const rooms: Room[] = []
afterEach(async () => void (await Promise.all(rooms.splice(0).map(room => room.leave()))))

async function join(options: Partial<JoinOptions> & { room: string }): Promise<Room> {
  const room = await joinRoom({ storage: 'memory', ...options })
  rooms.push(room)
  return room
}

describe('joinRoom', () => {
  it('brings those together who say the same name, and keeps other rooms apart', async () => {
    const name = crypto.randomUUID()
    const [ann, bob, eve] = await Promise.all([
      join({ room: name, name: 'Ann' }),
      join({ room: name, name: 'Bob' }),
      join({ room: `${name}!` }),
    ])
    await eventually(() => ann.peers.get(bob.self)).toMatchObject({ name: 'Bob', way: 'tabs' })
    await eventually(() => bob.peers.get(ann.self)?.name).toBe('Ann')
    expect(eve.peers.size).toBe(0)
    bob.channel('echo').answer(bytes => bytes)
    expect(await ann.channel('echo').ask(bob.self, Uint8Array.of(1, 2))).toEqual(Uint8Array.of(1, 2))
    await bob.leave()
    await eventually(() => ann.peers.size).toBe(0)
  })
  it('lets nobody in without the password, or with another', async () => {
    const room = crypto.randomUUID()
    const [ann, bob, ...strangers] = await Promise.all([
      join({ room, password: 'correct horse' }),
      join({ room, password: 'correct horse' }),
      join({ room, password: 'battery staple' }),
      join({ room }),
    ])
    await eventually(() => [ann.peers.size, bob.peers.size]).toEqual([1, 1])
    const heard: string[] = []
    bob.on('message', ({ from, bytes }) => heard.push(`${from} ${bytes}`))
    await ann.send(bob.self, Uint8Array.of(42))
    await eventually(() => heard).toEqual([`${ann.self} 42`])
    expect(strangers.map(({ peers }) => peers.size)).toEqual([0, 0])
  })
  it('streams a megabyte through noise and a password', async () => {
    const options = { room: crypto.randomUUID(), password: 'secret' }
    const [ann, bob] = await Promise.all([join(options), join(options)])
    await eventually(() => ann.peers.size + bob.peers.size).toBe(2)
    const arrived = new Promise<ArrayBuffer>(resolve =>
      bob.on('stream', async ({ readable }) => resolve(await new Response(readable).arrayBuffer())),
    )
    const sent = crypto.getRandomValues(new Uint8Array(65_536))
    const writer = ann.stream(bob.self, { name: 'noise' }).getWriter()
    for (let number = 0; number < 16; number++) await writer.write(sent)
    await writer.close()
    const got = Buffer.from(await arrived)
    expect(got.length).toBe(1_048_576)
    expect(got.subarray(-65_536).equals(sent)).toBe(true)
  })
})

describe('a meeting', () => {
  it('is found by name and password alone, and its place tells neither', async () => {
    const [open, closed, again, other] = await Promise.all([
      meetingOf({ room: 'cs101' }),
      meetingOf({ room: 'cs101', password: 'p' }),
      meetingOf({ room: 'cs101', password: 'p' }),
      meetingOf({ room: 'cs102', password: 'p' }),
    ])
    expect(again).toEqual(closed)
    expect(open.secret).toBeNull()
    expect(new Set([open.place, closed.place, other.place]).size).toBe(3)
    expect(closed.secret).not.toEqual(other.secret)
  })
})

// A page that can join one room, and tells a test what it saw there.

import type { PeerId } from '../../../../src/core/ids.ts'
import { type JoinOptions, joinRoom } from '../../../../src/swarm/join-room.ts'
import type { Room } from '../../../../src/swarm/room.ts'

declare global {
  interface Window {
    room: Room
    /** Every event, one line each. */
    told: string[]
    join(options: JoinOptions): Promise<PeerId>
    /** Sends so many bytes to the peer as its first stream; the digest of what it got comes back as the answer. */
    sendStream(to: PeerId, bytes: number): Promise<{ digest: string; answer: string }>
  }
}

window.told = []

window.join = async options => {
  const room = await joinRoom(options)
  window.room = room
  const tell = (line: string) => window.told.push(line)
  room.on('peer', ({ id, way }) => tell(`peer ${id} ${way}`))
  room.on('left', ({ id }) => tell(`left ${id}`))
  room.on('changed', ({ id, way }) => tell(`changed ${id} ${way}`))
  room.on('message', ({ from, bytes }) => tell(`message ${from} ${bytes}`))
  room.on('broadcast', ({ from, bytes }) => tell(`broadcast ${from} ${bytes.length}`))
  room.on('relay', ({ isJoined }) => tell(`relay ${isJoined ? 'joined' : 'lost'}`))
  room.on('trouble', ({ about, why }) => tell(`trouble ${about} ${why}`))
  const received = new Promise<string>(resolve => {
    room.on('stream', async ({ readable }) => resolve(await digest(await new Response(readable).arrayBuffer())))
  })
  room.channel('digest').answer(async () => new TextEncoder().encode(await received))
  return room.self
}

window.sendStream = async (to, length) => {
  const sent = Uint8Array.from({ length }, (_, index) => (index * 31) & 255)
  const answer = window.room.channel('digest').ask(to, new Uint8Array(0), { timeoutMs: 30_000 })
  await new Blob([sent]).stream().pipeTo(window.room.stream(to, { name: 'bytes', size: length }))
  return { digest: await digest(sent.buffer), answer: new TextDecoder().decode(await answer) }
}

async function digest(bytes: ArrayBuffer): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).join()
}

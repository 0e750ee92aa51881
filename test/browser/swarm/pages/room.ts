// A page that can join one room, and tells a test what it saw there.

import type { PeerId } from '../../../../src/core/ids.ts'
import { after, every } from '../../../../src/swarm/clock.ts'
import { digestOf } from '../../../../src/swarm/file-digest.ts'
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
    /** How often a timer of the page and one of the room ring in so many milliseconds. */
    beatsIn(ms: number): Promise<{ page: number; room: number }>
    /** A file of so many bytes that say where they stand. */
    fileOf(bytes: number): Blob
    /** Takes the next file, and gives its digest; leaves the page's answers in `told`. */
    takeFile(): Promise<string>
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
  room.on('network', ({ isOnline }) => tell(`network ${isOnline ? 'back' : 'lost'}`))
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

window.beatsIn = async ms => {
  const beats = { page: 0, room: 0 }
  const counting = setInterval(() => beats.page++, 100)
  const stop = every(100, () => beats.room++)
  await new Promise<void>(resolve => after(ms, resolve))
  clearInterval(counting)
  stop()
  return beats
}

window.fileOf = length => {
  const block = new Uint32Array(262_144)
  const blocks = Array.from({ length: Math.ceil(length / block.byteLength) }, (_, number) => {
    for (let at = 0; at < block.length; at++) block[at] = (number * block.length + at) * 2_654_435_761
    return block.slice()
  })
  return new Blob(blocks).slice(0, length)
}

window.takeFile = () =>
  new Promise((resolve, reject) => {
    window.room.on('file', async offer => {
      window.told.push(`file ${offer.from} ${offer.name} ${offer.size}`)
      const progress = ({ bytes }: { bytes: number }) => window.told.push(`has ${bytes}`)
      await offer.accept({ progress }).then(async file => resolve(await digest(await file.arrayBuffer())), reject)
    })
  })

const digest = async (bytes: ArrayBuffer): Promise<string> => (await digestOf(new Uint8Array(bytes))).join()

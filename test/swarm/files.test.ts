// Files over memory links: whole, at the receiver's pace, cut and resumed, tampered with, and from hostile members.

import { afterEach, describe, expect, it } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { bytesOf, type Of } from '../../src/core/shape.ts'
import { chunkBytes, digestBytes, digestsOf, rootOf } from '../../src/swarm/file-digest.ts'
import { type FileOffer, type FileProgress, fileAsk, safeName } from '../../src/swarm/file-words.ts'
import { offersPerPeerMax } from '../../src/swarm/files.ts'
import { parsed, written } from '../../src/swarm/frame.ts'
import type { Link } from '../../src/swarm/link.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { noPartials, type Partials } from '../../src/swarm/partials.ts'
import { Room, type RoomOptions } from '../../src/swarm/room.ts'
import { channelBytesMax, roomFrame } from '../../src/swarm/room-frame.ts'
import { eventually } from './eventually.ts'

const [ann, bob] = [peerId('ann'), peerId('bob')] as const
const size = 3_000_000 // 23 chunks, the last one shorter
const chunks = Math.ceil(size / chunkBytes)

const rooms: Room[] = []
afterEach(async () => {
  await Promise.all(rooms.splice(0).map(room => room.leave()))
})

function join(hub: MemoryHub, id: typeof ann, options: Partial<RoomOptions> = {}): Room {
  const room = new Room({ link: hub.link(id), ...options })
  rooms.push(room)
  return room
}

/** Between one member and all others; unplugged, each side sees the other leave. */
class Cable {
  #isPlugged = true
  readonly #changed: (() => void)[] = []

  through(link: Link): Link {
    const peers = () => (this.#isPlugged ? link.peers() : [])
    return {
      ...link,
      peers,
      send: (to, bytes) => (this.#isPlugged ? link.send(to, bytes) : undefined),
      open: listener => {
        this.#changed.push(() => listener.peersChanged(peers()))
        return link.open({
          receive: (from, bytes) => this.#isPlugged && listener.receive(from, bytes),
          peersChanged: () => listener.peersChanged(peers()),
        })
      },
    }
  }

  unplug(): void {
    this.#isPlugged = false
    for (const changed of this.#changed) changed()
  }

  plugIn(): void {
    this.#isPlugged = true
    for (const changed of this.#changed) changed()
  }
}

async function joinPair(options: Partial<RoomOptions> = {}, cable = new Cable()) {
  const hub = new MemoryHub()
  const sender = join(hub, ann, { link: cable.through(hub.link(ann)) })
  const receiver = join(hub, bob, { link: cable.through(hub.link(bob)), ...options })
  await eventually(() => [sender.peers.size, receiver.peers.size]).toEqual([1, 1])
  return { hub, sender, receiver }
}

const fileOf = (length: number, seed = 7): Blob =>
  new Blob([Uint8Array.from({ length }, (_, index) => (index * seed + (index >> 8) * 3 + (index >> 16) * 5) & 255)])

const nextOffer = (room: Room): Promise<FileOffer> =>
  new Promise(resolve => {
    room.on('file', resolve)
  })

/** Compared by digest: vitest takes seconds for millions of bytes. */
const digestIn = async (blob: Blob) => `${blob.size} ${await rootOf(await digestsOf(blob, () => {}))}`

function memoryPartials(): Partials & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>()
  return {
    kept,
    chunk: async (root, index) => kept.get(`${root} ${index}`),
    keep: async (root, index, bytes) => void kept.set(`${root} ${index}`, bytes),
    forget: async root => {
      for (const key of kept.keys()) if (key.startsWith(root)) kept.delete(key)
    },
  }
}

describe('a file', () => {
  it('arrives whole, under a safe name, and both sides see it move', async () => {
    const { sender, receiver } = await joinPair()
    const [sent, got]: [FileProgress[], FileProgress[]] = [[], []]
    const offered = nextOffer(receiver)
    const sending = sender.sendFile(bob, fileOf(size), { name: '../a/b.bin', progress: step => sent.push(step) })
    const offer = await offered
    expect([offer.from, offer.name, offer.size]).toEqual([ann, '__a_b.bin', size])
    const file = await offer.accept({ progress: step => got.push(step) })
    await sending
    expect(await digestIn(file)).toEqual(await digestIn(fileOf(size)))
    expect(sent[0]).toEqual({ is: 'reading', bytes: size, size })
    expect(sent.at(-1)).toEqual({ is: 'moving', bytes: size, size })
    expect(got.map(({ bytes }) => bytes)).toEqual(
      Array.from({ length: chunks }, (_, index) => Math.min((index + 1) * chunkBytes, size)),
    )
  })
  it('of no bytes arrives too', async () => {
    const { sender, receiver } = await joinPair()
    const offered = nextOffer(receiver)
    const sending = sender.sendFile(bob, new Blob([]), { name: 'empty' })
    expect((await (await offered).accept()).size).toBe(0)
    await sending
  })
  it('can be declined, given up by the sender, and given up by the receiver, and the other side hears why', async () => {
    const { sender, receiver } = await joinPair()
    const offers: FileOffer[] = []
    receiver.on('file', offer => offers.push(offer))
    const declined = sender.sendFile(bob, fileOf(size, 3), { name: 'a' })
    await eventually(() => offers.length).toBe(1)
    offers[0]!.decline('no room on the disk')
    await expect(declined).rejects.toThrow('a: declined, no room on the disk')

    const controller = new AbortController()
    const withdrawn = sender.sendFile(bob, fileOf(size, 5), { name: 'b', signal: controller.signal })
    await eventually(() => offers.length).toBe(2)
    controller.abort()
    await expect(withdrawn).rejects.toThrow(`b: given up after 0 of ${size} bytes`)
    await eventually(() => offers[1]!.withdrawn.aborted).toBe(true)
    await expect(offers[1]!.accept()).rejects.toThrow('b: taken back, the sender gave it up')

    const stop = new AbortController()
    const stopped = sender.sendFile(bob, fileOf(size, 9), { name: 'c' })
    stopped.catch(() => {})
    await eventually(() => offers.length).toBe(3)
    const progress = ({ bytes }: FileProgress) => bytes > 1_000_000 && stop.abort()
    await expect(offers[2]!.accept({ signal: stop.signal, progress })).rejects.toThrow('c: the receiver gave it up')
    await expect(stopped).rejects.toThrow('c: declined, the receiver gave it up')
  })
  it('is refused where nobody takes files', async () => {
    const { sender } = await joinPair()
    await expect(sender.sendFile(bob, fileOf(10), { name: 'a' })).rejects.toThrow('nobody takes files there')
  })
})

describe('a cut', () => {
  it('in the middle costs nothing that had arrived: the same download goes on when the sender is back', async () => {
    const cable = new Cable()
    const { sender, receiver } = await joinPair({}, cable)
    const offered = nextOffer(receiver)
    const sending = sender.sendFile(bob, fileOf(size), { name: 'a' })
    let cut = () => {}
    const halfway = new Promise<void>(resolve => {
      cut = resolve
    })
    const fetched = (await offered).accept({ progress: ({ bytes }) => bytes > size / 2 && cut() })
    await halfway
    cable.unplug()
    await eventually(() => [sender.peers.has(bob), receiver.peers.has(ann)]).toEqual([false, false])
    cable.plugIn()
    expect(await digestIn(await fetched)).toEqual(await digestIn(fileOf(size)))
    await sending
  })
  it('that ends the receiver’s page goes on from what was kept, and asks for no chunk twice', async () => {
    const { hub, sender, receiver } = await joinPair()
    const partials = memoryPartials()
    await receiver.leave()
    const first = join(hub, bob, { partials })
    const offered = nextOffer(first)
    await eventually(() => sender.peers.has(bob)).toBe(true)
    const sending = sender.sendFile(bob, fileOf(size), { name: 'a' })
    const fetched = (await offered).accept({ progress: ({ bytes }) => bytes > size / 2 && void first.leave() })
    await expect(fetched).rejects.toThrow('a: this peer left the room')
    const kept = partials.kept.size
    expect(kept).toBeGreaterThan(chunks / 2 - 1)
    expect(kept).toBeLessThan(chunks)
    const steps: number[] = []
    const second = join(hub, bob, { partials })
    const file = await (await nextOffer(second)).accept({ progress: ({ bytes }) => steps.push(bytes) })
    expect(await digestIn(file)).toEqual(await digestIn(fileOf(size)))
    expect(steps.length).toBe(chunks)
    await sending
    expect(partials.kept.size).toBe(0)
  })
  it('after which a kept chunk has changed on the disk: it is asked for again', async () => {
    const partials = memoryPartials()
    const file = fileOf(size)
    const root = await rootOf(await digestsOf(file, () => {}))
    const bytes = new Uint8Array(await file.arrayBuffer())
    await partials.keep(root, 0, bytes.slice(0, chunkBytes))
    await partials.keep(root, 1, bytes.slice(0, chunkBytes)) // not the second chunk
    const { sender, receiver } = await joinPair({ partials })
    const offered = nextOffer(receiver)
    const sending = sender.sendFile(bob, file, { name: 'a' })
    expect(await digestIn(await (await offered).accept())).toEqual(await digestIn(file))
    await sending
  })
  it('that lasts too long ends it on both sides, and says how far it came', async () => {
    const cable = new Cable()
    const { sender, receiver } = await joinPair({}, cable)
    const offered = nextOffer(receiver)
    const sending = sender.sendFile(bob, fileOf(size), { name: 'a', patienceMs: 1 })
    sending.catch(() => {})
    const fetched = (await offered).accept({ patienceMs: 20, progress: () => cable.unplug() })
    await expect(fetched).rejects.toThrow('a: ann was away for 20 ms')
    await expect(sending).rejects.toThrow(/a: bob said nothing for 1 ms, after \d+ of 3000000 bytes/)
  })
})

describe('a hostile member', () => {
  it('whose chunk is not what was announced is found out, and the chunk is named', async () => {
    const { sender, receiver } = await joinPair()
    const file = fileOf(size)
    const offered = nextOffer(receiver)
    // A file that changes after it was read, as on a disk that somebody else writes to.
    const honest = file.slice.bind(file)
    let isRead = false
    file.slice = (from = 0, to = 0) => {
      if (isRead && from === 17 * chunkBytes) return honest(0, chunkBytes)
      isRead ||= to >= size
      return honest(from, to)
    }
    const sending = sender.sendFile(bob, file, { name: 'a.bin' })
    sending.catch(() => {})
    await expect((await offered).accept()).rejects.toThrow('a.bin: chunk 17 of 23 is not what was announced')
    await expect(sending).rejects.toThrow('a.bin: declined, a.bin: chunk 17 of 23 is not what was announced')
  })
  it('whose digests do not make the root is found out before the first chunk', async () => {
    const hub = new MemoryHub()
    const victim = join(hub, bob)
    const offered = nextOffer(victim)
    const asked: string[] = []
    const link = hub.link(ann)
    const say = (frame: Of<typeof roomFrame>) => link.send(bob, written(roomFrame, frame))
    const answer = written(bytesOf(channelBytesMax), new Uint8Array(digestBytes))
    link.open({
      peersChanged: () => {},
      receive(_, bytes) {
        const frame = parsed(roomFrame, bytes, 'room')
        if (frame?.type !== 'ask') return
        asked.push(parsed(fileAsk, frame.bytes, 'ask')!.type)
        say({ type: 'answer', call: frame.call, size: answer.length, bytes: answer })
      },
    })
    say({ type: 'hello', name: 'ann', isAsking: false })
    const offer = written(fileAsk, { type: 'offer', root: 'f'.repeat(64), name: 'a', size: 5 })
    say({ type: 'ask', call: 1, channel: 'tabswarm files', size: offer.length, bytes: offer })
    await expect((await offered).accept()).rejects.toThrow('a: its digests are not what was announced')
    expect(asked).toEqual(['digests', 'decline'])
  })
  it('cannot fill a page with offers', async () => {
    const { sender, receiver } = await joinPair()
    const offers: FileOffer[] = []
    receiver.on('file', offer => offers.push(offer))
    const sendings = Array.from({ length: offersPerPeerMax + 1 }, (_, index) =>
      sender.sendFile(bob, fileOf(100 + index)).then(
        () => 'sent',
        (error: Error) => error.message,
      ),
    )
    await eventually(() => offers.length).toBe(offersPerPeerMax)
    for (const offer of offers) await offer.accept()
    const ends = await Promise.all(sendings)
    expect(ends.filter(end => end === 'sent').length).toBe(offersPerPeerMax)
    expect(ends.filter(end => end.includes('too many files wait for an answer')).length).toBe(1)
  })
  it.each([
    ['../../etc/passwd', '__.._etc_passwd'],
    ['C:\\a\\b', 'C__a_b'],
    ['\u202egpj.exe', '_gpj.exe'],
    ['.bashrc', '_bashrc'],
    ['a\u0000b\n', 'a_b'],
    ['con. ', 'con_'],
    ['  ', 'file'],
    ['', 'file'],
    ['ñandú 群れ 🐝.png', 'ñandú 群れ 🐝.png'],
  ])('names its file %j, and it is saved as %j', (name, safe) => {
    expect(safeName(name)).toBe(safe)
  })
})

it('nothing is kept where nothing can be', async () => {
  await noPartials.keep('root', 0, new Uint8Array(1))
  expect(await noPartials.chunk('root', 0)).toBeUndefined()
})

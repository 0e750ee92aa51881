// A relay and those who meet there, over real WebSockets on the loopback.

import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { fromHex, toHex } from '../../src/core/bytes.ts'
import type { PeerId } from '../../src/core/ids.ts'
import { type Relay, type RelayOptions, startRelay } from '../../src/relay/relay.ts'
import { written } from '../../src/swarm/frame.ts'
import { newKey } from '../../src/swarm/key.ts'
import { libp2pLink } from '../../src/swarm/libp2p-link.ts'
import type { Link } from '../../src/swarm/link.ts'
import { framed } from '../../src/swarm/message-framing.ts'
import { createNode, type SwarmNode, selfOf } from '../../src/swarm/node.ts'
import { relayProtocol, type ToRelay, toRelay } from '../../src/swarm/relay-frame.ts'
import { relayLink } from '../../src/swarm/relay-link.ts'
import type { AnyWebSocket } from '../../src/swarm/web-socket-port.ts'
import { addressOfUrl } from '../../src/swarm/web-socket-transport.ts'
import { eventually } from './eventually.ts'
import { linkAcceptance } from './link.acceptance.ts'

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function start(options: RelayOptions = {}): Promise<Relay> {
  const relay = await startRelay({ port: 0, host: '127.0.0.1', ...options })
  undo.push(() => relay.stop())
  return relay
}

interface Guest {
  readonly node: SwarmNode
  readonly relay: Link
  readonly statuses: (string | null)[]
}

async function guestOf(port: number, place: string): Promise<Guest> {
  const privateKey = await newKey()
  const self = selfOf(privateKey)
  const statuses: (string | null)[] = []
  let relay: Link | undefined
  const node = await createNode({
    privateKey,
    openWebSocket: url => new WebSocket(url) as unknown as AnyWebSocket,
    carriers(connectRelay) {
      const connect = (signal: AbortSignal) => connectRelay(`ws://127.0.0.1:${port}/relay`, signal)
      relay = relayLink({ self, place, connect, onStatus: status => statuses.push(status) })
      return [{ name: 'relay', link: relay }]
    },
  })
  undo.push(async () => node.stop())
  return { node, relay: relay!, statuses }
}

const newPlace = (): string => toHex(crypto.getRandomValues(new Uint8Array(32)))

function listen(link: Link) {
  const heard: string[] = []
  const close = link.open({ receive: (from, bytes) => heard.push(`${from} ${bytes.length}`), peersChanged: () => {} })
  undo.push(async () => close())
  return { link, heard, close }
}

const kinds: Record<string, (guest: Guest) => Link> = {
  'relay link': guest => guest.relay,
  'libp2p link over a relay': guest => libp2pLink({ node: guest.node }),
}
for (const [kind, linkOf] of Object.entries(kinds)) {
  describe(`the ${kind}`, () => {
    for (const { claim, run } of linkAcceptance) {
      it(claim, async () => {
        const { port } = await start()
        const place = newPlace()
        await run({ link: async () => linkOf(await guestOf(port, place)), dispose: async () => {} })
      })
    }
  })
}

describe('a relay', () => {
  it('passes nothing between rooms, whatever a member of one asks for, and counts the attempt', async () => {
    const relay = await start()
    const ann = await guestOf(relay.port, newPlace())
    const heard = listen(ann.relay).heard
    const eve = await guestOf(relay.port, newPlace())
    await eventually(() => ann.statuses).toEqual([null])
    const stream = await eve.node.libp2p.dialProtocol(addressOfUrl(`ws://127.0.0.1:${relay.port}/relay`), relayProtocol)
    const say = (said: ToRelay) => stream.send(framed(written(toRelay, said)))
    const word = { type: 'message', to: ann.relay.self, bytes: Uint8Array.of(1) } as const
    say(word) // before it has joined a room at all
    say({ type: 'join', place: crypto.getRandomValues(new Uint8Array(32)) })
    say(word)
    await eventually(() => relay.metrics.get('messages_dropped_total')).toBe(1)
    say({ type: 'join', place: fromHex(newPlace()) }) // a second room on one stream
    await eventually(() => relay.metrics.get('joins_refused_total')).toBe(1)
    expect(heard).toEqual([])
    expect(relay.metrics.get('messages_total')).toBe(0)
  })
  it('is found again within five seconds of its return, under the same identity', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tabswarm-relay-'))
    undo.push(() => rm(folder, { recursive: true }))
    const identityFile = join(folder, 'relay.key')
    const first = await startRelay({ port: 0, host: '127.0.0.1', identityFile })
    const place = newPlace()
    const guests = [await guestOf(first.port, place), await guestOf(first.port, place)]
    const ends = guests.map(({ relay }) => listen(relay))
    const sizes = () => ends.map(({ link }) => link.peers().length)
    await eventually(sizes).toEqual([1, 1])
    await first.stop()
    await eventually(sizes).toEqual([0, 0])
    const second = await start({ port: first.port, identityFile })
    expect(second.id).toBe(first.id)
    await eventually(sizes, { timeout: 5000 }).toEqual([1, 1])
    expect(guests[0]!.statuses.at(-1)).toBeNull()
    expect(guests[0]!.statuses.some(status => status !== null)).toBe(true)
    expect((await stat(identityFile)).mode & 0o777).toBe(0o600)
  })
  it('seats a class of sixty that comes at once from one address', async () => {
    const relay = await start()
    const place = newPlace()
    const ends = (await Promise.all(Array.from({ length: 60 }, () => guestOf(relay.port, place)))).map(({ relay }) =>
      listen(relay),
    )
    await eventually(() => Math.min(...ends.map(({ link }) => link.peers().length)), { timeout: 20_000 }).toBe(59)
    expect(relay.metrics.get('connections_refused_total')).toBe(0)
  }, 30_000)
  it('sends away who floods the door, who speaks out of turn, and who stays without a purpose', async () => {
    const relay = await start({ limits: { connectionsPerSecondMax: 1, connectionsAtOnceMax: 3, joinWithinMs: 300 } })
    const sockets = Array.from({ length: 6 }, () => new WebSocket(`ws://127.0.0.1:${relay.port}/relay`))
    const ends = await Promise.all(
      sockets.map(
        socket =>
          new Promise<string>(resolve => {
            socket.on('error', () => resolve('refused'))
            socket.on('open', () => socket.send('text'))
            socket.on('close', () => resolve('closed'))
          }),
      ),
    )
    expect(ends.filter(end => end === 'refused')).toHaveLength(3)
    expect(ends.filter(end => end === 'closed')).toHaveLength(3)
    const idle = new WebSocket(`ws://127.0.0.1:${relay.port}/nowhere`)
    expect(await new Promise(resolve => idle.on('error', () => resolve('refused')))).toBe('refused')
  })
  it('slows a sender that is too fast, and loses nothing of what it says', async () => {
    const relay = await start({ limits: { bytesPerSecondMax: 4_000_000, bytesAtOnceMax: 500_000 } })
    const place = newPlace()
    const ends = [await guestOf(relay.port, place), await guestOf(relay.port, place)].map(({ relay }) => listen(relay))
    await eventually(() => ends.map(({ link }) => link.peers().length)).toEqual([1, 1])
    const to = ends[1]!.link.self as PeerId
    for (let number = 0; number < 40; number++) await ends[0]!.link.send(to, new Uint8Array(50_000))
    await eventually(() => ends[1]!.heard.length, { timeout: 5000 }).toBe(40)
    expect(relay.metrics.get('slowed_total')).toBeGreaterThan(10)
  })
  it('sends away who does not read, so that the others go on', async () => {
    const relay = await start({ limits: { slowReaderMs: 300 } })
    const place = newPlace()
    const [ann, bob, deaf] = [
      await guestOf(relay.port, place),
      await guestOf(relay.port, place),
      await guestOf(relay.port, place),
    ]
    const ends = [ann, bob].map(({ relay }) => listen(relay))
    await eventually(() => ends.map(({ link }) => link.peers().length)).toEqual([1, 1])
    const url = `ws://127.0.0.1:${relay.port}/relay`
    const stream = await deaf.node.libp2p.dialProtocol(addressOfUrl(url), relayProtocol)
    stream.pause()
    stream.send(framed(written(toRelay, { type: 'join', place: fromHex(place) })))
    await eventually(() => ann.relay.peers()).toContain(deaf.node.self)
    for (let number = 0; number < 100 && ann.relay.peers().includes(deaf.node.self); number++) {
      await ann.relay.send(deaf.node.self, new Uint8Array(200_000))
    }
    await eventually(() => ann.relay.peers()).toEqual([bob.node.self])
    expect(relay.metrics.get('slow_readers_total')).toBe(1)
    ann.relay.send(bob.node.self, Uint8Array.of(1))
    await eventually(() => ends[1]!.heard).toEqual([`${ann.node.self} 1`])
  })
  it('serves the pages with its address in their heads, its health and its numbers', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'tabswarm-site-'))
    undo.push(() => rm(parent, { recursive: true }))
    const folder = join(parent, 'site')
    await mkdir(folder)
    await writeFile(join(folder, 'index.html'), '<!doctype html><html><head><title>t</title></head></html>')
    await writeFile(join(folder, 'a.js'), 'export {}')
    await writeFile(join(parent, 'outside'), 'secret')
    const relay = await start({ pages: folder })
    const get = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${relay.port}${path}`)
      return `${response.status} ${await response.text()}`
    }
    expect(await get('/')).toBe(
      '200 <!doctype html><html><head><meta name="tabswarm-relay" content="relay"><title>t</title></head></html>',
    )
    expect(await get('/a.js')).toBe('200 export {}')
    expect(await get('/%2e%2e/outside')).toMatch(/^404/)
    expect(await get('/nothing.html')).toMatch(/^404/)
    expect(await get('/health')).toBe('200 {"status":"ok","connections":0,"rooms":0,"members":0}\n')
    expect(await get('/metrics')).toContain('# TYPE tabswarm_relay_connections gauge\ntabswarm_relay_connections 0\n')
  })
  it('does not overwrite a key file that it cannot read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tabswarm-key-'))
    undo.push(() => rm(folder, { recursive: true }))
    const identityFile = join(folder, 'relay.key')
    await writeFile(identityFile, 'not a key')
    await expect(startRelay({ port: 0, host: '127.0.0.1', identityFile })).rejects.toThrow(
      'expected 64 hexadecimal digits',
    )
    expect(await readFile(identityFile, 'utf8')).toBe('not a key')
  })
})

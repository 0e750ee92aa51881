// Kademlia, as libp2p has it, over a channel of a room: a message is a question to a member, its answer the other's. So a
// password seals it, the room's limits meter it, and a member that is not linked gets a link when it is asked.

import type { StreamHandler } from '@libp2p/interface'
import { type KadDHT, type KadDHTComponents, kadDHT } from '@libp2p/kad-dht'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { assert } from '../core/assert.ts'
import { type PeerId, peerId } from '../core/ids.ts'
import { bytesOf, nat, record } from '../core/shape.ts'
import { parsed, written } from './frame.ts'
import {
  type LookupChannel,
  LookupError,
  type LookupRoom,
  lookupKeyBytesMax,
  lookupValueBytesMax,
  lookupWordBytesMax,
} from './lookup-words.ts'
import { quietLogger } from './quiet-logger.ts'
import { Records } from './records.ts'
import { StandInStream } from './stand-in.ts'

/** A value is kept by so many, and so many are asked at once (Maymounkov and Mazieres 2002, section 2.3). */
export const keepersMax = 8
const askedAtOnce = 3
/** One that does not answer is passed over. */
const answerWithinMs = 2500
/** Clocks differ; a value from the far future could never be replaced. */
export const clocksDifferMsMax = 60_000

const protocol = '/tabswarm/lookup/1.0.0'
/** The first part of a key chooses who judges its values. */
const realm = 'room'

/** The latest of several wins. */
const value = record({ writtenMs: nat, bytes: bytesOf(lookupValueBytesMax) })

export async function openKademlia(room: LookupRoom, channel: LookupChannel): Promise<Kademlia> {
  if (globalThis.crypto?.subtle === undefined)
    throw new LookupError('this page is not served by https or from localhost, and so may not use crypto.subtle')
  const kademlia = new Kademlia(room, channel)
  await kademlia.start()
  return kademlia
}

export class Kademlia {
  readonly #room: LookupRoom
  readonly #channel: LookupChannel
  readonly #kad: KadDHT & Inside
  #handler: StreamHandler | null = null
  /** Until those who came are in the table of those who may be asked. */
  #met: Promise<void> = Promise.resolve()
  /** By key: correcting those who keep an older value may fail, and the latest is good all the same. */
  readonly #latest = new Map<string, Uint8Array>()

  constructor(room: LookupRoom, channel: LookupChannel) {
    this.#room = room
    this.#channel = channel
    this.#kad = kadDHT({
      protocol,
      clientMode: false,
      kBucketSize: keepersMax,
      alpha: askedAtOnce,
      allowQueryWithZeroPeers: true,
      peerInfoMapper: peer => (this.#isHere(peer.id.toString()) ? peer : { ...peer, multiaddrs: [] }),
      networkDialTimeout: { minTimeout: answerWithinMs, maxTimeout: answerWithinMs },
      validators: { [realm]: async (key, bytes) => assertValid(key, bytes) },
      selectors: { [realm]: (key, values) => this.#select(key, values) },
    })(this.#components()) as KadDHT & Inside // a class, of which the package shows a part
  }

  async start(): Promise<void> {
    await this.#kad.start()
  }

  async stop(): Promise<void> {
    await this.#kad.stop()
  }

  /** It may be asked from now on. */
  meet(peer: PeerId): void {
    this.#change(() => this.#kad.routingTable.add(peerIdFromString(peer)))
  }

  miss(peer: PeerId): void {
    this.#change(() => this.#kad.routingTable.remove(peerIdFromString(peer)))
  }

  async put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<readonly PeerId[]> {
    await this.#met
    const keepers: PeerId[] = []
    const dated = written(value, { writtenMs: Date.now(), bytes })
    for await (const event of this.#kad.put(inRealm(key), dated, { signal }))
      if (event.name === 'PEER_RESPONSE' && event.messageName === 'PUT_VALUE')
        keepers.push(peerId(event.from.toString()))
    if (keepers.length === 0 && this.#room.peers.size > 0) throw new LookupError(`${key}: nobody here took the value`)
    return keepers
  }

  async get(key: string, signal: AbortSignal): Promise<Uint8Array | null> {
    await this.#met
    let found: Uint8Array | undefined
    try {
      for await (const event of this.#kad.get(inRealm(key), { signal })) if (event.name === 'VALUE') found = event.value
    } catch (error) {
      found = this.#latest.get(key)
      if (found === undefined) throw error
    } finally {
      this.#latest.delete(key)
    }
    return found === undefined ? null : (parsed(value, found, 'value')?.bytes ?? null)
  }

  async closest(key: string, signal: AbortSignal): Promise<readonly PeerId[]> {
    await this.#met
    const closest: PeerId[] = []
    for await (const event of this.#kad.getClosestPeers(inRealm(key), { signal }))
      if (event.name === 'FINAL_PEER') closest.push(peerId(event.peer.id.toString()))
    return closest
  }

  /** What another member's Kademlia asks. */
  async answer(from: PeerId, question: Uint8Array): Promise<Uint8Array> {
    const handler = this.#handler
    assert(handler !== null, 'Kademlia listens once it has started')
    return await new Promise<Uint8Array>((resolve, reject) => {
      const stream = wordStream(bytes => {
        resolve(bytes)
        queueMicrotask(() => stream.abort(new Error('answered')))
      })
      const connection = { remotePeer: peerIdFromString(from) } as Parameters<StreamHandler>[1]
      Promise.resolve(handler(stream, connection)).then(reject, reject) // of no effect once it is answered
      stream.addEventListener('close', () => reject(new LookupError('the question made no sense')))
      stream.onData(question)
    })
  }

  /** One after the other, and never failing: who could not be added is met again when it asks. */
  #change(run: () => Promise<void>): void {
    this.#met = this.#met.then(run).catch(() => {})
  }

  #isHere(peer: string): boolean {
    return this.#room.peers.has(peer as PeerId)
  }

  #assertHere(peer: string): void {
    if (!this.#isHere(peer)) throw new LookupError(`${peer} is not in the room`)
  }

  #select(key: Uint8Array, values: readonly Uint8Array[]): number {
    const times = values.map(bytes => parsed(value, bytes, 'value')?.writtenMs ?? -1)
    const latest = times.indexOf(Math.max(...times))
    this.#latest.set(new TextDecoder().decode(key).slice(inFront.length), values[latest]!)
    return latest
  }

  /** Of the whole services that Kademlia asks for, the parts that it uses. */
  #components(): KadDHTComponents {
    const known = async (peer: { toString(): string }) => {
      const multiaddrs = [multiaddr(`/memory/room/p2p/${peer}`)]
      return {
        id: peer,
        multiaddrs,
        addresses: multiaddrs.map(address => ({ multiaddr: address })),
        protocols: [protocol],
      }
    }
    return {
      peerId: peerIdFromString(this.#room.self),
      logger: quietLogger,
      events: new EventTarget(),
      datastore: new Records(),
      // The room itself misses who does not answer.
      ping: { ping: async (peer: { toString(): string }) => this.#assertHere(peer.toString()) },
      addressManager: { getAddresses: () => [] },
      peerStore: { get: known, getInfo: known, merge: async () => {}, all: async () => [] },
      registrar: {
        handle: async (_: string, handler: StreamHandler) => {
          this.#handler = handler
        },
        unhandle: async () => {},
        register: async () => protocol,
        unregister: () => {},
      },
      connectionManager: {
        isDialable: async () => true,
        openStream: async (peer: { toString(): string }) => this.#streamTo(peer.toString()),
      },
    } as unknown as KadDHTComponents
  }

  #streamTo(peer: string): StandInStream {
    this.#assertHere(peer)
    const stream = wordStream(question => {
      this.#channel.ask(peer as PeerId, question, { timeoutMs: answerWithinMs }).then(
        answer => {
          stream.onData(answer)
          stream.onRemoteCloseWrite()
        },
        error => stream.abort(error),
      )
    })
    return stream
  }
}

/** What the package does not show. */
interface Inside {
  readonly routingTable: {
    add(peer: ReturnType<typeof peerIdFromString>): Promise<void>
    remove(peer: ReturnType<typeof peerIdFromString>): Promise<void>
  }
  start(): Promise<void>
  stop(): Promise<void>
}

const inFront = `/${realm}/`
const inRealm = (key: string): Uint8Array => new TextEncoder().encode(inFront + key)

function assertValid(key: Uint8Array, bytes: Uint8Array): void {
  const read = parsed(value, bytes, 'value')
  if (key.length > inFront.length + lookupKeyBytesMax) throw new LookupError(`key: ${key.length} bytes are too many`)
  if (read === null) throw new LookupError('value: it has another shape')
  if (read.writtenMs > Date.now() + clocksDifferMsMax) throw new LookupError('value.writtenMs: it is in the future')
}

/** Each message is written as one, and is one word on the channel. */
const wordStream = (write: (bytes: Uint8Array) => void): StandInStream =>
  new StandInStream({
    protocol,
    write,
    maxMessageSize: lookupWordBytesMax,
    maxReadBufferLength: 2 * lookupWordBytesMax,
  })

// Gossipsub over the links of a room: what one says to all is passed on by those it reaches, signed by its author. What
// gossipsub believes to be libp2p connections and streams are frames between members, so a password room's gossip is sealed
// pair by pair, and a member that moves to a better way goes on in the middle of a word.

import {
  type GossipSub,
  type GossipSubComponents,
  gossipsub,
  type Message,
  StrictSign,
  TopicValidatorResult,
} from '@chainsafe/libp2p-gossipsub'
import type { Connection, PrivateKey, Startable, StreamHandler, Topology } from '@libp2p/interface'
import { peerIdFromPrivateKey, peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { assert } from '../core/assert.ts'
import { toHex } from '../core/bytes.ts'
import { type PeerId, peerId } from '../core/ids.ts'
import { linkMessageBytesMax } from './link.ts'
import { quietLogger } from './quiet-logger.ts'
import { pieceBytesMax } from './room-frame.ts'
import { StandInStream } from './stand-in.ts'
import { unsentBytesMax } from './voice.ts'

/** A piece of what one member's gossipsub writes to another's. The first of a conversation opens it. */
export interface GossipPiece {
  readonly isOpening: boolean
  readonly bytes: Uint8Array
}

export interface GossipListener {
  /** A promise asks to wait before more is said to this member. */
  say(to: PeerId, piece: GossipPiece): Promise<void> | undefined
  /** Whether this is passed on. The author's signature has been verified. */
  passesOn(author: PeerId, bytes: Uint8Array): boolean
  heard(author: PeerId, bytes: Uint8Array): void
}

export interface GossipOptions {
  readonly privateKey: PrivateKey
  /** The same for all who gossip here, and nowhere else. */
  readonly topic: string
  readonly listener: GossipListener
}

/** Of eight links, four: each word comes to everyone about four times, and what is missed is asked for within a second. */
const mesh = { D: 4, Dlo: 3, Dhi: 5, Dscore: 2, Dout: 1 } as const

export async function openGossip(options: GossipOptions): Promise<Gossip> {
  const gossip = new Gossip(options)
  await gossip.start()
  return gossip
}

export class Gossip {
  readonly #topic: string
  readonly #listener: GossipListener
  readonly #registrar = new Registrar()
  readonly #conversations = new Map<PeerId, Conversation>()
  readonly #gossipsub: GossipSub & Startable

  constructor({ privateKey, topic, listener }: GossipOptions) {
    this.#topic = topic
    this.#listener = listener
    this.#gossipsub = gossipsub({
      globalSignaturePolicy: StrictSign,
      fallbackToFloodsub: false,
      allowPublishToZeroTopicPeers: true,
      allowedTopics: [topic],
      tagMeshPeers: false,
      ...mesh,
      maxInboundDataLength: 2 * linkMessageBytesMax,
      // A class has one address. The room's own limits cut off who floods.
      scoreParams: { IPColocationFactorWeight: 0, behaviourPenaltyWeight: 0 },
      // A copy of what was verified is known before it is verified again.
      fastMsgIdFn: ({ from, seqno, signature }) => [from, seqno, signature].map(part => toHex(part ?? nothing)).join(),
    })({
      privateKey,
      peerId: peerIdFromPrivateKey(privateKey),
      logger: quietLogger,
      registrar: this.#registrar,
      // Asked only for peers to dial: a room chooses its links itself.
      connectionManager: { openConnection: async () => await Promise.reject(new Error('a room chooses its links')) },
      peerStore: { consumePeerRecord: async () => false },
    } as unknown as GossipSubComponents) as GossipSub & Startable // it asks for whole services and uses these parts
  }

  async start(): Promise<void> {
    const { topicValidators } = this.#gossipsub
    topicValidators.set(this.#topic, (_, message) => {
      const isPassedOn = this.#listener.passesOn(authorOf(message), message.data)
      return isPassedOn ? TopicValidatorResult.Accept : TopicValidatorResult.Ignore
    })
    this.#gossipsub.addEventListener('message', ({ detail }) => this.#listener.heard(authorOf(detail), detail.data))
    await this.#gossipsub.start()
    this.#gossipsub.subscribe(this.#topic)
  }

  async close(): Promise<void> {
    for (const peer of [...this.#conversations.keys()]) this.disconnected(peer)
    await this.#gossipsub.stop()
  }

  /** A member can be spoken with; again, when what was under way is lost. */
  connected(peer: PeerId): void {
    this.disconnected(peer)
    const conversation = new Conversation(peer, piece => this.#listener.say(peer, piece))
    this.#conversations.set(peer, conversation)
    this.#registrar.topology?.onConnect?.(conversation.remotePeer, conversation.connection)
  }

  disconnected(peer: PeerId): void {
    const conversation = this.#conversations.get(peer)
    if (conversation === undefined) return
    this.#conversations.delete(peer)
    this.#registrar.topology?.onDisconnect?.(conversation.remotePeer)
  }

  receive(from: PeerId, { isOpening, bytes }: GossipPiece): void {
    const conversation = this.#conversations.get(from)
    if (conversation === undefined) return // its connection was lost meanwhile
    if (isOpening) void this.#registrar.handler?.(conversation.hear(), conversation.connection)
    else conversation.heard(bytes)
  }

  /** Resolves when the slowest of those it goes to first can take more. */
  async publish(bytes: Uint8Array): Promise<void> {
    await this.#gossipsub.publish(this.#topic, bytes)
    await Promise.all([...this.#conversations.values()].map(conversation => conversation.drained))
  }

  /** Those linked with this member that gossip reaches. */
  hearers(): ReadonlySet<PeerId> {
    return new Set(this.#gossipsub.getSubscribers(this.#topic).map(peer => peerId(peer.toString())))
  }
}

/** What gossipsub registers, and nobody else: it gives the same handler and topology for each version that it speaks. */
class Registrar {
  handler: StreamHandler | null = null
  topology: Topology | null = null

  async handle(_protocol: string, handler: StreamHandler): Promise<void> {
    this.handler = handler
  }

  async unhandle(): Promise<void> {
    this.handler = null
  }

  async register(protocol: string, topology: Topology): Promise<string> {
    this.topology = topology
    return protocol
  }

  unregister(): void {
    this.topology = null
  }
}

/** One member, as gossipsub's connection: a stream to it, and one from it. */
class Conversation {
  readonly remotePeer
  readonly connection: Connection
  readonly #say: (piece: GossipPiece) => Promise<void> | undefined
  #heard: StandInStream | null = null
  /** Until when the member asks to wait. */
  drained: Promise<void> | undefined

  constructor(peer: PeerId, say: (piece: GossipPiece) => Promise<void> | undefined) {
    this.#say = say
    this.remotePeer = peerIdFromString(peer)
    this.connection = {
      remotePeer: this.remotePeer,
      remoteAddr: multiaddr(`/memory/room/p2p/${peer}`),
      direction: 'outbound',
      status: 'open',
      newStream: async (protocols: string | string[]) => {
        const [protocol] = [protocols].flat()
        assert(protocol !== undefined, 'gossipsub names its protocol')
        this.#send({ isOpening: true, bytes: nothing })
        return pieceStream(protocol, bytes => this.#send({ isOpening: false, bytes }))
      },
    } as unknown as Connection // the part of one that gossipsub uses
  }

  /** The member begins to speak, or begins anew. */
  hear(): StandInStream {
    this.#heard = pieceStream('gossip', () => {})
    return this.#heard
  }

  heard(bytes: Uint8Array): void {
    if (this.#heard?.readStatus === 'readable' || this.#heard?.readStatus === 'paused') this.#heard.onData(bytes)
  }

  #send(piece: GossipPiece): void {
    this.drained = this.#say(piece)
  }
}

const pieceStream = (protocol: string, write: (bytes: Uint8Array) => void): StandInStream =>
  new StandInStream({ protocol, write, maxMessageSize: pieceBytesMax, maxReadBufferLength: unsentBytesMax })

function authorOf(message: Message): PeerId {
  assert(message.type === 'signed', 'gossip is signed')
  return peerId(message.from.toString())
}

const nothing = new Uint8Array(0)

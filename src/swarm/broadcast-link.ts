// A link between the tabs of one browser, over a BroadcastChannel: no server, no network, nothing to configure.
// Tabs of one origin trust each other as scripts of one page do; who speaks is proven one layer up, by the transport.

import { assert } from '../core/assert.ts'
import type { PeerId } from '../core/ids.ts'
import { bytesOf, maybe, type Of, oneOf, peer } from '../core/shape.ts'
import { randomNumber } from './chance.ts'
import { after } from './clock.ts'
import { parsed, written } from './frame.ts'
import { assertFits, type Link, type LinkListener, linkMessageBytesMax, linkPeersMax } from './link.ts'
import { pairName } from './pair-name.ts'

/** A hidden tab's timers may sleep for a minute, its messages do not: so one tab asks for all, and all hear the answers. */
export const askEveryMs = 2000
/** Whoever asks first spares the others the question. */
export const askSpreadMs = 500
/** Questions closer to each other than this are one. */
const roundMsMin = 0.9 * askEveryMs
export const unansweredMax = 2

/**
 * `hello` asks for a `here` on the same channel, which names whom it answers when it listens on the channel of the two;
 * `bye` is said on the way out.
 */
const frame = oneOf({
  hello: { from: peer },
  here: { from: peer, to: maybe(peer) },
  bye: { from: peer },
  message: { from: peer, bytes: bytesOf(linkMessageBytesMax) },
})
type Frame = Of<typeof frame>

export interface BroadcastLinkOptions {
  /** Tabs that say the same name meet. */
  readonly channel: string
  readonly self: PeerId
}

export function broadcastLink({ channel, self }: BroadcastLinkOptions): Link {
  let tab: Tab | null = null
  return {
    self,
    messageBytesMax: linkMessageBytesMax,
    peers: () => tab?.peers() ?? [],
    send(to, bytes) {
      assertFits(bytes)
      tab?.send(to, bytes)
      return undefined
    },
    open(listener) {
      assert(tab === null, 'a link is opened once at a time')
      const opened = new Tab(channel, self, listener)
      tab = opened
      return () => {
        opened.close()
        if (tab === opened) tab = null
      }
    },
  }
}

interface OtherTab {
  /** For the two alone. Whoever opens a channel, if only to speak, is woken by all that is said there. */
  readonly pair: BroadcastChannel
  /** It was heard there, or said that it listens there. */
  isMet: boolean
  unanswered: number
}

/** One open link: the hall, where all tabs say who is here, and a channel with each of the others. */
class Tab {
  readonly #name: string
  readonly #self: PeerId
  readonly #listener: LinkListener
  readonly #hall: BroadcastChannel
  readonly #others = new Map<PeerId, OtherTab>()
  #stopWaiting: () => void = () => {}
  #askedMs = Number.NEGATIVE_INFINITY
  #isOpen = true

  constructor(channel: string, self: PeerId, listener: LinkListener) {
    this.#name = channel
    this.#self = self
    this.#listener = listener
    this.#hall = this.#listenTo(channel, said => this.#hearInHall(said))
    globalThis.addEventListener?.('pagehide', this.close)
    this.#ask()
  }

  peers(): PeerId[] {
    return [...this.#others].filter(([, { isMet }]) => isMet).map(([peer]) => peer)
  }

  send(to: PeerId, bytes: Uint8Array): void {
    const other = this.#others.get(to)
    if (other?.isMet) this.#say(other.pair, { type: 'message', from: this.#self, bytes })
  }

  readonly close = (): void => {
    if (!this.#isOpen) return
    this.#say(this.#hall, { type: 'bye', from: this.#self })
    this.#isOpen = false
    this.#stopWaiting()
    globalThis.removeEventListener?.('pagehide', this.close)
    this.#hall.close()
    for (const { pair } of this.#others.values()) pair.close()
  }

  #listenTo(name: string, hear: (said: Frame) => void): BroadcastChannel {
    const channel = new BroadcastChannel(name)
    channel.onmessage = ({ data: posted }) => {
      if (!this.#isOpen) return // posted before the channel closed
      const said = posted instanceof Uint8Array ? parsed(frame, posted, 'tab') : null
      if (said === null || said.from === this.#self) return // another script's, or a stranger who uses our name
      hear(said)
      if (said.type !== 'hello' || !this.#isOpen) return
      this.#say(channel, { type: 'here', from: this.#self, to: this.#others.has(said.from) ? said.from : null })
    }
    return channel
  }

  #say(channel: BroadcastChannel, said: Frame): void {
    channel.postMessage(written(frame, said))
  }

  #hearInHall(said: Frame): void {
    if (said.type === 'bye') return this.#forget(said.from)
    if (said.type === 'message') return // not a place for it
    const other = this.#others.get(said.from) ?? this.#approach(said.from)
    if (other !== null) other.unanswered = 0
    if (other !== null && said.type === 'here' && said.to === this.#self) this.#meet(other)
    if (said.type === 'hello') this.#beginRound()
  }

  /** Opens the channel of the two. Whether the other listens there will be heard, in the hall or on the channel itself. */
  #approach(peer: PeerId): OtherTab | null {
    if (this.#others.size === linkPeersMax) return null // a full room
    const pair = this.#listenTo(pairName(this.#name, this.#self, peer), said => {
      if (said.from === peer) this.#hear(peer, said)
    })
    const other: OtherTab = { pair, isMet: false, unanswered: 0 }
    this.#others.set(peer, other)
    this.#say(pair, { type: 'hello', from: this.#self })
    return other
  }

  #hear(peer: PeerId, said: Frame): void {
    const other = this.#others.get(peer)
    if (other === undefined) return // forgotten while this was on its way
    other.unanswered = 0
    this.#meet(other)
    if (said.type === 'message' && this.#isOpen) this.#listener.receive(peer, said.bytes)
  }

  #meet(other: OtherTab): void {
    if (other.isMet) return
    other.isMet = true
    this.#listener.peersChanged(this.peers())
  }

  #forget(peer: PeerId): void {
    const other = this.#others.get(peer)
    if (other === undefined) return // a stranger
    other.pair.close()
    this.#others.delete(peer)
    if (other.isMet) this.#listener.peersChanged(this.peers())
  }

  #ask(): void {
    this.#say(this.#hall, { type: 'hello', from: this.#self })
    this.#beginRound()
  }

  /** Somebody has asked who is here. A tab that is late itself finds the answers behind the question: it blames nobody. */
  #beginRound(): void {
    const nowMs = performance.now()
    if (nowMs - this.#askedMs < roundMsMin) return
    this.#askedMs = nowMs
    this.#stopWaiting()
    this.#stopWaiting = after(askEveryMs + (askSpreadMs * randomNumber(16)) / 2 ** 16, () => this.#ask())
    for (const [peer, other] of this.#others) if (other.unanswered++ >= unansweredMax) this.#forget(peer)
  }
}

// A link between the tabs of one browser, over a BroadcastChannel: no server, no network, nothing to configure.
// Tabs of one origin trust each other as scripts of one page do; who speaks is proven one layer up, by the transport.

import { assert } from '../core/assert.ts'
import type { PeerId } from '../core/ids.ts'
import { bytesOf, type Of, oneOf, peer } from '../core/shape.ts'
import { every } from './clock.ts'
import { parsed, written } from './frame.ts'
import { assertFits, type Link, type LinkListener, linkMessageBytesMax, linkPeersMax } from './link.ts'

/** A hidden tab's timers may sleep for a minute, its messages do not: so ask, and count the questions left unanswered. */
export const askEveryMs = 2000
export const unansweredMax = 2

/** `hello` asks for a `here` from everyone; `ask` from those not heard lately; `bye` is said on the way out. */
const frame = oneOf({
  hello: { from: peer },
  here: { from: peer },
  ask: { from: peer },
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
  /** Its own channel: a third tab is not woken by what is not for it. */
  readonly channel: BroadcastChannel
  unanswered: number
}

/** One open link: the channel where tabs say hello, the one where this tab hears, and the other tabs. */
class Tab {
  readonly #name: string
  readonly #self: PeerId
  readonly #listener: LinkListener
  readonly #hall: BroadcastChannel
  readonly #inbox: BroadcastChannel
  readonly #others = new Map<PeerId, OtherTab>()
  readonly #stopAsking: () => void
  #isOpen = true

  constructor(channel: string, self: PeerId, listener: LinkListener) {
    this.#name = channel
    this.#self = self
    this.#listener = listener
    this.#hall = new BroadcastChannel(channel)
    this.#inbox = new BroadcastChannel(inboxName(channel, self))
    for (const heard of [this.#hall, this.#inbox]) heard.onmessage = event => this.#receive(event.data)
    this.#stopAsking = every(askEveryMs, () => this.#askTheSilent())
    globalThis.addEventListener?.('pagehide', this.close)
    this.#hall.postMessage(written(frame, { type: 'hello', from: self }))
  }

  peers(): PeerId[] {
    return [...this.#others.keys()]
  }

  send(to: PeerId, bytes: Uint8Array): void {
    this.#say(to, { type: 'message', from: this.#self, bytes })
  }

  readonly close = (): void => {
    if (!this.#isOpen) return
    for (const peer of this.#others.keys()) this.#say(peer, { type: 'bye', from: this.#self })
    this.#isOpen = false
    this.#stopAsking()
    globalThis.removeEventListener?.('pagehide', this.close)
    for (const { channel } of [...this.#others.values(), { channel: this.#hall }, { channel: this.#inbox }])
      channel.close()
  }

  #say(to: PeerId, said: Frame): void {
    this.#others.get(to)?.channel.postMessage(written(frame, said))
  }

  #receive(posted: unknown): void {
    if (!this.#isOpen) return // posted before the channel closed
    const said = posted instanceof Uint8Array ? parsed(frame, posted, 'tab') : null
    if (said === null || said.from === this.#self) return // another script's, or a stranger who uses our name
    if (said.type === 'bye') return this.#forget(said.from)
    const isKnown = this.#meet(said.from)
    if (said.type === 'hello' || said.type === 'ask') this.#say(said.from, { type: 'here', from: this.#self })
    if (said.type === 'message' && isKnown) this.#listener.receive(said.from, said.bytes)
  }

  #meet(peer: PeerId): boolean {
    const known = this.#others.get(peer)
    if (known !== undefined) {
      known.unanswered = 0
      return true
    }
    if (this.#others.size === linkPeersMax) return false // a full room
    this.#others.set(peer, { channel: new BroadcastChannel(inboxName(this.#name, peer)), unanswered: 0 })
    this.#listener.peersChanged(this.peers())
    return this.#isOpen
  }

  #forget(peer: PeerId): void {
    this.#others.get(peer)?.channel.close()
    if (this.#others.delete(peer)) this.#listener.peersChanged(this.peers())
  }

  #askTheSilent(): void {
    for (const [peer, other] of this.#others) {
      if (other.unanswered++ >= unansweredMax) this.#forget(peer)
      else this.#say(peer, { type: 'ask', from: this.#self })
    }
  }
}

const inboxName = (channel: string, peer: PeerId): string => `${channel} ${peer}`

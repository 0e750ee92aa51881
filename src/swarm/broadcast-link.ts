// A link between the tabs of one browser, over a BroadcastChannel: no server, no network, nothing to configure.
// Tabs of one origin trust each other as scripts of one page do; who speaks is proven one layer up, by the transport.

import { assert } from '../core/assert.ts'
import type { PeerId } from '../core/ids.ts'
import { bytesOf, type Of, oneOf, peer } from '../core/shape.ts'
import { parsed, written } from './frame.ts'
import { assertFits, type Link, type LinkListener, linkMessageBytesMax, linkPeersMax } from './link.ts'

/** A hidden tab's timers may sleep for a minute, its messages do not: so ask, and count the questions left unanswered. */
export const askEveryMs = 2000
export const unansweredMax = 2

/** `hello` asks for a `here` from everyone; `ask` from those not heard lately; `bye` is said on the way out. */
const frame = oneOf({
  hello: { from: peer },
  here: { from: peer, to: peer },
  ask: { from: peer, to: peer },
  bye: { from: peer },
  message: { from: peer, to: peer, bytes: bytesOf(linkMessageBytesMax) },
})

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

/** One open link: its channel, and the other tabs by how many questions each has left unanswered. */
class Tab {
  readonly #channel: BroadcastChannel
  readonly #self: PeerId
  readonly #listener: LinkListener
  readonly #unanswered = new Map<PeerId, number>()
  readonly #timer: ReturnType<typeof setInterval>
  #isOpen = true

  constructor(channel: string, self: PeerId, listener: LinkListener) {
    this.#channel = new BroadcastChannel(channel)
    this.#self = self
    this.#listener = listener
    this.#channel.onmessage = event => this.#receive(event.data)
    this.#timer = setInterval(() => this.#askTheSilent(), askEveryMs)
    globalThis.addEventListener?.('pagehide', this.close)
    this.#say({ type: 'hello', from: self })
  }

  peers(): PeerId[] {
    return [...this.#unanswered.keys()]
  }

  send(to: PeerId, bytes: Uint8Array): void {
    if (this.#unanswered.has(to)) this.#say({ type: 'message', from: this.#self, to, bytes })
  }

  readonly close = (): void => {
    if (!this.#isOpen) return
    this.#say({ type: 'bye', from: this.#self })
    this.#isOpen = false
    clearInterval(this.#timer)
    globalThis.removeEventListener?.('pagehide', this.close)
    this.#channel.close()
  }

  #say(said: Of<typeof frame>): void {
    this.#channel.postMessage(written(frame, said))
  }

  #receive(posted: unknown): void {
    if (!this.#isOpen) return // posted before the channel closed
    const said = posted instanceof Uint8Array ? parsed(frame, posted, 'tab') : null
    if (said === null || said.from === this.#self) return // another script's, or a stranger who uses our name
    if ('to' in said && said.to !== this.#self) return // between two others
    if (said.type === 'bye') return this.#forget(said.from)
    const isKnown = this.#meet(said.from)
    if (said.type === 'hello' || said.type === 'ask') this.#say({ type: 'here', from: this.#self, to: said.from })
    if (said.type === 'message' && isKnown) this.#listener.receive(said.from, said.bytes)
  }

  #meet(peer: PeerId): boolean {
    const isNew = !this.#unanswered.has(peer)
    if (isNew && this.#unanswered.size === linkPeersMax) return false // a full room
    this.#unanswered.set(peer, 0)
    if (isNew) this.#listener.peersChanged(this.peers())
    return this.#isOpen
  }

  #forget(peer: PeerId): void {
    if (this.#unanswered.delete(peer)) this.#listener.peersChanged(this.peers())
  }

  #askTheSilent(): void {
    for (const [peer, unanswered] of this.#unanswered) {
      if (unanswered >= unansweredMax) this.#forget(peer)
      else {
        this.#unanswered.set(peer, unanswered + 1)
        this.#say({ type: 'ask', from: this.#self, to: peer })
      }
    }
  }
}

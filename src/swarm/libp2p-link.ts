// The link of a room of real peers: libp2p connections, direct where a path exists, carried where none does.

import { assert } from '../core/assert.ts'
import { type PeerId, peerId } from '../core/ids.ts'
import type { Way } from './crossing.ts'
import { assertFits, type Link, type LinkListener, linkMessageBytesMax, linkPeersMax } from './link.ts'
import type { SwarmNode } from './node.ts'
import { linkProtocol, Partner, type ReachError } from './partner.ts'

/** A link that can also say how each peer is reached, and cut one off. */
export interface Libp2pLink extends Link {
  way(peer: PeerId): Way | null
  /** Leaves the peer and does not speak with it again while the link is open. */
  cut(peer: PeerId): void
  /** Tries again at once what was to be tried later. */
  wake(): void
}

export interface Libp2pLinkOptions {
  readonly node: SwarmNode
  /** Told what was tried in vain to reach a peer. */
  readonly onTrouble?: (peer: PeerId, error: ReachError) => void
}

export function libp2pLink({ node, onTrouble = () => {} }: Libp2pLinkOptions): Libp2pLink {
  let gathering: Gathering | null = null
  return {
    self: node.self,
    messageBytesMax: linkMessageBytesMax,
    peers: () => gathering?.peers() ?? [],
    cut: peer => gathering?.cut(peer),
    wake: () => gathering?.wake(),
    way: peer => gathering?.partners.get(peer)?.way ?? null,
    send(to, bytes) {
      assertFits(bytes)
      return gathering?.partners.get(to)?.send(bytes)
    },
    open(listener) {
      assert(gathering === null, 'a link is opened once at a time')
      const opened = new Gathering(node, listener, onTrouble)
      gathering = opened
      return () => {
        opened.close()
        if (gathering === opened) gathering = null
      }
    },
  }
}

/** One open link: a partner for everyone met on a carrier, and for everyone who still speaks with us. */
class Gathering {
  readonly partners = new Map<PeerId, Partner>()
  readonly #node: SwarmNode
  readonly #listener: LinkListener
  readonly #onTrouble: (peer: PeerId, error: ReachError) => void
  readonly #closeCrossing: () => void
  /** Bounded by the partners there may be: only one of those can be cut. */
  readonly #cut = new Set<PeerId>()
  #isOpen = true

  constructor(node: SwarmNode, listener: LinkListener, onTrouble: (peer: PeerId, error: ReachError) => void) {
    this.#node = node
    this.#listener = listener
    this.#onTrouble = onTrouble
    // One stream at a time, and one more while moving between two: a third is a mistake or malice.
    const limits = { maxInboundStreams: 2, maxOutboundStreams: 2 }
    void node.libp2p.handle(
      linkProtocol,
      (stream, connection) => {
        const partner = this.#partner(peerId(connection.remotePeer.toString()))
        if (partner === null) connection.abort(new Error('the room is full, or closed'))
        else partner.accept(stream, connection)
      },
      limits,
    )
    this.#closeCrossing = node.crossing.open({
      met: peers => this.#met(peers),
      arrived: (peer, way, port) => void node.transport.accept(peer, way, port),
    })
  }

  peers(): PeerId[] {
    return [...this.partners].filter(([, partner]) => partner.way !== null).map(([peer]) => peer)
  }

  cut(peer: PeerId): void {
    const partner = this.partners.get(peer)
    if (partner === undefined) return // gone already
    if (this.#cut.size === linkPeersMax) this.#cut.clear()
    this.#cut.add(peer)
    this.partners.delete(peer)
    partner.leave()
    this.#listener.peersChanged(this.peers())
  }

  wake(): void {
    for (const partner of this.partners.values()) void partner.reach()
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    for (const partner of this.partners.values()) partner.leave()
    this.partners.clear()
    this.#closeCrossing()
    void this.#node.libp2p.unhandle(linkProtocol)
  }

  #met(peers: readonly PeerId[]): void {
    for (const peer of peers) void this.#partner(peer)?.reach()
    for (const peer of this.partners.keys()) this.#forgetIfGone(peer)
  }

  #partner(peer: PeerId): Partner | null {
    const known = this.partners.get(peer)
    if (known !== undefined) return known
    if (!this.#isOpen || this.#cut.has(peer) || this.partners.size === linkPeersMax) return null
    const partner: Partner = new Partner(this.#node, peer, {
      heard: bytes => this.#isOpen && this.#listener.receive(peer, bytes),
      reached: way => {
        if (way === null) this.#forgetIfGone(peer)
        if (this.#isOpen) this.#listener.peersChanged(this.peers())
      },
      failed: error => this.#onTrouble(peer, error),
    })
    this.partners.set(peer, partner)
    return partner
  }

  #forgetIfGone(peer: PeerId): void {
    const partner = this.partners.get(peer)
    if (partner === undefined || partner.way !== null || this.#node.crossing.peers().includes(peer)) return
    this.partners.delete(peer)
    partner.leave()
  }
}

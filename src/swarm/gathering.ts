// Which peers this one is linked with: everyone, in a room of up to thirteen; beyond, those whom the graph of neighbours
// chooses, and those who are spoken with just now. A link goes only when those that should replace it are up.

import { type PeerId, peerId } from '../core/ids.ts'
import { after, every } from './clock.ts'
import { type LinkListener, linkPeersMax } from './link.ts'
import { linksMax, neighboursOf } from './neighbours.ts'
import { crowdDialsAtOnceMax, dialsAtOnceMax, type SwarmNode } from './node.ts'
import { linkProtocol, Partner, type ReachError } from './partner.ts'

/** Beyond the neighbours: peers that are spoken with, by name. */
export const wantedMax = 16
/** A link that nothing was said on for so long is not wanted any more. */
export const wantedMs = 60_000
/** Others may see another room for a moment: a link that is up is left for so long. */
export const lingerMs = 10_000
/** Up to so many are dialled as they are met. More come in a crowd: who dialled before it has come would dial the wrong ones. */
export const hasteMax = 6
export const crowdSettlesMs = 1000
export const tidyEveryMs = 2500

export class Gathering {
  readonly partners = new Map<PeerId, Partner>()
  readonly #node: SwarmNode
  readonly #listener: LinkListener
  readonly #onTrouble: (peer: PeerId, error: ReachError) => void
  readonly #closeCrossing: () => void
  readonly #stopTidying: () => void
  /** Bounded by the partners there may be: only one of those can be cut. */
  readonly #cut = new Set<PeerId>()
  readonly #wantedUntilMs = new Map<PeerId, number>()
  readonly #upSinceMs = new Map<PeerId, number>()
  #neighbours: ReadonlySet<PeerId> = new Set()
  #stopSettling: (() => void) | null = null
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
      knocked: peer => this.#knocked(peer),
      arrived: (peer, way, port) => void node.transport.accept(peer, way, port),
    })
    this.#stopTidying = every(tidyEveryMs, () => this.#tidy())
  }

  peers(): PeerId[] {
    return [...this.partners].filter(([, partner]) => partner.way !== null).map(([peer]) => peer)
  }

  /** Those met that are left to others. */
  beyond(): PeerId[] {
    return this.#members().filter(peer => !this.#neighbours.has(peer) && !this.partners.get(peer)?.way)
  }

  /** Links with the peer for as long as it is spoken with. False where there is no way to it, or no room for more. */
  want(peer: PeerId): boolean {
    if (!this.#mayWant(peer)) return false
    const isNew = !this.#wantedUntilMs.has(peer)
    this.#wantedUntilMs.set(peer, performance.now() + wantedMs)
    if (isNew) this.#seek(peer)
    return true
  }

  cut(peer: PeerId): void {
    const partner = this.partners.get(peer)
    if (partner === undefined) return // gone already
    if (this.#cut.size === linkPeersMax) this.#cut.clear()
    this.#cut.add(peer)
    this.#drop(peer, partner)
    this.#listener.peersChanged(this.peers())
  }

  wake(): void {
    for (const partner of this.partners.values()) void partner.reach()
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#stopTidying()
    this.#stopSettling?.()
    for (const partner of this.partners.values()) partner.leave()
    this.partners.clear()
    this.#closeCrossing()
    void this.#node.libp2p.unhandle(linkProtocol)
  }

  /** Those met on a carrier, and those who speak with us though the carrier is gone. */
  #members(): PeerId[] {
    const met = this.#node.crossing.peers().filter(peer => !this.#cut.has(peer))
    return [...new Set([...met, ...this.peers()])]
  }

  #met(peers: readonly PeerId[]): void {
    if (peers.length <= hasteMax) this.#choose()
    else
      this.#stopSettling ??= after(crowdSettlesMs, () => {
        this.#stopSettling = null
        this.#choose()
      })
    for (const peer of this.partners.keys()) this.#forgetIfGone(peer)
  }

  #choose(): void {
    const members = this.#members()
    this.#node.turns.atOnce = members.length <= linksMax ? dialsAtOnceMax : crowdDialsAtOnceMax
    this.#neighbours = neighboursOf(this.#node.self, members)
    for (const peer of this.#neighbours) void this.#partner(peer)?.reach()
    this.#prune()
    this.#listener.peersChanged(this.peers())
  }

  /** The peer with the lower id dials; the other can only ask it to. */
  #seek(peer: PeerId): void {
    const partner = this.#partner(peer)
    if (partner === null || partner.way !== null) return
    if (this.#node.self > peer) this.#node.crossing.knock(peer)
    else void partner.reach()
  }

  #knocked(peer: PeerId): void {
    if (!this.#mayWant(peer)) return // its next knock may find room
    this.#wantedUntilMs.set(peer, performance.now() + wantedMs)
    void this.#partner(peer)?.reach()
  }

  #mayWant(peer: PeerId): boolean {
    if (this.#wantedUntilMs.has(peer) || this.#neighbours.has(peer)) return true
    return this.#wantedUntilMs.size < wantedMax && this.#members().includes(peer)
  }

  /** Asks again who should dial and has not, lets go who is not wanted any more. */
  #tidy(): void {
    const nowMs = performance.now()
    for (const [peer, untilMs] of this.#wantedUntilMs) if (untilMs <= nowMs) this.#wantedUntilMs.delete(peer)
    if (this.#members().length <= linksMax) return // everyone is chosen by everyone
    for (const peer of [...this.#neighbours, ...this.#wantedUntilMs.keys()]) this.#seek(peer)
    this.#prune()
  }

  #isNeeded(peer: PeerId): boolean {
    return this.#neighbours.has(peer) || this.#wantedUntilMs.has(peer)
  }

  /** A link that nobody chose stays while it holds the place of a chosen one that is not up. */
  #prune(): void {
    const eldestMs = performance.now() - lingerMs
    const missing = [...this.#neighbours].filter(peer => !this.partners.get(peer)?.way).length
    const unneeded = [...this.partners].filter(([peer]) => !this.#isNeeded(peer))
    const met = new Set(this.#node.crossing.peers())
    const up = unneeded.filter(([peer, { way }]) => way !== null && met.has(peer)) // others could not be found again
    const idle = unneeded.filter(([, { way }]) => way === null)
    const spare = up.slice(missing).filter(([peer]) => (this.#upSinceMs.get(peer) ?? 0) <= eldestMs)
    for (const [peer, partner] of [...idle, ...spare]) this.#drop(peer, partner)
    if (spare.length > 0) this.#listener.peersChanged(this.peers())
  }

  #drop(peer: PeerId, partner: Partner): void {
    this.partners.delete(peer)
    this.#upSinceMs.delete(peer)
    this.#wantedUntilMs.delete(peer)
    partner.leave()
  }

  #partner(peer: PeerId): Partner | null {
    const known = this.partners.get(peer)
    if (known !== undefined) return known
    if (!this.#isOpen || this.#cut.has(peer) || this.partners.size === linkPeersMax) return null
    const partner: Partner = new Partner(this.#node, peer, {
      heard: bytes => this.#isOpen && this.#listener.receive(peer, bytes),
      reached: way => this.#reached(peer, way),
      failed: error => this.#onTrouble(peer, error),
    })
    this.partners.set(peer, partner)
    return partner
  }

  #reached(peer: PeerId, way: string | null): void {
    if (way === null) {
      this.#upSinceMs.delete(peer)
      const partner = this.partners.get(peer)
      if (partner !== undefined && !this.#isNeeded(peer)) this.#drop(peer, partner) // the other side let go first
      this.#forgetIfGone(peer)
    } else if (!this.#upSinceMs.has(peer)) this.#upSinceMs.set(peer, performance.now())
    if (this.#isOpen) this.#listener.peersChanged(this.peers())
  }

  #forgetIfGone(peer: PeerId): void {
    const partner = this.partners.get(peer)
    if (partner === undefined || partner.way !== null || this.#node.crossing.peers().includes(peer)) return
    this.#drop(peer, partner)
  }
}

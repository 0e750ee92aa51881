// Tells each node of a trace again what it was told, and compares what it asks for with what it asked for then.

import type { PeerId } from '../core/ids.ts'
import { Members } from '../core/peers.ts'
import type { Protocol, Vocabulary } from '../core/protocol.ts'
import type { Fault } from '../faults/fault.ts'
import type { Happening } from './happening.ts'
import { type Divergence, Player } from './player.ts'
import type { TraceHeader } from './trace.ts'

export class Replayer<V extends Vocabulary, Node> {
  readonly #protocol: Protocol<V, Node>
  readonly #players = new Map<PeerId, Player<V, Node>>()
  readonly #isSimulated: boolean
  #members: Members

  constructor(protocol: Protocol<V, Node>, { nodes, ground }: Pick<TraceHeader, 'nodes' | 'ground'>) {
    this.#protocol = protocol
    this.#members = new Members(nodes)
    this.#isSimulated = ground === 'simulated'
  }

  get members(): readonly PeerId[] {
    return this.#members.all
  }

  /** As it is after what was heard so far; undefined while it is down. */
  node(peer: PeerId): Node | undefined {
    return this.#players.get(peer)?.node
  }

  /** Rules speak of honest nodes only. */
  isHonest(peer: PeerId): boolean {
    return this.#players.get(peer)?.isHonest ?? true
  }

  /** To be given every happening, in order. Says where the replay differs, or null. */
  hear(happening: Happening<V>): Divergence | null {
    if (happening.kind === 'fault') this.#obey(happening.fault)
    return happening.kind === 'step' ? this.#playerOf(happening.node).play(happening) : null
  }

  #obey(fault: Fault): void {
    switch (fault.type) {
      case 'crash':
        this.#playerOf(fault.node).crash()
        break
      case 'betray':
        this.#playerOf(fault.node).betray(fault.lies)
        break
      case 'join':
        this.#change([...this.members, fault.node])
        break
      case 'leave':
        this.#players.delete(fault.node)
        this.#change(this.members.filter(peer => peer !== fault.node))
    }
  }

  #change(members: readonly PeerId[]): void {
    this.#members = new Members(new Set(members))
    for (const [peer, player] of this.#players) player.peers = this.#members.others(peer)
  }

  #playerOf(peer: PeerId): Player<V, Node> {
    let player = this.#players.get(peer)
    if (player === undefined) {
      player = new Player(this.#protocol, peer, this.#members.others(peer), this.#isSimulated)
      this.#players.set(peer, player)
    }
    return player
  }
}

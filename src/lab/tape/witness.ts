// One node of a recorded run at any moment of it: the state is kept now and then, and played on from there.

import { type PeerId, peerId } from '../../core/ids.ts'
import { Members, type Peers } from '../../core/peers.ts'
import type { Effect, Vocabulary } from '../../core/protocol.ts'
import type { Happening } from '../../trace/happening.ts'
import { Actor, type ActorState, type Stage } from './actor.ts'
import { countWhere } from './count-where.ts'

/** After so many happenings of its own a node's state is kept. */
const keptEvery = 64

interface Heard<V extends Vocabulary> {
  readonly happening: Happening<V>
  /** Who else was there, where the run says so and not the node. */
  readonly peers: Peers | null
}

export class Witness<V extends Vocabulary, Node> {
  readonly #stage: Stage<V, Node>
  readonly #peer: PeerId
  readonly #heard: Heard<V>[] = []
  readonly #kept: ActorState<V, Node>[]
  readonly #latest: Actor<V, Node>
  /** Who answered the last question: the next one is often a little later. */
  #past: Actor<V, Node> | null = null
  #pastCount = 0

  constructor(stage: Stage<V, Node>, peer: PeerId, peers: Peers) {
    this.#stage = stage
    this.#peer = peer
    this.#latest = new Actor(stage, peer, peers)
    this.#kept = [this.#latest.state]
  }

  /** To be given all that concerns this node, in order. Returns the effects that are performed with it. */
  hear(happening: Happening<V>, peers: Peers | null): readonly Effect<V>[] {
    const heard = { happening, peers }
    this.#heard.push(heard)
    const performed = tell(this.#latest, heard)
    if (this.#heard.length % keptEvery === 0) this.#kept.push(this.#latest.state)
    return performed
  }

  /** The node when so many happenings of the run were over. What it shows is not to be changed, nor kept for long. */
  at(position: number): Actor<V, Node> {
    const count = countWhere(this.#heard, ({ happening }) => happening.index < position)
    if (count === this.#heard.length) return this.#latest
    const lastKept = Math.floor(count / keptEvery)
    if (this.#past === null || this.#pastCount > count || this.#pastCount < lastKept * keptEvery) {
      this.#past = new Actor(this.#stage, this.#peer, nobody)
      this.#past.state = this.#kept[lastKept]!
      this.#pastCount = lastKept * keptEvery
    }
    while (this.#pastCount < count) tell(this.#past, this.#heard[this.#pastCount++]!)
    return this.#past
  }
}

function tell<V extends Vocabulary>(actor: Actor<V, any>, { happening, peers }: Heard<V>): readonly Effect<V>[] {
  if (peers !== null) actor.peers = peers
  return actor.hear(happening)
}

/** Until its kept state is put back. */
const nobody = new Members([]).others(peerId('nobody'))

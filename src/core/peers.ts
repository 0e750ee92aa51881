// The other members of a cluster as one node knows them. A view, so that a hundred thousand nodes share one list.

import type { PeerId } from './ids.ts'
import type { Places } from './random.ts'

export interface Peers extends Places<PeerId>, Iterable<PeerId> {
  at(index: number): PeerId | undefined
  includes(peer: PeerId): boolean
}

/** All members in one order, with the way back from a member to its place. */
export class Members {
  readonly all: readonly PeerId[]
  readonly #places: ReadonlyMap<PeerId, number>

  constructor(all: Iterable<PeerId>) {
    this.all = [...all]
    this.#places = new Map(this.all.map((peer, place) => [peer, place]))
  }

  /** The place of a member, or -1. */
  placeOf(peer: PeerId): number {
    return this.#places.get(peer) ?? -1
  }

  others(self: PeerId): Peers {
    return new Others(this, this.placeOf(self), self)
  }
}

class Others implements Peers {
  readonly #members: Members
  readonly #gap: number
  readonly #self: PeerId

  constructor(members: Members, gap: number, self: PeerId) {
    this.#members = members
    this.#gap = gap < 0 ? members.all.length : gap
    this.#self = self
  }

  get length(): number {
    return this.#members.all.length - (this.#gap < this.#members.all.length ? 1 : 0)
  }

  at(index: number): PeerId | undefined {
    return this.#members.all[index < this.#gap ? index : index + 1]
  }

  includes(peer: PeerId): boolean {
    return peer !== this.#self && this.#members.placeOf(peer) >= 0
  }

  *[Symbol.iterator](): Iterator<PeerId> {
    for (let index = 0; index < this.length; index++) yield this.at(index)!
  }
}

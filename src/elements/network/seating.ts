// Who stands where in the picture of a run: once it is settled, nobody moves while the same nodes are there.

import type { PeerId } from '../../core/ids.ts'
import type { Pair } from '../../lab/layout/force.ts'
import { arrangementOf, layoutOf } from '../../lab/layout/layout.ts'
import type { Point } from '../../lab/layout/point.ts'
import type { Workbench } from '../../lab/workbench.ts'

/** So many messages for each node tell who speaks to whom, and whether that is only some or all. */
const messagesPerNode = 20

export class Seating {
  #members: readonly PeerId[] = []
  #places: ReadonlyMap<PeerId, number> = new Map()
  #layout: readonly Point[] = []
  #isSettled = false

  at(bench: Workbench): readonly Point[] {
    const { members } = bench
    const isSame = members.length === this.#members.length && members.every((peer, at) => peer === this.#members[at])
    if (isSame && (this.#isSettled || !this.#canTell(bench))) return this.#layout
    if (!isSame) this.#places = new Map(members.map((peer, place) => [peer, place]))
    this.#members = members
    this.#isSettled = arrangementOf(members.length) !== 'seats' || this.#canTell(bench)
    this.#layout = layoutOf(members.length, this.#isSettled ? this.#pairsOf(bench) : [])
    return this.#layout
  }

  placeOf(peer: PeerId): number | undefined {
    return this.#places.get(peer)
  }

  #canTell({ tape, members }: Workbench): boolean {
    return tape.arrows.length >= members.length * messagesPerNode
  }

  #pairsOf({ tape, members }: Workbench): readonly Pair[] {
    const pairs = new Map<string, Pair>()
    for (const { from, to } of tape.arrows.slice(0, members.length * messagesPerNode)) {
      const ends = [this.#places.get(from), this.#places.get(to)] as const
      if (ends[0] === undefined || ends[1] === undefined || ends[0] === ends[1]) continue
      const pair: Pair = [Math.min(...(ends as Pair)), Math.max(...(ends as Pair))]
      pairs.set(pair.join(' '), pair)
    }
    return [...pairs.values()]
  }
}

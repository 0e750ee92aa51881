// Who stands where in the picture of a run: once it is settled, nobody moves while the same nodes are there.

import type { PeerId } from '../../core/ids.ts'
import type { Pair } from '../../lab/layout/force.ts'
import { arrangementOf, layoutOf } from '../../lab/layout/layout.ts'
import type { Point } from '../../lab/layout/point.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { Later } from '../later.ts'

/** So many messages for each node tell who speaks to whom, and whether that is only some or all. */
const messagesPerNode = 20

export class Seating {
  readonly #force = new Later(() => import('../../lab/layout/force.ts'))
  readonly #redraw: () => void
  #members: readonly PeerId[] = []
  #places: ReadonlyMap<PeerId, number> = new Map()
  #layout: readonly Point[] = []
  #isSettled = false

  /** `redraw`: there are better places now. */
  constructor(redraw: () => void) {
    this.#redraw = redraw
  }

  at(bench: Workbench): readonly Point[] {
    const { members } = bench
    const isSame = members.length === this.#members.length && members.every((peer, at) => peer === this.#members[at])
    if (!isSame) {
      this.#members = members
      this.#places = new Map(members.map((peer, place) => [peer, place]))
      this.#layout = layoutOf(members.length)
      this.#isSettled = arrangementOf(members.length) !== 'seats'
    }
    if (!this.#isSettled && canTell(bench)) this.#settle(bench)
    return this.#layout
  }

  #settle(bench: Workbench): void {
    const force = this.#force.value
    if (force === null) return void this.#force.now().then(this.#redraw)
    this.#layout = force.settled(this.#members.length, this.#pairsOf(bench))
    this.#isSettled = true
  }

  placeOf(peer: PeerId): number | undefined {
    return this.#places.get(peer)
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

const canTell = ({ tape, members }: Workbench): boolean => tape.arrows.length >= members.length * messagesPerNode

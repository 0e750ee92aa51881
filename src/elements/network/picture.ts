// One look at a run: everything that the picture of its network needs to know, at the reader's place.

import type { PeerId } from '../../core/ids.ts'
import type { Workbench } from '../../lab/workbench.ts'
import type { PictureTexts } from '../../locales/pictures/texts.ts'
import type { KindMark, RoleMark } from '../marks.ts'
import { Arrivals } from './arrivals.ts'
import { Casting } from './casting.ts'
import { type Frame, frameOf } from './frame.ts'
import type { Way } from './message-mark.ts'
import { type Flight, flightAt, nodeAt, type SceneNode } from './scene.ts'
import { Seating } from './seating.ts'

/** So many messages are elements that can be reached; more are painted. */
export const messageElementsMax = 120

export interface Picture {
  readonly bench: Workbench
  readonly texts: PictureTexts
  readonly frame: Frame
  readonly nodes: readonly SceneNode[]
  readonly flight: Flight
  readonly kinds: ReadonlyMap<string, KindMark>
  /** Nothing may move by itself. */
  readonly isStill: boolean
  /** Too much of it for a tree of elements. */
  readonly isPainted: boolean
  roleOf(node: SceneNode): RoleMark | null
  /** Null where an end of it is no longer there. */
  wayOf(ends: Ends): Way | null
}

interface Ends {
  readonly from: PeerId
  readonly to: PeerId
}

/** Keeps what must not change from one look to the next: places, marks. */
export class Camera {
  readonly #seating: Seating
  readonly #arrivals = new Arrivals()
  readonly #casting = new Casting()

  constructor(redraw: () => void) {
    this.#seating = new Seating(redraw)
  }

  look(bench: Workbench, width: number, texts: PictureTexts): Picture {
    const kinds = this.#casting.kindsOf(bench)
    const frame = frameOf(width, this.#seating.at(bench))
    const isCrowd = frame.arrangement === 'crowd'
    const flight = flightAt(bench, arrow => this.#arrivals.of(bench.run, arrow))
    return {
      bench,
      texts,
      frame,
      nodes: bench.members.map(peer => nodeAt(bench, peer, !isCrowd)),
      flight,
      kinds,
      isStill: matchMedia('(prefers-reduced-motion: reduce)').matches,
      isPainted: isCrowd || flight.messages.length > messageElementsMax,
      roleOf: ({ role }) => this.#casting.roleOf(role),
      wayOf: ends => this.#wayOf(ends),
    }
  }

  #wayOf({ from, to }: Ends): Way | null {
    const [start, end] = [this.#seating.placeOf(from), this.#seating.placeOf(to)]
    return start === undefined || end === undefined || start === end ? null : { from: start, to: end }
  }
}

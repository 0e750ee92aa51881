// The part of a run that is in sight: which happenings, which lanes, and where each of them is on the sheet.

import type { PeerId } from '../../core/ids.ts'
import type { Workbench } from '../../lab/workbench.ts'
import type { PictureTexts } from '../../locales/pictures/texts.ts'
import type { Happening } from '../../trace/happening.ts'
import type { KindMark } from '../marks.ts'
import type { Cone } from './cone.ts'
import type { Ruler } from './ruler.ts'

export interface View {
  readonly bench: Workbench
  readonly texts: PictureTexts
  readonly kinds: ReadonlyMap<string, KindMark>
  readonly ruler: Ruler
  readonly lanes: Lanes
  readonly cone: Cone | null
  /** What is scrolled away to the left. */
  readonly left: number
  readonly width: number
  /** The stretch that is drawn, a little more than can be seen. */
  readonly top: number
  readonly bottom: number
  /** What happens in it. */
  readonly from: number
  readonly to: number
  captionOf(happening: Happening): string
}

export const gutter = 62
const narrowest = 56
/** Drawn above and below of what can be seen, so that scrolling shows something at once. */
const overscan = 240

/** One lane a node, in the order in which they came. */
export class Lanes {
  readonly peers: readonly PeerId[]
  readonly #places: ReadonlyMap<string, number>
  readonly width: number

  constructor({ tape }: Workbench, roomWide: number) {
    this.peers = [...new Set([...tape.membersAt(0), ...tape.membersAt(tape.length)])]
    this.#places = new Map(this.peers.map((peer, place) => [peer, place]))
    this.width = Math.max(narrowest, (roomWide - gutter) / Math.max(1, this.peers.length))
  }

  get sheetWidth(): number {
    return gutter + this.width * this.peers.length
  }

  /** Undefined for who has no lane. */
  placeOf(peer: string | null): number | undefined {
    return peer === null ? undefined : this.#places.get(peer)
  }

  xOf(place: number): number {
    return gutter + (place + 0.5) * this.width
  }

  /** Those of which something can be seen. */
  seen(left: number, width: number): readonly number[] {
    const first = Math.max(0, Math.floor((left - gutter) / this.width))
    const end = Math.min(this.peers.length, Math.ceil((left + width - gutter) / this.width) + 1)
    return Array.from({ length: Math.max(0, end - first) }, (_, step) => first + step)
  }
}

/** In whose lane a happening stands. */
export function laneOf(happening: Happening): string | null {
  switch (happening.kind) {
    case 'step':
    case 'synced':
    case 'meddled':
      return happening.node
    case 'fault':
      return 'node' in happening.fault ? happening.fault.node : null
    default:
      return null
  }
}

export function stretch(ruler: Ruler, scrolled: number, height: number): Pick<View, 'top' | 'bottom' | 'from' | 'to'> {
  const from = Math.min(scrolled, ruler.height) // another run may be shorter than where this one was scrolled to
  const top = Math.max(0, from - overscan)
  const bottom = Math.min(ruler.height, from + height + overscan)
  return { top, bottom, from: ruler.indexAt(top), to: ruler.indexAt(bottom) }
}

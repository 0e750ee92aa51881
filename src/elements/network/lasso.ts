// A line that a hand draws around some of the nodes: where it ends, they are parted from the others.

import { nothing, svg, type TemplateResult } from 'lit'
import type { Point } from '../../lab/layout/point.ts'
import { partitionBy } from './partition.ts'
import type { Picture } from './picture.ts'

export class Lasso {
  #line: readonly Point[] = []

  /** What the hand does at a place of the picture. True when the line is drawn. */
  hear({ type, pointerId, currentTarget }: PointerEvent, at: Point, picture: Picture): boolean {
    if (type === 'pointerdown') {
      this.#line = [at]
      ;(currentTarget as Element).setPointerCapture(pointerId)
      return false
    }
    if (this.#line.length === 0) return false
    if (type === 'pointermove') this.#line = [...this.#line, at]
    else this.#end(picture)
    return this.#line.length === 0
  }

  #end({ bench, frame }: Picture): void {
    const fault = partitionBy(this.#line, bench.members, frame.places)
    this.#line = []
    if (fault !== null) bench.act({ kind: 'fault', fault })
  }

  mark(): TemplateResult | typeof nothing {
    if (this.#line.length < 2) return nothing
    return svg`<polygon class="lasso" points=${this.#line.map(({ x, y }) => `${x},${y}`).join(' ')} />`
  }
}

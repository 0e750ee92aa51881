// What faults made of the network, behind the nodes: who cannot hear whom, and the sides of a partition.

import { nothing, svg, type TemplateResult } from 'lit'
import type { Point } from '../../lab/layout/point.ts'
import type { PictureTexts } from '../../locales/pictures/texts.ts'
import { along, type Frame } from './frame.ts'
import { crossOf } from './node-mark.ts'
import { cutsOf, groupsOf } from './parting.ts'
import type { Picture } from './picture.ts'
import { hullOf } from './polygon.ts'

/** With more of them, cuts would be a carpet. */
const cutsShownMax = 60

export function sides({ bench, frame, texts }: Picture): TemplateResult {
  const { members } = bench
  const conditions = bench.tape.conditionsAt(bench.position)
  const groups = groupsOf(conditions, members)
  const cuts = cutsOf(conditions, members)
  return svg`${groups.length > 1 ? groups.map((side, place) => sideOf(side, place, frame, texts)) : nothing}
    ${cuts.length > cutsShownMax ? nothing : cuts.map(cut => cutMark(frame, cut))}`
}

/** Cut both ways: a cross in the middle. One way: nearer to who no longer hears, with an arrow that goes nowhere. */
function cutMark(
  { places, nodeRadius }: Frame,
  { from, to, isBothWays }: { readonly from: number; readonly to: number; readonly isBothWays: boolean },
): TemplateResult {
  const way = { from: places[from]!, to: places[to]! }
  const length = Math.hypot(way.to.x - way.from.x, way.to.y - way.from.y) || 1
  const place = along(way, isBothWays ? 0.5 : Math.max(0.5, 1 - (nodeRadius + 26) / length))
  const angle = (Math.atan2(way.to.y - way.from.y, way.to.x - way.from.x) * 180) / Math.PI
  return svg`<g class="cut" pointer-events="none">
    <line x1=${way.from.x} y1=${way.from.y} x2=${way.to.x} y2=${way.to.y} />
    <g transform="translate(${place.x} ${place.y}) rotate(${angle})">
      <path d=${crossOf(6)} />${isBothWays ? nothing : svg`<path d="M-24 -5L-15 0L-24 5" />`}
    </g>
  </g>`
}

/** A side is one shape around its members, with its letter at its outer edge. */
function sideOf(
  side: readonly number[],
  place: number,
  { places, nodeRadius, width, height }: Frame,
  texts: PictureTexts,
) {
  const points = side.map(node => places[node]!)
  const hull = hullOf(points)
  const outline = `M${hull.map(({ x, y }) => `${x} ${y}`).join('L')}Z`
  const reach = nodeRadius * 2 + 34
  const middle = middleOf(points)
  const letter = side.length === 1 ? along({ from: { x: width / 2, y: height / 2 }, to: middle }, 0.6) : middle
  return svg`<path class="side edge" d=${outline} stroke-width=${reach + 3} /><path class="side" d=${outline} stroke-width=${reach} />
    <text class="side-name" x=${letter.x} y=${letter.y}>${texts.side(String.fromCharCode(65 + (place % 26)))}</text>`
}

const middleOf = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
})

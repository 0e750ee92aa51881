// The visible stretch of a space-time diagram: time goes down, one lane a node, a line for each message.

import { nothing, svg, type TemplateResult } from 'lit'
import type { Arrow } from '../../lab/tape/arrows.ts'
import type { Band } from '../../lab/tape/bands.ts'
import { said } from '../../trace/words.ts'
import { crossOf } from '../network/node-mark.ts'
import { selectionOf } from '../selection.ts'
import { eventMark } from './event-mark.ts'
import { gutter, type View } from './view.ts'

/** More lines than this are a carpet; the rest is counted. */
export const arrowsDrawnMax = 350
const labelsMax = 80
const timesEvery = 44

export interface Drawn {
  readonly sheet: TemplateResult
  /** Messages that cross the stretch and are not drawn. */
  readonly notDrawn: number
}

export function drawn(view: View, goTo: (index: number) => void): Drawn {
  const { bench, lanes, from, to, left, width } = view
  const arrows = bench.tape.arrowsBetween(from, to)
  const shown = arrows.slice(-arrowsDrawnMax)
  const seen = lanes.seen(left, width)
  const events = bench.tape.happenings.slice(from, to)
  const hasLabels = shown.length <= labelsMax
  return {
    notDrawn: arrows.length - shown.length,
    sheet: svg`<defs><pattern id="down" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path class="hatch-line" d="M0 0V6" />
      </pattern></defs>
      ${seen.map(place => svg`<line class="lane" x1=${lanes.xOf(place)} x2=${lanes.xOf(place)} y1=${view.top} y2=${view.bottom} />`)}
      ${bench.tape.bands.filter(band => isSeen(band, view)).map(band => bandOn(view, band))}
      ${times(view)}
      ${shown.map(arrow => arrowOn(view, arrow, hasLabels))}
      ${events.map(event => eventMark(view, event, goTo))}
      ${reader(view)}`,
  }
}

function isSeen(band: Band, { from, to }: View): boolean {
  return band.from.index < to && (band.to === null || band.to.index >= from)
}

function bandOn({ ruler, lanes, texts, top, bottom, bench }: View, band: Band): TemplateResult | typeof nothing {
  const place = lanes.placeOf(band.peer)
  if (band.peer !== null && place === undefined) return nothing
  const begin = Math.max(top - 10, ruler.yOf(band.from.index))
  const end = Math.min(bottom + 10, band.to === null ? ruler.yOf(bench.tape.length) : ruler.yOf(band.to.index))
  const half = Math.min(13, lanes.width / 4)
  const [x, width] =
    place === undefined ? [gutter - 6, lanes.sheetWidth - gutter + 2] : [lanes.xOf(place) - half, 2 * half]
  const words = band.fault.type === 'partition' ? sidesOf(band.fault.groups) : said(band.fault)
  const name = place === undefined ? `${texts.band[band.is]} ${band.is === 'parted' ? words : ''}` : texts.band[band.is]
  return svg`<g><title>${`${texts.band[band.is]}: ${words}`}</title>
    <rect class="band ${band.is}" x=${x} width=${width} y=${begin} height=${Math.max(2, end - begin)} rx="4" />
    <text class="band-name halo" x=${place === undefined ? x + 6 : x + width + 3} y=${Math.max(begin, top) + 13}>${name}</text>
  </g>`
}

const sidesOf = (groups: readonly (readonly string[])[]): string => groups.map(side => side.join(' ')).join(' | ')

/** Where the clock stood, as often as there is room, and where quiet was cut short. */
function times({ bench, ruler, texts, from, to, left, lanes }: View): TemplateResult {
  const marks: TemplateResult[] = []
  let last = -timesEvery
  for (let index = from; index < to; index++) {
    const y = ruler.yOf(index)
    const quietMs = ruler.quietBefore(index)
    if (quietMs !== null && ruler.row >= 5) {
      const above = y - 2 * ruler.row
      marks.push(svg`<g><title>${texts.quiet(quietMs.toFixed(1))}</title>
        <line class="break" x1=${gutter} x2=${lanes.sheetWidth} y1=${above} y2=${above} /></g>`)
    }
    if (y - last < timesEvery && !(quietMs !== null && y - last > timesEvery / 2)) continue
    last = y
    marks.push(
      svg`<text class="time halo" x=${left + 4} y=${y + 4}>${clock(bench.tape.happenings[index]!.atMs)}</text>`,
    )
  }
  return svg`${marks}`
}

const clock = (atMs: number): string => (atMs < 10_000 ? `${atMs.toFixed(1)}` : `${(atMs / 1000).toFixed(3)} s`)

function arrowOn(view: View, arrow: Arrow, hasLabel: boolean): TemplateResult | typeof nothing {
  const { lanes, ruler, kinds, bench, texts, cone } = view
  const [from, to] = [lanes.placeOf(arrow.from), lanes.placeOf(arrow.to)]
  if (from === undefined || to === undefined) return nothing
  const mark = kinds.get(arrow.message.type)!
  const isLost = arrow.end !== null && arrow.end.lost !== null
  const start = { x: lanes.xOf(from), y: ruler.yOf(arrow.sentIndex) }
  const end = { x: lanes.xOf(to), y: ruler.yOf(arrow.end?.index ?? bench.tape.length) }
  const share = isLost ? 0.5 : 1
  const tip = { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share }
  const angle = (Math.atan2(end.y - start.y, end.x - start.x) * 180) / Math.PI
  const label = { x: start.x + (tip.x - start.x) * 0.35, y: start.y + (tip.y - start.y) * 0.35 - 3 }
  const selection = selectionOf(bench)
  const isMarked = selection.arrow === arrow || selection.hovered.arrow === arrow
  const isBeside = cone !== null && cone.sideOf(arrow.sentIndex) === 'neither'
  const head = isLost
    ? svg`<path class="lost" d=${crossOf(4)} transform="translate(${tip.x} ${tip.y})" />`
    : svg`<path d="M-5 0L-13 -4L-13 4Z" transform="translate(${tip.x} ${tip.y}) rotate(${angle})" />`
  return svg`<g class="arrow ${mark.hue} ${isMarked ? 'marked' : ''} ${isBeside ? 'neither' : ''}"
    @click=${() => selection.pick({ arrow })} @pointerenter=${() => selection.hover({ arrow })}>
    <title>${texts.messageFrom(said(arrow.message), arrow.from, arrow.to)}</title>
    <line class="reach" x1=${start.x} y1=${start.y} x2=${tip.x} y2=${tip.y} />
    <line stroke-dasharray=${mark.dash} x1=${start.x} y1=${start.y} x2=${tip.x} y2=${tip.y} />
    ${arrow.end === null ? nothing : head}
    ${hasLabel ? svg`<text class="halo" x=${label.x} y=${label.y}>${mark.label}</text>` : nothing}
  </g>`
}

/** The line at which the reader stands; what is to come below it is dimmed. */
function reader({ bench, ruler, lanes, left, width, bottom }: View): TemplateResult {
  const y = ruler.yOfPlace(bench.position, bench.atMs)
  return svg`${bench.isAtEnd ? nothing : svg`<rect class="to-come" x="0" width=${lanes.sheetWidth} y=${y} height=${Math.max(0, bottom - y)} />`}
    <line class="here" x1=${left} x2=${left + width} y1=${y} y2=${y} />
    <path class="here-flag" d="M${left} ${y - 6}L${left + 9} ${y}L${left} ${y + 6}Z" />`
}

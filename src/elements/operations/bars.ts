// Operations as bars in time, a row for each client: what became of each by its outline, its sign and its colour.

import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit'
import type { OperationsVerdict } from '../../lab/operations-check.ts'
import type { Undertaking } from '../../lab/tape/operations.ts'
import { fateOf, fateSigns, spell } from './spell.ts'

/** More bars, and more rows, would be a carpet: the list has them all. */
export const barsMax = 200
export const rowsMax = 40

const rowHeight = 34
const barHeight = 24
const headHeight = 22
const nameWidth = 60
const margin = 12
/** So wide should a usual bar be, and no picture wider than so many. */
const barWidthWanted = 84
const widthMax = 12_000
const barWidthLeast = 8
const letterWidth = 6.7

export interface Drawn {
  /** The place of the first among all operations. */
  readonly first: number
  readonly operations: readonly Undertaking[]
  readonly clients: readonly string[]
  readonly width: number
  readonly height: number
  readonly fromMs: number
  readonly scale: number
}

/** The last of them, or those around the one that cannot be explained. A row for each client, by their names. */
export function drawnOf(
  operations: readonly Undertaking[],
  { atMs, widthLeast, stuck }: { readonly atMs: number; readonly widthLeast: number; readonly stuck: number | null },
): Drawn {
  const latest = Math.max(0, operations.length - barsMax)
  const first = stuck === null ? latest : Math.max(0, Math.min(latest, stuck - (barsMax >> 1)))
  const shown = operations.slice(first, first + barsMax)
  const clients = [...new Set(shown.map(({ client }) => client))].sort(byNumber).slice(0, rowsMax)
  const fromMs = shown.reduce((least, { begun }) => Math.min(least, begun.atMs), atMs)
  const isToHere = first + shown.length === operations.length
  const toMs = isToHere ? atMs : shown.reduce((most, one) => Math.max(most, one.ended?.atMs ?? one.begun.atMs), fromMs)
  const spanMs = Math.max(1, toMs - fromMs)
  const usualMs = median(shown.map(one => (one.ended?.atMs ?? atMs) - one.begun.atMs)) || 1
  const room = Math.max(1, widthLeast - nameWidth - 2 * margin)
  const scale = Math.max(room / spanMs, Math.min(barWidthWanted / usualMs, widthMax / spanMs))
  const height = headHeight + clients.length * rowHeight
  return { first, operations: shown, clients, width: 2 * margin + spanMs * scale, height, fromMs, scale }
}

interface Bars extends Drawn {
  readonly atMs: number
  readonly verdict: OperationsVerdict | null
  readonly names: Readonly<Record<ReturnType<typeof fateOf>, string>>
  readonly open: (one: Undertaking) => void
}

export function bars(picture: Bars): SVGTemplateResult {
  const { clients, width, height, fromMs, scale, atMs } = picture
  const placeOf = (ms: number) => margin + (ms - fromMs) * scale
  return svg`<defs><pattern id="refused" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path class="hatch" d="M0 0V6" /></pattern></defs>
    ${clients.map((_, row) => svg`<line class="lane" x1="0" x2=${width} y1=${middleOf(row)} y2=${middleOf(row)} />`)}
    ${ticks(picture, placeOf)}
    ${picture.operations.map((one, place) => bar(picture, one, picture.first + place, placeOf))}
    <line class="now" x1=${placeOf(atMs)} x2=${placeOf(atMs)} y1="4" y2=${height} />`
}

/** Beside the bars, so that they stay in sight while those are scrolled. */
export function names({ clients, height }: Drawn): TemplateResult {
  return html`<svg class="names" width=${nameWidth} height=${height} aria-hidden="true">
    ${clients.map((client, row) => svg`<text class="client" x="8" y=${middleOf(row) + 4}>${client}</text>`)}
  </svg>`
}

const middleOf = (row: number): number => headHeight + row * rowHeight + rowHeight / 2

function bar(
  { clients, atMs, verdict, names, open }: Bars,
  one: Undertaking,
  place: number,
  placeOf: (ms: number) => number,
): SVGTemplateResult | typeof nothing {
  const row = clients.indexOf(one.client)
  if (row < 0) return nothing
  const fate = fateOf(one)
  const isStuck = verdict?.is === 'broken' && verdict.stuck === place
  const from = placeOf(one.begun.atMs)
  const width = Math.max(barWidthLeast, placeOf(one.ended?.atMs ?? atMs) - from - 1)
  const y = middleOf(row) - barHeight / 2
  const words = `${isStuck ? '✗ ' : ''}${spell(one)}`
  const label = words.length * letterWidth < width - 8 ? words : isStuck ? '✗' : fateSigns[fate]
  return svg`<g class="bar ${fate} ${isStuck ? 'stuck' : ''}" @click=${() => open(one)}>
    <title>${one.client}: ${spell(one)} (${names[fate]})</title>
    <rect x=${from} y=${y} width=${width} height=${barHeight} rx="4" />
    ${width < 14 ? nothing : svg`<text x=${from + width / 2} y=${y + barHeight / 2 + 4}>${label}</text>`}
  </g>`
}

function ticks({ width, height, fromMs, scale }: Drawn, placeOf: (ms: number) => number): readonly SVGTemplateResult[] {
  const every = niceStep(90 / scale)
  const first = Math.ceil(fromMs / every) * every
  const count = Math.max(0, Math.floor((fromMs + width / scale - first) / every))
  return Array.from({ length: Math.min(count, 200) }, (_, place) => {
    const ms = first + place * every
    return svg`<line class="tick" x1=${placeOf(ms)} x2=${placeOf(ms)} y1=${headHeight - 4} y2=${height} />
      <text class="time" x=${placeOf(ms)} y="13">${ms} ms</text>`
  })
}

/** One, two or five times a power of ten. */
export function niceStep(least: number): number {
  const wanted = Math.max(least, 1e-3)
  const power = 10 ** Math.ceil(Math.log10(wanted))
  return [power / 5, power / 2, power].find(step => step >= wanted) ?? power
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.filter(number => number > 0).sort((left, right) => left - right)
  return sorted[sorted.length >> 1] ?? 0
}

/** `c2` before `c10`. */
const byNumber = (left: string, right: string): number => left.localeCompare(right, 'en', { numeric: true })

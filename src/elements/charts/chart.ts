// One quantity over the time of a run, as lines: each told apart by its pattern and its name before its colour.

import { nothing, type SVGTemplateResult, svg } from 'lit'
import { hues } from '../marks.ts'

export interface Line {
  /** Stands at its end where there is more than one; null for the only one. */
  readonly name: string | null
  readonly values: readonly (number | null)[]
}

export interface Chart {
  readonly width: number
  readonly lines: readonly Line[]
}

const height = 84
const margin = { top: 8, bottom: 6, start: 2, end: 34 } as const
const dashes = ['none', '7 4', '2 4', '10 4 2 4'] as const
/** Names closer than this would lie on each other. */
const nameGap = 12

export const chartHeight = height

export const mostOf = (lines: readonly Line[]): number =>
  lines.reduce((most, { values }) => values.reduce<number>((high, value) => Math.max(high, value ?? 0), most), 0)

export function chart({ width, lines }: Chart): SVGTemplateResult {
  const most = mostOf(lines) || 1
  const end = width - (lines.length > 1 ? margin.end : margin.start)
  const yOf = (value: number) => height - margin.bottom - (value / most) * (height - margin.top - margin.bottom)
  const named = spread(
    lines.map(({ values }) => {
      const last = values.findLast(value => value !== null)
      return last == null ? null : yOf(last)
    }),
  )
  return svg`<line class="ground" x1="0" x2=${end} y1=${yOf(0)} y2=${yOf(0)} />
    <line class="most" x1="0" x2=${end} y1=${yOf(most)} y2=${yOf(most)} />
    ${lines.map(({ name, values }, place) => {
      const xOf = (span: number) => margin.start + ((span + 1) / values.length) * (end - margin.start)
      const dash = dashes[Math.floor(place / hues.length) % dashes.length]!
      const y = named[place]
      return svg`<path class="line ${hues[place % hues.length]!}" d=${pathOf(values, xOf, yOf)} stroke-dasharray=${dash} />
        ${name === null || y == null ? nothing : svg`<text class="name" x=${end + 4} y=${y + 4}>${name}</text>`}`
    })}`
}

/** A line with a gap wherever there is no value. */
function pathOf(
  values: readonly (number | null)[],
  xOf: (span: number) => number,
  yOf: (value: number) => number,
): string {
  return values
    .map((value, span) =>
      value === null
        ? ''
        : `${span === 0 || values[span - 1] == null ? 'M' : 'L'}${round(xOf(span))} ${round(yOf(value))}`,
    )
    .join('')
}

const round = (number: number): number => Math.round(number * 10) / 10

/** Heights near the wanted ones, none on another while there is room. */
function spread(wanted: readonly (number | null)[]): readonly (number | null)[] {
  const places = [...wanted]
  const order = wanted
    .flatMap((y, place) => (y === null ? [] : [place]))
    .sort((left, right) => wanted[left]! - wanted[right]!)
  const gap = Math.min(nameGap, (height - margin.top) / Math.max(1, order.length))
  let above = -gap
  for (const place of order) {
    above = Math.max(wanted[place]!, above + gap)
    places[place] = above
  }
  const over = Math.max(0, above - (height - 4))
  return places.map(y => (y === null ? null : y - over))
}

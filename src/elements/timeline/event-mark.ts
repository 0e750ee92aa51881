// One happening in its lane: what the node was told by the shape of a small mark, what it announced in words beside.

import { nothing, svg, type TemplateResult } from 'lit'
import type { Happening } from '../../trace/happening.ts'
import { said } from '../../trace/words.ts'
import { selectionOf } from '../selection.ts'
import type { Side } from './cone.ts'
import { laneOf, type View } from './view.ts'

/** Of the widest of the fonts that pages fall back on, in bold. */
const letterWidth = 8
const lettersMin = 8

/** A message is told by its arrow; the marks of all else are letters of a small alphabet. */
const marks = {
  message: svg`<circle class="full" r="3" />`,
  timer: svg`<circle class="body" r="4.5" /><path class="body" d="M0 -2.5V0H2" />`,
  request: svg`<path class="body" d="M-4 -5L5 0L-4 5Z" />`,
  start: svg`<rect class="body" x="-4.5" y="-4.5" width="9" height="9" />`,
  done: svg`<path class="body" d="M0 -6L6 0L0 6L-6 0Z" />`,
  peers: svg`<circle class="body" r="3" />`,
  synced: svg`<path class="body" d="M-6 2.5H6M-6 -2.5H6" />`,
  fault: svg`<path class="body" d="M2 -8L-4 1H0L-2 8L5 -2H1Z" />`,
  meddled: svg`<path class="body" d="M-5 5L0 -6L5 5Z" />`,
} as const

export function eventMark(
  view: View,
  event: Happening,
  goTo: (index: number) => void,
): TemplateResult | typeof nothing {
  const { lanes, ruler, bench, cone } = view
  const place = lanes.placeOf(laneOf(event))
  if (place === undefined) return nothing
  const selection = selectionOf(bench)
  const isMarked = selection.hovered.index === event.index
  const side = cone === null ? '' : cone.sideOf(event.index)
  const words = announcedIn(event, Math.max(lettersMin, Math.floor((lanes.width - 12) / letterWidth)))
  return svg`<g class="event ${side} ${isMarked ? 'marked' : ''}" transform="translate(${lanes.xOf(place)} ${ruler.yOf(event.index)})"
    @click=${() => goTo(event.index)} @pointerenter=${() => selection.hover({ index: event.index })}>
    <title>${view.captionOf(event)}</title>
    <circle class="reach" r=${Math.min(12, Math.max(5, ruler.row / 2))} />
    ${sideMark(side)} ${ruler.row < 5 && event.kind === 'step' ? nothing : marks[markOf(event)]}
    ${words === '' ? nothing : beside(words, lanes.sheetWidth - lanes.xOf(place))}
  </g>`
}

/** To the right of the lane, or to the left where the sheet ends. */
function beside(words: string, room: number): TemplateResult {
  const isTight = words.length * letterWidth + 14 > room
  return svg`<text class="said halo" x=${isTight ? -10 : 10} y="4" text-anchor=${isTight ? 'end' : 'start'}>${words}</text>`
}

/** The past has corners, the future is round. */
export function sideMark(side: Side | ''): TemplateResult | typeof nothing {
  switch (side) {
    case 'past':
      return svg`<rect class="side" x="-8" y="-8" width="16" height="16" />`
    case 'future':
      return svg`<circle class="side" r="9" />`
    case 'itself':
      return svg`<rect class="side" x="-9" y="-9" width="18" height="18" rx="5" />`
    default:
      return nothing
  }
}

function markOf(event: Happening): keyof typeof marks {
  if (event.kind === 'step') return event.input.kind
  return event.kind === 'synced' || event.kind === 'meddled' ? event.kind : 'fault'
}

function announcedIn(event: Happening, lettersMax: number): string {
  if (event.kind === 'fault') return cut(event.fault.type, lettersMax)
  if (event.kind === 'meddled') return cut(event.verb, lettersMax)
  if (event.kind !== 'step') return ''
  const events = event.effects.flatMap(effect => (effect.kind === 'announce' ? [effect.event] : []))
  const whole = events.map(said).join(', ')
  return cut(whole.length <= lettersMax ? whole : events.map(({ type }) => type).join(', '), lettersMax)
}

const cut = (words: string, lettersMax: number): string =>
  words.length <= lettersMax ? words : `${words.slice(0, lettersMax - 1)}…`

// What comes into a picture of a network once its nodes stand: messages with their trails, what was just heard, what fell, and
// the sides and cuts behind it all.

import { nothing, svg, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { said } from '../../trace/words.ts'
import { selectionOf } from '../selection.ts'
import { fallenMark, heardMark, type MessageLooks, messageBody, messagePlace, trail } from './message-mark.ts'
import type { Picture } from './picture.ts'
import type { SceneMessage } from './scene.ts'
import type { Hands } from './stage.ts'

/** With more messages, letters would cover each other. */
const labelsMax = 40

export { airStyles } from './air-styles.ts'
export { sides } from './sides.ts'

/** Behind the nodes. */
export function behind(picture: Picture): TemplateResult {
  const { frame, flight, isPainted } = picture
  const messages = isPainted ? [] : flight.messages
  return svg`${messages.map(message =>
    onWay(picture, message.arrow, way => trail(way, frame, message.progress, looksOf(picture, message))),
  )}
    ${heard(picture)}`
}

/** On top of the nodes. */
export function above(picture: Picture, hands: Hands): TemplateResult | typeof nothing {
  const { flight, isPainted } = picture
  if (isPainted) return nothing
  return svg`${repeat(
    flight.messages,
    ({ arrow }) => arrow,
    message => messageOn(picture, hands, message),
  )}
    ${flight.fallen.map(fallen => onWay(picture, fallen, way => fallenMark(fallen, way, picture)))}`
}

type Ends = Parameters<Picture['wayOf']>[0]
type Way = NonNullable<ReturnType<Picture['wayOf']>>

function onWay({ wayOf }: Picture, ends: Ends, draw: (way: Way) => TemplateResult): TemplateResult | typeof nothing {
  const way = wayOf(ends)
  return way === null ? nothing : draw(way)
}

/** Where the reader steps: the message that was heard in the last step, as a whole. */
function heard(picture: Picture): TemplateResult | typeof nothing {
  const { bench, frame, kinds } = picture
  const { happening } = bench
  if (happening?.kind !== 'step' || happening.input.kind !== 'message' || happening.atMs !== bench.atMs) return nothing
  const mark = kinds.get(happening.input.message.type)
  const ends = { from: happening.input.from, to: happening.node }
  return mark === undefined ? nothing : onWay(picture, ends, way => heardMark(way, frame, mark))
}

function messageOn(picture: Picture, hands: Hands, message: SceneMessage): TemplateResult | typeof nothing {
  const { bench, frame, texts, isStill } = picture
  const { arrow, count, progress } = message
  return onWay(picture, arrow, way => {
    const looks = looksOf(picture, message)
    const { x, y } = messagePlace(way, frame, progress, isStill)
    const name = texts.messageFrom(said(arrow.message), arrow.from, arrow.to)
    const isHovered = selectionOf(bench).hovered.arrow === arrow
    return svg`<g class="message ${looks.mark.hue} ${isHovered ? 'hovered' : ''}" transform="translate(${x} ${y})"
      role="button" aria-haspopup="dialog" tabindex=${hands.reached === arrow ? 0 : -1}
      aria-label=${count > 1 ? `${name}, ${texts.times(count)}` : name}
      @click=${(event: MouseEvent) => hands.openMessage(arrow, event)}
      @pointerenter=${() => selectionOf(bench).hover({ arrow })}>${messageBody(message, looks)}</g>`
  })
}

function looksOf({ bench, kinds, isStill, flight }: Picture, { kind, arrow }: SceneMessage): MessageLooks {
  const isPicked = selectionOf(bench).arrow === arrow
  return { mark: kinds.get(kind)!, isStill, isPicked, hasLabel: flight.messages.length <= labelsMax }
}

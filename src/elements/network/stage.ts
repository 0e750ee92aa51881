// A picture of a network as elements: links behind, then trails, nodes, and messages on top, each with its name and menu.

import { nothing, svg, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { keyed } from 'lit/directives/keyed.js'
import { repeat } from 'lit/directives/repeat.js'
import type { PeerId } from '../../core/ids.ts'
import type { Arrow } from '../../lab/tape/arrows.ts'
import { said } from '../../trace/words.ts'
import { selectionOf } from '../selection.ts'
import { labelOf } from './frame.ts'
import { backdrop } from './links.ts'
import { fallenMark, heardMark, type MessageLooks, messageBody, messagePlace, trail } from './message-mark.ts'
import { linesOf, nodeBody, nodeName, nodeWords } from './node-mark.ts'
import type { Picture } from './picture.ts'
import type { SceneMessage, SceneNode } from './scene.ts'

/** With more messages, letters would cover each other. */
const labelsMax = 40

/** What the reader's hands do on the stage. */
export interface Hands {
  /** What the keyboard is at. */
  readonly reached: PeerId | Arrow | null
  /** The place in the run whose node flashes, because it has just changed; null where a run races by. */
  readonly flash: number | null
  openNode(peer: PeerId, event: MouseEvent): void
  openMessage(arrow: Arrow, event: MouseEvent): void
  openLink(from: PeerId, to: PeerId, event: MouseEvent): void
}

export function stage(picture: Picture, hands: Hands): TemplateResult {
  const { bench, frame, nodes, flight, texts, isPainted } = picture
  const messages = isPainted ? [] : flight.messages
  const scenery = [frame.places, frame.width, bench.tape.conditionsAt(bench.position), bench.members, texts]
  return svg`<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="hatch-ground" width="6" height="6" /><path class="hatch-line" d="M0 0V6" />
    </pattern></defs>
    ${guard(scenery, () => backdrop(bench, frame, texts, hands.openLink))}
    ${messages.map(message => onWay(picture, message.arrow, way => trail(way, frame, message.progress, looksOf(picture, message))))}
    ${heard(picture)}
    ${nodes.map((node, place) => nodeOn(picture, hands, node, place))}
    ${repeat(
      messages,
      ({ arrow }) => arrow,
      message => messageOn(picture, hands, message),
    )}
    ${
      isPainted ? nothing : flight.fallen.map(fallen => onWay(picture, fallen, way => fallenMark(fallen, way, picture)))
    }`
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

function nodeOn(picture: Picture, hands: Hands, node: SceneNode, place: number): TemplateResult {
  const { bench, frame, texts, isStill } = picture
  const selection = selectionOf(bench)
  const { x, y } = frame.places[place]!
  const { nodeRadius: radius, says } = frame
  const label = says === 'nothing' ? null : labelOf(frame, place, 1 + linesOf(node, says, texts).length)
  const role = picture.roleOf(node)
  const isHovered = selection.hovered.peer === node.peer
  const isFlashing = hands.flash !== null && !isStill && happenedTo(picture, node.peer)
  return svg`<g class="node ${node.is} ${role?.hue ?? ''} ${isHovered ? 'hovered' : ''}" role="button" aria-haspopup="dialog"
    tabindex=${hands.reached === node.peer ? 0 : -1} aria-label=${nodeName(node, texts)}
    @click=${(event: MouseEvent) => hands.openNode(node.peer, event)}
    @pointerenter=${() => selection.hover({ peer: node.peer })}>
    <g transform="translate(${x} ${y})">
      <circle class="target" r=${Math.max(12, radius + 6)} />
      ${nodeBody(node, { role, radius, isPicked: selection.peer === node.peer })}
      ${isFlashing ? keyed(hands.flash, svg`<circle class="flash" r=${radius + 4} />`) : nothing}
    </g>
    ${label === null ? svg`<title>${nodeName(node, texts)}</title>` : nodeWords(node, label, linesOf(node, says, texts))}
  </g>`
}

function happenedTo({ bench: { happening } }: Picture, peer: PeerId): boolean {
  return happening?.kind === 'step' && happening.node === peer
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

// A picture of a network as elements: links behind, then trails, nodes, and messages on top, each with its name and menu.

import { nothing, svg, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { keyed } from 'lit/directives/keyed.js'
import type { PeerId } from '../../core/ids.ts'
import type { Arrow } from '../../lab/tape/arrows.ts'
import { selectionOf } from '../selection.ts'
import { labelOf } from './frame.ts'
import { backdrop } from './links.ts'
import { linesOf, nodeBody, nodeName, nodeWords } from './node-mark.ts'
import type { Picture } from './picture.ts'
import type { SceneNode } from './scene.ts'

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

/** `air` is null until what draws the messages is loaded. */
export function stage(picture: Picture, hands: Hands, air: typeof import('./air.ts') | null): TemplateResult {
  const { bench, frame, nodes, texts } = picture
  const scenery = [frame.places, frame.width, bench.tape.conditionsAt(bench.position), bench.members, texts]
  return svg`<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="hatch-ground" width="6" height="6" /><path class="hatch-line" d="M0 0V6" />
    </pattern></defs>
    ${air === null ? nothing : guard(scenery, () => air.sides(picture))}
    ${guard(scenery, () => backdrop(bench, frame, texts, hands.openLink))}
    ${air?.behind(picture)}
    ${nodes.map((node, place) => nodeOn(picture, hands, node, place))}
    ${air?.above(picture, hands)}`
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

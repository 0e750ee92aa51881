// One node as it is drawn: its role by shape and letter, its timers as arcs, and what is wrong with it.

import { nothing, svg, type TemplateResult } from 'lit'
import type { PictureTexts } from '../../locales/pictures/texts.ts'
import { arc, jagged, outline, type RoleMark } from '../marks.ts'
import type { Frame, Label } from './frame.ts'
import type { SceneNode } from './scene.ts'

export interface NodeLooks {
  readonly role: RoleMark | null
  readonly radius: number
  readonly isPicked: boolean
}

const timerGap = 4
const nameLengthMax = 12

/** Drawn around the origin, but for the label, which knows its place in the picture. */
export function nodeBody(node: SceneNode, { role, radius, isPicked }: NodeLooks): TemplateResult {
  const isDown = node.is === 'down'
  const shape = isDown || role === null ? 'circle' : role.shape
  const inner = radius * 0.86
  return svg`
    ${node.timers.map(({ share }, place) => svg`<path class="timer" d=${arc(radius + 5 + place * timerGap, share)} />`)}
    ${isPicked ? svg`<circle class="ring" r=${radius + 9} />` : nothing}
    ${node.isHonest ? nothing : svg`<path class="teeth" d=${jagged(radius + 4)} />`}
    ${role?.hasCrown === true && !isDown ? svg`<circle class="crown" r=${radius + 1} />` : nothing}
    <path class="body" d=${outline(shape, inner)} />
    ${isDown ? svg`<path class="cross" d=${crossOf(radius * 0.5)} />` : letterOf(role, radius)}
    ${node.is === 'paused' ? badge(radius, svg`<path class="bars" d="M-2.5 -3.5V3.5M2.5 -3.5V3.5" />`) : nothing}
    ${node.isSaving ? badge(-radius, svg`<path class="bars" d="M-3.5 2.5H3.5M0 -4V0.5" />`) : nothing}`
}

export function nodeWords({ peer }: SceneNode, { x, y, anchor }: Label, lines: readonly string[]): TemplateResult {
  return svg`<g text-anchor=${anchor}>
    <text class="name" x=${x} y=${y}>${shortName(peer)}</text>
    ${lines.map((line, place) => svg`<text class="fact" x=${x} y=${y + 16 * (place + 1)}>${line}</text>`)}
  </g>`
}

/** Under the name: the number of its age first, then what is out of order. */
export function linesOf(node: SceneNode, says: Frame['says'], texts: PictureTexts): readonly string[] {
  if (says !== 'all') return []
  const trouble = node.is === 'up' ? (node.isHonest ? null : texts.lying) : texts.standing[node.is]
  const words = [node.fact, trouble].filter(word => word !== null)
  return words.length === 0 ? [] : [words.join(', ')]
}

/** `n2, leader, term 3, up`: all that the picture shows of a node, in words. */
export function nodeName(node: SceneNode, texts: PictureTexts): string {
  const words: (string | null)[] = [node.peer, node.role, node.fact, texts.standing[node.is]]
  if (!node.isHonest) words.push(texts.lying)
  if (node.isSaving) words.push(texts.saving)
  return words.filter(word => word !== null).join(', ')
}

export const shortName = (name: string): string =>
  name.length <= nameLengthMax ? name : `${name.slice(0, 4)}…${name.slice(-6)}`

export const crossOf = (half: number): string => `M${-half} ${-half}L${half} ${half}M${half} ${-half}L${-half} ${half}`

/** Too small a letter says nothing. */
function letterOf(role: RoleMark | null, radius: number): TemplateResult | typeof nothing {
  if (role === null || radius < 8) return nothing
  const down = role.shape === 'triangle' ? radius * 0.12 : 0
  return svg`<text class="letter" y=${down + radius * 0.31} font-size=${radius * 0.85}>${role.letter}</text>`
}

const badge = (aside: number, sign: TemplateResult): TemplateResult =>
  svg`<g transform="translate(${aside * 0.75} ${-Math.abs(aside) * 0.75})"><circle class="badge" r="8" />${sign}</g>`

// One message as it is drawn: its kind by shape, label and the pattern of its trail.

import { nothing, svg, type TemplateResult } from 'lit'
import { type KindMark, outline } from '../marks.ts'
import { along, type Frame, wayOf } from './frame.ts'
import { crossOf } from './node-mark.ts'
import type { Fallen, SceneMessage } from './scene.ts'

export const messageRadius = 7
/** How far what is lost falls before it is out of sight. */
const fallHeight = 30
/** Where nothing may move, a message has been seen to pass so many places of its way. */
const still = 4

export interface Way {
  readonly from: number
  readonly to: number
}

interface Stage {
  readonly frame: Frame
  readonly kinds: ReadonlyMap<string, KindMark>
  readonly isStill: boolean
}

export interface MessageLooks {
  readonly mark: KindMark
  readonly isStill: boolean
  readonly isPicked: boolean
  readonly hasLabel: boolean
}

export function trail(
  { from, to }: Way,
  frame: Frame,
  progress: number,
  { mark, isStill }: MessageLooks,
): TemplateResult {
  const way = wayOf(frame, from, to)
  const end = along(way, isStill ? 1 : progress)
  const ticks = isStill ? Array.from({ length: still - 1 }, (_, place) => (place + 1) / still) : []
  return svg`<g class=${mark.hue}>
    <line class="trail" stroke-dasharray=${mark.dash} x1=${way.from.x} y1=${way.from.y} x2=${end.x} y2=${end.y} />
    ${ticks
      .filter(share => share <= progress)
      .map(share => svg`<circle class="tick" r="1.5" cx=${along(way, share).x} cy=${along(way, share).y} />`)}
  </g>`
}

/** Its place; where nothing may move, the last of a few that it has passed. */
export function messagePlace({ from, to }: Way, frame: Frame, progress: number, isStill: boolean) {
  return along(wayOf(frame, from, to), isStill ? Math.floor(progress * still) / still : progress)
}

export function messageBody({ count }: SceneMessage, { mark, isPicked, hasLabel }: MessageLooks): TemplateResult {
  const label = `${mark.label}${count > 1 ? ` ×${count}` : ''}`
  return svg`${isPicked ? svg`<circle class="ring" r=${messageRadius + 6} />` : nothing}
    <path class="body" d=${outline(mark.shape, messageRadius)} />
    <circle class="target" r="13" />
    ${hasLabel || count > 1 ? svg`<text y=${-messageRadius - 4}>${label}</text>` : nothing}`
}

export function fallenMark(fallen: Fallen, way: Way, { frame, kinds, isStill }: Stage): TemplateResult {
  const mark = kinds.get(fallen.kind)!
  const { x, y } = along(wayOf(frame, way.from, way.to), fallen.progress)
  const age = isStill ? 0 : fallen.age
  return svg`<g class="fallen ${mark.hue}" transform="translate(${x} ${y + age * fallHeight})" opacity=${1 - age * 0.9}>
    <path class="body" d=${outline(mark.shape, messageRadius)} />
    <path class="cross" d=${crossOf(messageRadius)} />
  </g>`
}

/** The message that was just heard, as a whole arrow. */
export function heardMark({ from, to }: Way, frame: Frame, mark: KindMark): TemplateResult {
  const way = wayOf(frame, from, to)
  const angle = (Math.atan2(way.to.y - way.from.y, way.to.x - way.from.x) * 180) / Math.PI
  return svg`<g class=${mark.hue}>
    <line class="heard" stroke-dasharray=${mark.dash} x1=${way.from.x} y1=${way.from.y} x2=${way.to.x} y2=${way.to.y} />
    <path class="heard-head" d="M2 0L-10 -6L-10 6Z" transform="translate(${way.to.x} ${way.to.y}) rotate(${angle})" />
  </g>`
}

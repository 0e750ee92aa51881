// A picture of a network as paint, and what of it lies under a finger.

import { html, type TemplateResult } from 'lit'
import type { PeerId } from '../../core/ids.ts'
import type { Point } from '../../lab/layout/point.ts'
import type { Arrow } from '../../lab/tape/arrows.ts'
import { selectionOf } from '../selection.ts'
import { messagePlace } from './message-mark.ts'
import { coloursOf, Painter, probed } from './painter.ts'
import type { Picture } from './picture.ts'

/** Closer to it than this, a click is meant for what was painted there. */
const messageReach = 7
const nodeReach = 20

/** Where it is painted, and how the page's colours are read. */
export const surface = (): TemplateResult =>
  html`<canvas aria-hidden="true"></canvas>${probed.map(name => html`<i class="probe ${name}"></i>`)}`

/** Nothing before there is a surface. */
export function paint(root: ParentNode, picture: Picture): void {
  const canvas = root.querySelector('canvas')
  if (canvas === null) return
  const colours = coloursOf([...root.querySelectorAll('.probe')])
  const { bench, frame, nodes, flight, kinds, isStill } = picture
  const painter = new Painter(canvas, frame, colours)
  const flying = flight.messages.flatMap(({ arrow, kind, progress }) => {
    const way = picture.wayOf(arrow)
    return way === null ? [] : [{ way, mark: kinds.get(kind)!, place: messagePlace(way, frame, progress, isStill) }]
  })
  const falling = flight.fallen.flatMap(fallen => {
    const way = picture.wayOf(fallen)
    return way === null ? [] : [{ way, fallen }]
  })
  const isCrowd = frame.arrangement === 'crowd'
  if (isCrowd) painter.nodes(frame, nodes, picture.roleOf)
  painter.messages(frame, flying)
  painter.fallen(frame, falling)
  if (!isCrowd) return
  const { peer, hovered } = selectionOf(bench)
  for (const marked of [peer, hovered.peer ?? null]) {
    const place = marked === null ? -1 : bench.members.indexOf(marked)
    if (place >= 0) painter.ring(frame.places[place]!, frame.nodeRadius + 4)
  }
}

/** A message before a node, since it lies on top; of each the nearest. */
export function paintedAt(picture: Picture, at: Point): PeerId | Arrow | null {
  const { bench, frame, flight, isPainted, isStill } = picture
  if (!isPainted) return null
  const messages = flight.messages.flatMap(({ arrow, progress }) => {
    const way = picture.wayOf(arrow)
    return way === null ? [] : [{ item: arrow, place: messagePlace(way, frame, progress, isStill) }]
  })
  const nodes = bench.members.map((item, place) => ({ item, place: frame.places[place]! }))
  return nearest(messages, at, messageReach) ?? (frame.arrangement === 'crowd' ? nearest(nodes, at, nodeReach) : null)
}

function nearest<T>(items: readonly { readonly item: T; readonly place: Point }[], at: Point, reach: number): T | null {
  let [found, least]: [T | null, number] = [null, reach]
  for (const { item, place } of items) {
    const distance = Math.hypot(place.x - at.x, place.y - at.y)
    if (distance < least) [found, least] = [item, distance]
  }
  return found
}

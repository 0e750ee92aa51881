// A picture of a network as paint, and what of it lies under a finger.

import type { PeerId } from '../../core/ids.ts'
import type { Point } from '../../lab/layout/point.ts'
import type { Arrow } from '../../lab/tape/arrows.ts'
import { selectionOf } from '../selection.ts'
import { messagePlace } from './message-mark.ts'
import { type Colours, Painter } from './painter.ts'
import type { Picture } from './picture.ts'

/** Closer to it than this, a click is meant for what was painted there. */
const reach = 7

export function paint(canvas: HTMLCanvasElement, picture: Picture, colours: Colours): void {
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

export function paintedAt(picture: Picture, at: Point): PeerId | Arrow | null {
  const { bench, frame, flight, isPainted, isStill } = picture
  if (!isPainted) return null
  const place = frame.arrangement === 'crowd' ? frame.places.findIndex(one => distance(one, at) < reach) : -1
  if (place >= 0) return bench.members[place] ?? null
  const message = flight.messages.find(({ arrow, progress }) => {
    const way = picture.wayOf(arrow)
    return way !== null && distance(messagePlace(way, frame, progress, isStill), at) < reach
  })
  return message?.arrow ?? null
}

const distance = (left: Point, right: Point): number => Math.hypot(left.x - right.x, left.y - right.y)

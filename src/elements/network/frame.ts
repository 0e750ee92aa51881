// The size of a picture and where in it everything goes: nodes, names beside them, and the way of a message between.

import { type Arrangement, arrangementOf } from '../../lab/layout/layout.ts'
import type { Point } from '../../lab/layout/point.ts'

export interface Frame {
  readonly width: number
  readonly height: number
  readonly arrangement: Arrangement
  readonly nodeRadius: number
  /** How much is said beside each node. */
  readonly says: 'all' | 'name' | 'nothing'
  readonly places: readonly Point[]
}

export interface Label {
  readonly x: number
  /** Of the first of its lines. */
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
}

const narrowest = 240
const lineHeight = 16
/** Beside a node: its timers. */
const timerRoom = 16
/** Of more nodes more than a name would be noise. */
const saysAllMax = 12

/** As much is said beside each node as there is room for. */
export function frameOf(width: number, layout: readonly Point[]): Frame {
  const frames = [layout.length <= saysAllMax ? 'all' : 'name', 'name'] as const
  const said = arrangementOf(layout.length) === 'ring' ? frames.map(says => framed(width, layout, says)) : []
  return said.find(haveRoom) ?? framed(width, layout, 'nothing')
}

function framed(width: number, layout: readonly Point[], says: Frame['says']): Frame {
  const wide = Math.max(narrowest, width)
  const count = layout.length
  const arrangement = arrangementOf(count)
  const lowest = arrangement === 'ring' && count > 7 ? 356 : 300
  const height = Math.round(Math.max(lowest, Math.min(wide * 0.68, 620)))
  const radiusMost = radiusOf(arrangement, count, Math.min(wide, height))
  const room = roomOf(says, radiusMost, wide)
  const half = { x: wide / 2 - room.x, y: height / 2 - room.y }
  const places = layout.map(({ x, y }) => ({ x: wide / 2 + x * half.x, y: height / 2 + y * half.y }))
  const nodeRadius = arrangement === 'ring' ? Math.min(radiusMost, roundOf(places)) : radiusMost
  return { width: wide, height, arrangement, nodeRadius, says, places }
}

/** So large that neighbours on a ring do not touch, with their timers around them. */
function roundOf(places: readonly Point[]): number {
  const nearest = Math.min(...neighboursIn(places).map(([one, other]) => Math.hypot(one.x - other.x, one.y - other.y)))
  return Math.max(5, nearest / 2 - 6)
}

function haveRoom(frame: Frame): boolean {
  const words = frame.places.map((_, place) => wordsAt(frame, place))
  return neighboursIn(words).every(
    ([one, other]) => Math.abs(one.x - other.x) >= one.width || Math.abs(one.y - other.y) >= one.height,
  )
}

/** Each with the next of the ring; none for who is alone. */
const neighboursIn = <T>(ring: readonly T[]): readonly (readonly [T, T])[] =>
  ring.length < 2 ? [] : ring.map((one, place) => [one, ring[(place + 1) % ring.length]!] as const)

/** The left upper corner of what is said beside a node, and how much room it takes in the usual fonts. */
function wordsAt(frame: Frame, place: number) {
  const lines = frame.says === 'all' ? 2 : 1
  const width = frame.says === 'all' ? 54 : 30
  const { x, y, anchor } = labelOf(frame, place, lines)
  return {
    x: anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2,
    y,
    width,
    height: lines * lineHeight,
  }
}

/** Who stands more to the side than this has its words there. */
const sideways = 0.4

/** Outside of the ring: above for who stands above, to the left for who stands left. */
export function labelOf({ places, nodeRadius, width, height }: Frame, place: number, lines: number): Label {
  const { x, y } = places[place]!
  const [dx, dy] = [x - width / 2, y - height / 2]
  const far = Math.hypot(dx, dy) || 1
  const reach = nodeRadius + timerRoom + 4
  const [right, down] = far < 1 ? [0, 1] : [dx / far, dy / far]
  if (Math.abs(right) < sideways) {
    const above = -reach - (lines - 1) * lineHeight - 2
    return { x, y: y + (down < 0 ? above : reach + lineHeight - 4), anchor: 'middle' }
  }
  const middle = y + down * nodeRadius - ((lines - 1) * lineHeight) / 2 + 5
  return { x: x + Math.sign(right) * (reach + 2), y: middle, anchor: right > 0 ? 'start' : 'end' }
}

/** A message keeps to the right of its way, so that two that meet pass each other. */
export function wayOf(
  { places, nodeRadius }: Frame,
  from: number,
  to: number,
): { readonly from: Point; readonly to: Point } {
  const [start, end] = [places[from]!, places[to]!]
  const [dx, dy] = [end.x - start.x, end.y - start.y]
  const length = Math.hypot(dx, dy) || 1
  const [right, down] = [dx / length, dy / length]
  const aside = Math.min(6, nodeRadius / 3)
  const clear = Math.min(nodeRadius + 6, length / 3)
  return {
    from: { x: start.x + right * clear - down * aside, y: start.y + down * clear + right * aside },
    to: { x: end.x - right * clear - down * aside, y: end.y - down * clear + right * aside },
  }
}

export const along = ({ from, to }: { readonly from: Point; readonly to: Point }, share: number): Point => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
})

function radiusOf(arrangement: Arrangement, count: number, side: number): number {
  if (arrangement === 'crowd') return Math.max(1.5, Math.min(5, (side / Math.sqrt(count)) * 0.28))
  if (arrangement === 'seats') return Math.max(5, Math.min(12, (side / Math.sqrt(count)) * 0.28))
  return count <= 9 ? (side < 330 ? 18 : 24) : 16
}

function roomOf(says: Frame['says'], radius: number, width: number): Point {
  if (says === 'nothing') return { x: radius + 6, y: radius + 6 }
  const lines = says === 'all' ? 2 : 1
  const beside = says === 'all' ? Math.max(58, Math.min(92, width * 0.19)) : 54
  return { x: radius + timerRoom + beside, y: radius + timerRoom + lines * lineHeight + 12 }
}

// Paints what is too much for a tree of elements: a crowd of nodes, or hundreds of messages on their way.

import type { Point } from '../../lab/layout/point.ts'
import { type Hue, hues, type KindMark, outline, type RoleMark, type Shape } from '../marks.ts'
import { along, type Frame, wayOf } from './frame.ts'
import type { Way } from './message-mark.ts'
import type { Fallen, SceneNode } from './scene.ts'

export type Colours = Readonly<Record<Hue | 'ink' | 'ground' | 'field', string>>

export interface PaintedMessage {
  readonly way: Way
  readonly mark: KindMark
  readonly place: Point
}

/** With more of them, lines would be a carpet. */
const trailsMax = 600
const messageSize = 4.5

export class Painter {
  readonly #context: CanvasRenderingContext2D
  readonly #scale: number
  readonly #colours: Colours
  readonly #shapes = new Map<Shape, Path2D>()

  constructor(canvas: HTMLCanvasElement, { width, height }: Frame, colours: Colours) {
    this.#context = canvas.getContext('2d')!
    this.#scale = Math.min(2, window.devicePixelRatio)
    this.#colours = colours
    const [wide, high] = [Math.round(width * this.#scale), Math.round(height * this.#scale)]
    if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high })
    this.#home()
    this.#context.clearRect(0, 0, width, height)
  }

  /** All nodes that look alike are one path. */
  nodes(frame: Frame, nodes: readonly SceneNode[], roleOf: (node: SceneNode) => RoleMark | null): void {
    const alike = new Map<string, { readonly node: SceneNode; readonly places: Point[] }>()
    nodes.forEach((node, place) => {
      const key = `${node.is} ${node.isHonest} ${node.role}`
      const others = alike.get(key)
      if (others === undefined) alike.set(key, { node, places: [frame.places[place]!] })
      else others.places.push(frame.places[place]!)
    })
    for (const { node, places } of alike.values()) this.#alike(node, roleOf(node), places, frame.nodeRadius)
  }

  messages(frame: Frame, messages: readonly PaintedMessage[]): void {
    if (messages.length <= trailsMax) for (const message of messages) this.#trail(frame, message)
    for (const { mark, place } of messages) this.#stamp(this.#shapeOf(mark.shape), mark.hue, place)
    this.#home()
  }

  fallen(frame: Frame, fallen: readonly { readonly way: Way; readonly fallen: Fallen }[]): void {
    const context = this.#context
    context.strokeStyle = this.#colours.ink
    context.lineWidth = 1.5
    context.beginPath()
    for (const { way, fallen: one } of fallen) {
      const { x, y } = along(wayOf(frame, way.from, way.to), one.progress)
      const down = y + one.age * 16
      context.moveTo(x - 3, down - 3)
      context.lineTo(x + 3, down + 3)
      context.moveTo(x + 3, down - 3)
      context.lineTo(x - 3, down + 3)
    }
    context.stroke()
  }

  ring({ x, y }: Point, radius: number): void {
    const context = this.#context
    context.strokeStyle = this.#colours.ink
    context.lineWidth = 2
    context.beginPath()
    context.arc(x, y, radius, 0, 2 * Math.PI)
    context.stroke()
  }

  #alike({ is, isHonest }: SceneNode, role: RoleMark | null, places: readonly Point[], radius: number): void {
    const context = this.#context
    const shape = is === 'down' || role === null ? 'circle' : role.shape
    const path = new Path2D()
    const one = new Path2D(
      is === 'down' ? cross(radius) : outline(shape, role?.hasCrown === true ? radius * 1.8 : radius),
    )
    for (const { x, y } of places) path.addPath(one, new DOMMatrix([1, 0, 0, 1, x, y]))
    context.lineWidth = is === 'down' ? 1.5 : 1
    context.strokeStyle = is === 'down' ? this.#colours.ink : this.#colours.ground
    context.fillStyle = role === null || is !== 'up' ? this.#colours.field : this.#colours[role.hue]
    if (is !== 'down') context.fill(path)
    context.stroke(path)
    if (isHonest) return
    for (const place of places) this.ring(place, radius + 2)
  }

  #trail(frame: Frame, { way, mark, place }: PaintedMessage): void {
    const context = this.#context
    const { from } = wayOf(frame, way.from, way.to)
    context.lineWidth = 1
    context.globalAlpha = 0.45
    context.strokeStyle = this.#colours[mark.hue]
    context.setLineDash(mark.dash === 'none' ? [] : mark.dash.split(' ').map(Number))
    context.beginPath()
    context.moveTo(from.x, from.y)
    context.lineTo(place.x, place.y)
    context.stroke()
    context.setLineDash([])
    context.globalAlpha = 1
  }

  #stamp(path: Path2D, hue: Hue, { x, y }: Point): void {
    const context = this.#context
    context.setTransform(this.#scale, 0, 0, this.#scale, x * this.#scale, y * this.#scale)
    context.fillStyle = this.#colours[hue]
    context.fill(path)
  }

  #shapeOf(shape: Shape): Path2D {
    const path = this.#shapes.get(shape) ?? new Path2D(outline(shape, messageSize))
    this.#shapes.set(shape, path)
    return path
  }

  #home(): void {
    this.#context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0)
  }
}

/** A canvas knows nothing of custom properties or schemes: what they come to is read off an element that has them. */
export function coloursOf(probes: readonly Element[]): Colours {
  return Object.fromEntries(probes.map((probe, place) => [probed[place]!, getComputedStyle(probe).color])) as Colours
}

export const probed: readonly (keyof Colours)[] = [...hues, 'ink', 'ground', 'field']

const cross = (radius: number): string =>
  `M${-radius} ${-radius}L${radius} ${radius}M${radius} ${-radius}L${-radius} ${radius}`

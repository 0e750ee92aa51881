// A card that a pointer carries: with a mouse from anywhere on it, with a finger by its grip, so that the page still scrolls.

import type { LitElement, ReactiveController } from 'lit'
import type { CardPlace } from './board-edits.ts'

/** A pointer that moves less has clicked. */
export const dragStartsPx = 6
/** So near to an edge, what lies beyond it comes into view. */
const edgePx = 48
const scrollPxPerFrame = 12

export interface Carried {
  readonly card: string
  /** Where it would be put down. */
  readonly target: CardPlace
  /** Its upper left corner within the board, and its width. */
  readonly x: number
  readonly y: number
  readonly width: number
}

interface Grasp {
  readonly card: string
  readonly pointer: number
  readonly start: { readonly x: number; readonly y: number }
  /** From the corner of the card to the pointer. */
  readonly grip: { readonly x: number; readonly y: number }
  readonly width: number
}

interface DraggingOptions {
  readonly put: (card: string, place: CardPlace) => void
  readonly dropped: (card: string) => void
}

export class Dragging implements ReactiveController {
  readonly #host: LitElement
  readonly #options: DraggingOptions
  #grasp: Grasp | null = null
  #carried: Carried | null = null
  #pointer = { x: 0, y: 0 }

  constructor(host: LitElement, options: DraggingOptions) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  get carried(): Carried | null {
    return this.#carried
  }

  hostDisconnected(): void {
    this.#release()
  }

  grasp(event: PointerEvent, card: string): void {
    const element = event.currentTarget as HTMLElement
    const isOnGrip = (event.target as Element).closest('.grip') !== null
    if (event.button !== 0 || !event.isPrimary || (event.pointerType !== 'mouse' && !isOnGrip)) return
    const { x, y, width } = element.getBoundingClientRect()
    this.#grasp = {
      card,
      pointer: event.pointerId,
      start: { x: event.clientX, y: event.clientY },
      grip: { x: event.clientX - x, y: event.clientY - y },
      width,
    }
    addEventListener('pointermove', this.#move)
    addEventListener('pointerup', this.#drop)
    addEventListener('pointercancel', this.#cancel)
    addEventListener('keydown', this.#key, { capture: true })
  }

  readonly #move = (event: PointerEvent): void => {
    const grasp = this.#grasp
    if (grasp === null || event.pointerId !== grasp.pointer) return
    this.#pointer = { x: event.clientX, y: event.clientY }
    const { start } = grasp
    const isFar = Math.hypot(event.clientX - start.x, event.clientY - start.y) >= dragStartsPx
    if (this.#carried === null && !isFar) return
    event.preventDefault()
    if (this.#carried === null) requestAnimationFrame(this.#scroll)
    this.#carry(grasp)
  }

  readonly #drop = (event: PointerEvent): void => {
    if (event.pointerId !== this.#grasp?.pointer) return
    const carried = this.#carried
    this.#release()
    if (carried === null) return
    swallowClick()
    this.#options.put(carried.card, carried.target)
  }

  readonly #cancel = (): void => {
    const carried = this.#carried
    this.#release()
    if (carried !== null) this.#options.dropped(carried.card)
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.#carried === null) return
    event.preventDefault()
    event.stopPropagation()
    addEventListener('pointerup', swallowClick, { once: true })
    this.#cancel()
  }

  #release(): void {
    this.#grasp = null
    this.#carried = null
    removeEventListener('pointermove', this.#move)
    removeEventListener('pointerup', this.#drop)
    removeEventListener('pointercancel', this.#cancel)
    removeEventListener('keydown', this.#key, { capture: true })
    this.#host.requestUpdate()
  }

  #carry({ card, grip, width }: Grasp): void {
    const board = this.#host.renderRoot.querySelector('.board')!.getBoundingClientRect()
    const { x, y } = this.#pointer
    const target = this.#targetAt(card, x, y) ?? this.#carried?.target
    if (target !== undefined) this.#carried = { card, target, x: x - board.x - grip.x, y: y - board.y - grip.y, width }
    this.#host.requestUpdate()
  }

  /** In the column that the pointer is over, or nearest to: before the first card whose middle it is above. */
  #targetAt(carried: string, x: number, y: number): CardPlace | null {
    const columns = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('[data-column]')]
    const away = (column: HTMLElement) => distanceTo(column.getBoundingClientRect(), x, y)
    const column = columns.toSorted((one, other) => away(one) - away(other))[0]
    if (column === undefined) return null
    const cards = [...column.querySelectorAll<HTMLElement>('[data-card]')].filter(
      ({ dataset }) => dataset.card !== carried,
    )
    const index = cards.findIndex(card => {
      const { top, height } = card.getBoundingClientRect()
      return y < top + height / 2
    })
    return { column: column.dataset.column!, index: index < 0 ? cards.length : index }
  }

  /** While a card is carried, and only then. */
  readonly #scroll = (): void => {
    const grasp = this.#grasp
    if (grasp === null || this.#carried === null) return
    const { x, y } = this.#pointer
    const columns = this.#host.renderRoot.querySelector('.columns')!
    const { left, right } = columns.getBoundingClientRect()
    columns.scrollBy({ left: pull(x - left, right - x) })
    window.scrollBy({ top: pull(y, innerHeight - y) })
    this.#carry(grasp)
    requestAnimationFrame(this.#scroll)
  }
}

/** The click that ends a drag is none; it comes at once, or, where the pointer has left the card, not at all. */
function swallowClick(): void {
  const swallow = (click: Event) => click.stopPropagation()
  addEventListener('click', swallow, { capture: true })
  setTimeout(() => removeEventListener('click', swallow, { capture: true }))
}

const pull = (toStart: number, toEnd: number): number => {
  if (toStart < edgePx) return -scrollPxPerFrame
  return toEnd < edgePx ? scrollPxPerFrame : 0
}

function distanceTo({ left, right, top, bottom }: DOMRect, x: number, y: number): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
}

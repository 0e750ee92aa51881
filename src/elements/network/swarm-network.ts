// The element <swarm-network>: the nodes of a run and all that is on its way between them, at the reader's place. Whatever
// is drawn can be picked, and has a menu of what may be done to it.

import { html, nothing, type TemplateResult } from 'lit'
import type { PeerId } from '../../core/ids.ts'
import type { Point } from '../../lab/layout/point.ts'
import type { Arrow } from '../../lab/tape/arrows.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { en } from '../../locales/pictures/en.ts'
import { pictureTextsOf } from '../../locales/pictures/languages.ts'
import { Language } from '../language.ts'
import { Later, painted, wear } from '../later.ts'
import { looks } from '../looks.ts'
import { PictureElement } from '../picture-element.ts'
import { selectionOf } from '../selection.ts'
import type { Target } from './menu.ts'
import { networkStyles } from './network-styles.ts'
import { Camera, type Picture } from './picture.ts'
import { stage } from './stage.ts'

/** A mark that flashes more often would flicker. */
const flashEveryMs = 400

export class SwarmNetwork extends PictureElement {
  static override readonly styles = [looks, networkStyles]
  static override readonly properties = {
    ...PictureElement.properties,
    isDrawing: { state: true },
    reached: { state: true },
  }

  declare private isDrawing: boolean
  /** Which of the nodes and messages the keyboard is at. */
  declare private reached: PeerId | Arrow | null
  readonly #language = new Language(this, en, pictureTextsOf)
  readonly #menu = new Later(async () => new (await import('./menu.ts')).Menu(this, () => this.#language.texts))
  readonly #air = new Later(async () => {
    const air = await import('./air.ts')
    wear(this, air.airStyles)
    return air
  })
  readonly #legend = new Later(() => import('./legend.ts'))
  readonly #canvas = new Later(() => import('./canvas.ts'))
  readonly #lasso = new Later(async () => new (await import('./lasso.ts')).Lasso())
  readonly #camera = new Camera(() => this.requestUpdate())
  #picture: Picture | null = null
  #whole: Promise<void> | null = null
  #flash: { readonly position: number; readonly at: number; readonly isCalm: boolean } | null = null

  constructor() {
    super()
    this.isDrawing = false
    this.reached = null
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    if (bench === null) return nothing
    const { texts } = this.#language
    const picture = this.#camera.look(bench, this.width, texts)
    this.#picture = picture
    const { nodes, flight, frame } = picture
    const isCrowd = frame.arrangement === 'crowd'
    return html`<section part="network" aria-label=${texts.network}>
      ${bench.run.isClosed ? nothing : this.#renderBar()}
      <div class="stage ${this.isDrawing ? 'drawing' : ''}" part="picture" @click=${this.#clickPaint}
        @pointerdown=${this.#draw} @pointermove=${this.#draw} @pointerup=${this.#draw}>
        ${picture.isPainted ? this.#canvas.value?.surface() : nothing}
        <svg viewBox="0 0 ${frame.width} ${frame.height}" role=${isCrowd ? 'img' : 'group'}
          aria-label=${`${texts.network}: ${texts.nodesAndMessages(nodes.length, flight.count)}`}
          @keydown=${this.#steer} @pointerleave=${() => selectionOf(bench).hover({})}>
          ${isCrowd ? nothing : stage(picture, this.#handsOn(picture), this.#air.value)}
          ${this.#lasso.value?.mark()}
        </svg>
      </div>
      ${this.#legend.value?.legend(picture)} ${this.#menu.value?.render(bench)}
    </section>`
  }

  protected override updated(): void {
    const picture = this.#picture
    if (picture === null) return
    if (picture.isPainted) this.#canvas.value?.paint(this.renderRoot, picture)
    this.#whole ??= this.#makeWhole(picture)
  }

  /** With all that comes once the nodes stand. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#whole
    return super.getUpdateComplete()
  }

  /** Once the nodes stand: what is in the air, the legend, hands on it all, and paint where there is too much of it. */
  async #makeWhole({ isPainted }: Picture): Promise<void> {
    if (!isPainted) await painted()
    await Promise.all([this.#air, this.#legend, this.#menu, this.#canvas, this.#lasso].map(part => part.now()))
    this.requestUpdate()
  }

  #renderBar(): TemplateResult {
    const { texts } = this.#language
    return html`<div class="bar" part="bar">
      <button type="button" aria-pressed=${this.isDrawing} @click=${() => (this.isDrawing = !this.isDrawing)}>
        ${texts.draw}
      </button>
      <button type="button" aria-haspopup="dialog"
        @click=${(event: Event) => this.#open({ is: 'network' }, event.currentTarget as Element)}>${texts.groups}</button>
      <p class="quiet" role="status">${this.isDrawing ? texts.drawHint : ''}</p>
    </div>`
  }

  #handsOn({ bench, nodes, flight }: Picture) {
    const isThere = itemsOf(nodes, flight).includes(this.reached!)
    return {
      reached: isThere ? this.reached : (bench.members[0] ?? null),
      flash: this.#flashAt(bench),
      openNode: (peer: PeerId, event: MouseEvent) => this.#openItem(peer, event),
      openMessage: (arrow: Arrow, event: MouseEvent) => this.#openItem(arrow, event),
      openLink: (from: PeerId, to: PeerId, event: MouseEvent) => this.#open({ is: 'link', from, to }, event),
    }
  }

  /** What just happened flashes once, where the reader steps and not where a run races by. */
  #flashAt({ position }: Workbench): number | null {
    if (this.#flash?.position !== position) {
      const at = performance.now()
      this.#flash = { position, at, isCalm: at - (this.#flash?.at ?? 0) > flashEveryMs }
    }
    return this.#flash.isCalm ? position : null
  }

  #openItem(item: PeerId | Arrow, at: MouseEvent | Element): void {
    if (this.bench === null) return
    this.reached = item
    selectionOf(this.bench).pick(typeof item === 'string' ? { peer: item } : { arrow: item })
    this.#open(typeof item === 'string' ? { is: 'node', peer: item } : { is: 'message', arrow: item }, at)
  }

  #open(target: Target, at: MouseEvent | Element): void {
    const [x, y] = at instanceof MouseEvent ? [at.clientX, at.clientY] : cornerOf(at)
    void this.#menu.now().then(menu => menu.open(target, x, y))
  }

  #clickPaint = (event: MouseEvent): void => {
    const isOnElement = (event.target as Element).closest('.node, .link, .message') !== null
    if (this.isDrawing || isOnElement || this.#picture === null) return
    const item = this.#canvas.value?.paintedAt(this.#picture, this.#pointOf(event)) ?? null
    if (item !== null) this.#openItem(item, event)
  }

  /** The arrow keys go around the nodes and then along the messages; Enter opens a menu. */
  #steer = (event: KeyboardEvent): void => {
    const element = this.renderRoot.querySelector('svg [tabindex="0"]')
    if (this.#picture === null || element === null) return
    const items = itemsOf(this.#picture.nodes, this.#picture.flight)
    const here = Math.max(0, items.indexOf(this.reached!))
    const places = new Map([
      ['ArrowRight', here + 1],
      ['ArrowDown', here + 1],
      ['ArrowLeft', here - 1],
      ['ArrowUp', here - 1],
      ['Home', 0],
      ['End', -1],
    ])
    const place = places.get(event.key)
    if (place !== undefined) void this.#reach(items.at(place % items.length)!)
    else if (event.key === 'Enter' || event.key === ' ') this.#openItem(items[here]!, element)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  async #reach(item: PeerId | Arrow): Promise<void> {
    this.reached = item
    if (this.bench !== null) selectionOf(this.bench).hover(typeof item === 'string' ? { peer: item } : { arrow: item })
    await this.updateComplete
    this.renderRoot.querySelector<SVGElement>('svg [tabindex="0"]')?.focus()
  }

  /** A partition drawn by hand. */
  #draw = (event: PointerEvent): void => {
    const [lasso, picture] = [this.#lasso.value, this.#picture]
    if (!this.isDrawing || lasso === null || picture === null) return
    this.isDrawing = !lasso.hear(event, this.#pointOf(event), picture)
    this.requestUpdate()
  }

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top, width } = this.renderRoot.querySelector('.stage > svg')!.getBoundingClientRect()
    const scale = (this.#picture?.frame.width ?? width) / width
    return { x: (clientX - left) * scale, y: (clientY - top) * scale }
  }
}

/** All that the keyboard can be at. */
const itemsOf = (nodes: Picture['nodes'], flight: Picture['flight']): readonly (PeerId | Arrow)[] => [
  ...nodes.map(({ peer }) => peer),
  ...flight.messages.map(({ arrow }) => arrow),
]

/** A little inside of it, so that a menu there belongs to it. */
function cornerOf(element: Element): readonly [x: number, y: number] {
  const { right, bottom } = element.getBoundingClientRect()
  return [right - 16, bottom - 8]
}

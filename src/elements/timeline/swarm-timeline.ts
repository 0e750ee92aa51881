// The element <swarm-timeline>: a run in space and time, of which only what is in sight is drawn. Every happening can be
// gone to; a picked one shows what could have led to it, and what could follow.

import { html, nothing, svg, type TemplateResult } from 'lit'
import type { Workbench } from '../../lab/workbench.ts'
import { en } from '../../locales/pictures/en.ts'
import { pictureTextsOf } from '../../locales/pictures/languages.ts'
import { en as storyEnglish } from '../../locales/story/en.ts'
import { storyTextsOf } from '../../locales/story/languages.ts'
import type { Happening } from '../../trace/happening.ts'
import { LabWordsOf } from '../lab-words.ts'
import { Language } from '../language.ts'
import { looks } from '../looks.ts'
import { Casting } from '../network/casting.ts'
import { shortName } from '../network/node-mark.ts'
import { PictureElement } from '../picture-element.ts'
import { selectionOf } from '../selection.ts'
import { captionOf } from '../story/caption.ts'
import { Cone } from './cone.ts'
import { sideMark } from './event-mark.ts'
import { linesAt } from './lines.ts'
import { Ruler, zooms } from './ruler.ts'
import { drawn } from './sheet.ts'
import { steerTo } from './steer.ts'
import { timelineStyles } from './timeline-styles.ts'
import { Lanes, stretch, type View } from './view.ts'

const headsHeight = 30
/** How far from the edges the reader's line is kept. */
const margin = 70

export class SwarmTimeline extends PictureElement {
  static override readonly styles = [looks, timelineStyles]
  static override readonly properties = {
    ...PictureElement.properties,
    size: { state: true },
    zoom: { state: true },
    isList: { state: true },
    listFrom: { state: true },
  }

  declare private size: { readonly width: number; readonly height: number }
  declare private zoom: number
  declare private isList: boolean
  /** The first of the lines that are listed; null: those around the reader. */
  declare private listFrom: number | null
  readonly #language = new Language(this, en, pictureTextsOf)
  readonly #story = new Language(this, storyEnglish, storyTextsOf)
  readonly #lab = new LabWordsOf(this, () => ({ lab: this.bench?.lab, language: this.#language.code }))
  readonly #casting = new Casting()
  #ruler = new Ruler(2)
  #cone: { readonly bench: Workbench; readonly length: number; readonly index: number; readonly cone: Cone } | null =
    null
  #followed = -1
  #view: View | null = null

  constructor() {
    super()
    this.size = { width: 0, height: 0 }
    this.zoom = 2
    this.isList = false
    this.listFrom = null
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    if (bench === null) return nothing
    const { texts } = this.#language
    const index = selectionOf(bench).index
    const picked = index === null ? undefined : bench.tape.happenings[index]
    return html`<section part="timeline" aria-label=${texts.timeline}>
      ${this.#renderBar()}
      ${this.isList ? this.#renderList(bench) : this.#renderDiagram(bench)}
      <p class="unseen" role="status">${picked === undefined ? '' : this.#captionOf(picked)}</p>
    </section>`
  }

  protected override updated(): void {
    const scroll = this.#scroller
    if (scroll === null || this.bench === null) return
    this.#measure(scroll)
    this.#lay(scroll)
    this.#follow(scroll, this.bench)
  }

  /** By hand: a style attribute, even one that a template writes, is what a strict policy forbids. */
  #lay(scroll: HTMLElement): void {
    const view = this.#view
    const sheet = scroll.querySelector<HTMLElement>('.sheet')
    const picture = scroll.querySelector<SVGElement>('.sheet > svg')
    if (view === null || sheet === null || picture === null) return
    sheet.style.width = `${view.lanes.sheetWidth}px`
    sheet.style.height = `${view.ruler.height + headsHeight}px`
    picture.style.top = `${view.top + headsHeight}px`
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.scroll')
  }

  #measure({ clientWidth: width, clientHeight: height }: HTMLElement): void {
    if (width !== this.size.width || height !== this.size.height) this.size = { width, height }
  }

  /** Wherever the reader goes, their line stays in sight; scrolling away from it is theirs to do. */
  #follow(scroll: HTMLElement, { position, atMs }: Workbench): void {
    const y = this.#ruler.yOfPlace(position, atMs) + headsHeight
    if (y === this.#followed || this.size.height === 0) return
    this.#followed = y
    const { scrollTop, clientHeight } = scroll
    const isIn = y > scrollTop + margin && y < scrollTop + clientHeight - margin
    if (!isIn) scroll.scrollTop = y - clientHeight * 0.65
  }

  #renderBar(): TemplateResult {
    const { texts } = this.#language
    const zoomBy = (step: number) => () => this.#zoomBy(step)
    return html`<div class="bar">
      <button type="button" aria-pressed=${this.isList} @click=${() => this.#toggleList()}>${texts.list}</button>
      ${
        this.isList
          ? nothing
          : html`<button type="button" aria-label=${texts.zoomOut} ?disabled=${this.zoom === 0} @click=${zoomBy(-1)}>−</button>
          <button type="button" aria-label=${texts.zoomIn} ?disabled=${this.zoom === zooms.length - 1} @click=${zoomBy(1)}>+</button>
          <p class="quiet">${texts.timelineKeys}</p>`
      }
    </div>`
  }

  #toggleList(): void {
    this.isList = !this.isList
    this.listFrom = null
    this.#followed = -1
  }

  #zoomBy(step: number): void {
    this.zoom = Math.max(0, Math.min(zooms.length - 1, this.zoom + step))
    this.#ruler = new Ruler(this.zoom)
    this.#followed = -1
  }

  // The diagram

  #renderDiagram(bench: Workbench): TemplateResult {
    const { texts } = this.#language
    const view = this.#look(bench)
    this.#view = view
    const { sheet, notDrawn } = drawn(view, index => this.#goTo(index))
    const { lanes, top, bottom } = view
    return html`<div class="scroll" part="diagram" tabindex="0" role="group" aria-label=${`${texts.timeline}. ${texts.timelineKeys}`}
        @scroll=${() => this.requestUpdate()} @keydown=${this.#steer} @pointerleave=${() => selectionOf(bench).hover({})}>
        <div class="sheet">
          <div class="heads"><svg aria-hidden="true" width=${lanes.sheetWidth} height=${headsHeight}>${this.#heads(view)}</svg></div>
          <svg part="picture" aria-hidden="true" width=${lanes.sheetWidth} height=${bottom - top} viewBox="0 ${top} ${lanes.sheetWidth} ${bottom - top}">${sheet}</svg>
        </div>
      </div>
      ${bench.tape.length === 0 ? html`<p class="quiet">${texts.nothingYet}</p>` : nothing}
      ${notDrawn > 0 ? html`<p class="quiet">${texts.notDrawn(notDrawn)}</p>` : nothing}
      ${this.#renderLegend(view)}`
  }

  #look(bench: Workbench): View {
    const scroll = this.#scroller
    const { width, height } = this.size
    const ruler = this.#ruler.measure(bench.tape.happenings)
    return {
      bench,
      texts: this.#language.texts,
      kinds: this.#casting.kindsOf(bench),
      ruler,
      lanes: new Lanes(bench, width),
      cone: this.#coneOf(bench),
      left: scroll?.scrollLeft ?? 0,
      width,
      ...stretch(ruler, scroll?.scrollTop ?? 0, height),
      captionOf: happening => this.#captionOf(happening),
    }
  }

  #heads({ lanes, left, width, bench }: View): readonly TemplateResult[] {
    const { peer } = selectionOf(bench)
    return lanes.seen(left, width).map(place => {
      const name = lanes.peers[place]!
      const looks = `${bench.actor(name).is} ${name === peer ? 'picked' : ''}`
      return svg`<text class=${looks} x=${lanes.xOf(place)} y="20">${shortName(name)}<title>${name}</title></text>`
    })
  }

  #renderLegend({ kinds, cone, texts }: View): TemplateResult {
    const side = (of: 'past' | 'future', words: string) =>
      html`<li><svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">${sideMark(of)}</svg>${words}</li>`
    return html`<ul class="legend" aria-label=${texts.legend}>
      ${cone === null ? nothing : html`${side('past', texts.past)} ${side('future', texts.future)}`}
      ${[...kinds.values()].map(
        ({ name, label, hue, dash }) =>
          html`<li class=${hue}><svg width="34" height="10" viewBox="-34 -5 34 10" aria-hidden="true">
            <line x1="-34" x2="-8" y1="0" y2="0" stroke-dasharray=${dash} /><path d="M0 0L-9 -4L-9 4Z" /></svg><b>${label}</b> ${name}</li>`,
      )}
    </ul>`
  }

  /** Kept while nothing new has happened: it takes a walk over the whole run. */
  #coneOf(bench: Workbench): Cone | null {
    const { index } = selectionOf(bench)
    const { length, happenings } = bench.tape
    if (index === null || index >= length) return null
    const kept = this.#cone
    if (kept?.bench === bench && kept.length === length && kept.index === index) return kept.cone
    this.#cone = { bench, length, index, cone: new Cone(happenings, index) }
    return this.#cone.cone
  }

  #captionOf(happening: Happening): string {
    const { texts } = this.#language
    const { words } = this.#lab
    const { bench } = this
    const when = texts.happening(happening.index, happening.atMs.toFixed(1))
    if (words === null || bench === null) return when
    const teller = { texts: this.#story.texts, words, membersCount: bench.members.length }
    return `${when}. ${captionOf(happening, teller).join(' ')}`
  }

  #goTo(index: number): void {
    const { bench } = this
    if (bench === null) return
    selectionOf(bench).pick({ index })
    bench.goTo(index + 1)
  }

  #steer = (event: KeyboardEvent): void => {
    const { bench } = this
    if (bench === null || event.ctrlKey || event.metaKey || event.altKey) return
    const here = selectionOf(bench).index ?? bench.position - 1
    const place = steerTo(event.key, here, bench.tape.happenings, new Lanes(bench, 0))
    if (place !== null) this.#point(bench, place)
    else if (event.key === 'Enter') this.#goTo(Math.max(0, here))
    else if (event.key === '+' || event.key === '=') this.#zoomBy(1)
    else if (event.key === '-') this.#zoomBy(-1)
    else if (event.key === 'Escape' && selectionOf(bench).index !== null) selectionOf(bench).pick({})
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #point(bench: Workbench, index: number): void {
    selectionOf(bench).pick({ index })
    const scroll = this.#scroller!
    const y = this.#ruler.yOf(index) + headsHeight
    if (y < scroll.scrollTop + margin || y > scroll.scrollTop + scroll.clientHeight - margin)
      scroll.scrollTop = y - scroll.clientHeight / 2
  }

  // The same as a list

  #renderList(bench: Workbench): TemplateResult {
    const { texts } = this.#language
    const { first, end, earlier, later } = linesAt(bench, this.listFrom)
    const turn = (to: number | null, words: string) =>
      html`<button type="button" ?disabled=${to === null} @click=${() => (this.listFrom = to)}>${words}</button>`
    return html`<div class="bar">${turn(earlier, texts.earlier)} ${turn(later, texts.later)}</div>
      ${end === 0 ? html`<p class="quiet">${texts.nothingYet}</p>` : nothing}
      <ol aria-label=${texts.list}>
        ${bench.tape.happenings.slice(first, end).map(
          happening => html`<li aria-current=${happening.index === bench.position - 1 ? 'step' : nothing}>
            <button type="button" @click=${() => this.#goTo(happening.index)}>${this.#captionOf(happening)}</button>
          </li>`,
        )}
      </ol>`
  }
}

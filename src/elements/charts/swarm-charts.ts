// The element <swarm-charts>: what can be counted of a run over its time, as small lines, and the same as a table.

import { css, html, nothing, type TemplateResult } from 'lit'
import { type Measured, measure, nodesMax, numbersOf } from '../../lab/measures.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { en } from '../../locales/charts/en.ts'
import { chartsTextsOf } from '../../locales/charts/languages.ts'
import { Language } from '../language.ts'
import { looks } from '../looks.ts'
import { PictureElement } from '../picture-element.ts'
import { Slices } from '../slices.ts'
import { chart, chartHeight, type Line, mostOf } from './chart.ts'

/** More lines than these could not be told apart. */
const linesMax = 12

export class SwarmCharts extends PictureElement {
  static override readonly styles = [
    looks,
    css`
      section { display: grid; gap: 0.75rem; min-inline-size: 0; }
      h3 { font-size: 1rem; }
      figure { display: grid; gap: 0.15rem; min-inline-size: 0; }
      figcaption { display: flex; flex-wrap: wrap; gap: 0 0.6rem; font-size: 0.9rem; font-weight: 650; }
      figcaption small { font-weight: 400; color: var(--quiet); }
      svg { display: block; inline-size: 100%; block-size: auto; cursor: pointer; }
      .ground, .most { stroke: var(--line); }
      .most { stroke-dasharray: 2 4; }
      .line { fill: none; stroke: var(--hue); stroke-width: 2; stroke-linejoin: round; }
      .blue { --hue: var(--blue); }
      .vermillion { --hue: var(--vermillion); }
      .green { --hue: var(--green); }
      .purple { --hue: var(--purple); }
      .name { fill: var(--ink); font: 11px var(--font); }
      label { display: grid; gap: 0.15rem; font-size: 0.9rem; }
      select { min-block-size: 2.25rem; inline-size: 100%; padding: 0 0.6rem; border: 1px solid var(--field); border-radius: 8px; background: var(--ground); }
      summary { min-block-size: 2.25rem; align-content: center; cursor: pointer; font-weight: 600; }
      .table { overflow: auto; max-block-size: 24rem; }
      table { border-collapse: collapse; font-size: 0.85rem; }
      th, td { text-align: end; padding: 0.15rem 0.75rem 0.15rem 0; border-block-end: 1px solid var(--line); white-space: nowrap; }
      td button { min-block-size: 1.6rem; padding: 0 0.4rem; }
    `,
  ]
  static override readonly properties = {
    ...PictureElement.properties,
    number: { state: true },
  }

  /** What the reader chose of what nodes hold. */
  declare private number: string | null
  readonly #language = new Language(this, en, chartsTextsOf)
  readonly #slices = new Slices(this)
  #asked = ''
  #measured: Measured | null = null
  /** What was asked of the nodes then. */
  #held: string | null = null

  constructor() {
    super()
    this.number = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#asked = ''
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    if (bench === null) return nothing
    const { texts } = this.#language
    const numbers = namesOf(bench)
    const number = this.number !== null && numbers.includes(this.number) ? this.number : (numbers[0] ?? null)
    this.#count(bench, number)
    const measured = this.#measured
    return html`<section part="charts">
      <h3>${texts.title}</h3>
      ${measured === null ? html`<p class="quiet" role="status">${texts.counting}</p>` : this.#renderCharts(measured)}
      ${
        number === null
          ? nothing
          : html`<label>${texts.number}
            <select @change=${(event: Event) => (this.number = (event.target as HTMLSelectElement).value)}>
              ${numbers.map(name => html`<option value=${name} .selected=${name === number}>${name}</option>`)}
            </select></label>`
      }
      ${measured === null ? nothing : html`${this.#renderHeld(measured, this.#held)} ${this.#renderTable(measured, this.#held)}`}
    </section>`
  }

  /** Again whenever the reader is elsewhere; until it is done, what was counted last is shown. */
  #count(bench: Workbench, number: string | null): void {
    const asked = `${bench.branch.number} ${bench.position} ${bench.atMs} ${number}`
    if (asked === this.#asked) return
    this.#asked = asked
    const stretches = measure(bench, number)
    this.#slices.begin(() => {
      const stretch = stretches.next()
      if (stretch.done !== true) return true
      this.#measured = stretch.value
      this.#held = number
      return false
    })
  }

  #renderCharts({ ends, sent, bytes, lost, inTheAir }: Measured): readonly TemplateResult[] {
    const { texts } = this.#language
    const each = texts.each(this.#number(ends[0]!))
    return [
      this.#renderChart(texts.sent, each, [{ name: null, values: sent }], ends),
      this.#renderChart(texts.bytes, each, [{ name: null, values: bytes }], ends),
      this.#renderChart(texts.lost, each, [{ name: null, values: lost }], ends),
      this.#renderChart(texts.inTheAir, '', [{ name: null, values: inTheAir }], ends),
    ]
  }

  #renderHeld({ held, ends }: Measured, number: string | null): TemplateResult | typeof nothing {
    if (number === null) return nothing
    const { texts } = this.#language
    const all = [...held].map(([name, values]): Line => ({ name, values }))
    const count = this.bench?.members.length ?? 0
    const note = count > linesMax ? texts.firstOf(Math.min(linesMax, nodesMax), count) : ''
    return this.#renderChart(number, note, all.slice(0, linesMax), ends)
  }

  #renderChart(title: string, note: string, lines: readonly Line[], ends: readonly number[]): TemplateResult {
    const most = this.#language.texts.most(this.#number(mostOf(lines)))
    const { width } = this
    return html`<figure>
      <figcaption>${title} <small>${[note, most].filter(part => part !== '').join(' · ')}</small></figcaption>
      <svg viewBox="0 0 ${width} ${chartHeight}" aria-hidden="true"
        @click=${(event: MouseEvent) => this.#goTo(event, ends)}>${chart({ width, lines })}</svg>
    </figure>`
  }

  /** Where on the picture, so far on in the run. */
  #goTo({ clientX, currentTarget }: MouseEvent, ends: readonly number[]): void {
    const { left, width } = (currentTarget as Element).getBoundingClientRect()
    this.bench?.goToTime((Math.max(0, clientX - left) / width) * ends.at(-1)!)
  }

  #renderTable({ ends, sent, bytes, lost, inTheAir, held }: Measured, number: string | null): TemplateResult {
    const { texts } = this.#language
    const nodes = number === null ? [] : [...held].slice(0, linesMax)
    const heads = [
      texts.until,
      texts.sent,
      texts.bytes,
      texts.lost,
      texts.inTheAir,
      ...nodes.map(([name]) => `${name}: ${number}`),
    ]
    return html`<details>
      <summary>${texts.asTable}</summary>
      <div class="table" tabindex="0" role="region" aria-label=${texts.asTable}>
        <table>
          <thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
          <tbody>
            ${ends.map((end, span) => {
              const counts = [
                sent[span]!,
                bytes[span]!,
                lost[span]!,
                inTheAir[span]!,
                ...nodes.map(([, values]) => values[span]),
              ]
              const ms = this.#number(end)
              return html`<tr>
                <td><button type="button" aria-label=${texts.goThere(ms)} @click=${() => this.bench?.goToTime(end)}>${ms}</button></td>
                ${counts.map(count => html`<td class="number">${count == null ? '–' : this.#number(count)}</td>`)}
              </tr>`
            })}
          </tbody>
        </table>
      </div>
    </details>`
  }

  #number(value: number): string {
    return value.toLocaleString(this.#language.code, { maximumFractionDigits: 1 })
  }
}

/** What the nodes hold now, by the first that is up. */
function namesOf(bench: Workbench): readonly string[] {
  for (const peer of bench.members.slice(0, nodesMax)) {
    const { node } = bench.actor(peer)
    if (node !== undefined) return [...numbersOf(node).keys()]
  }
  return []
}

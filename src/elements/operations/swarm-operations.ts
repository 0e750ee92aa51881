// The element <swarm-operations>: what clients asked for and what they were told, as bars in time, and whether one order
// explains all of it: as far as the reader is, judged in slices, and with the evidence where it cannot be.

import { html, nothing, type TemplateResult } from 'lit'
import type { OperationsCheck, OperationsVerdict } from '../../lab/operations-check.ts'
import type { Undertaking } from '../../lab/tape/operations.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { en } from '../../locales/operations/en.ts'
import { operationsTextsOf } from '../../locales/operations/languages.ts'
import { Language } from '../language.ts'
import { looks } from '../looks.ts'
import { PictureElement } from '../picture-element.ts'
import { bars, drawnOf, names } from './bars.ts'
import { Judging } from './judging.ts'
import { operationsStyles } from './operations-styles.ts'
import { type Fate, fateOf, fateSigns, spell } from './spell.ts'

const signs = { holds: '✓', broken: '✗', unknown: '?' } as const
/** Of an order that explains many, the end says what matters. */
const orderShownMax = 12
const rowsAtOnce = 25

export class SwarmOperations extends PictureElement {
  static override readonly styles = [looks, operationsStyles]
  static override readonly properties = {
    ...PictureElement.properties,
    rowCount: { state: true },
  }

  declare private rowCount: number
  readonly #language = new Language(this, en, operationsTextsOf)
  readonly #judging = new Judging(this)

  /** What was shown last: where it is another, the picture turns to it. */
  #shown: OperationsVerdict | null = null
  #count = -1

  constructor() {
    super()
    this.rowCount = rowsAtOnce
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    if (bench === null) return nothing
    const { texts } = this.#language
    const check = this.#judging.at(bench)
    const { operations } = check
    return html`<section part="operations">
      <header><h3>${texts.title}</h3><span class="quiet number">${operations.length}</span></header>
      ${
        operations.length === 0
          ? html`<p class="quiet">${texts.none}</p>`
          : html`${this.#renderVerdict(check)} ${this.#renderBars(bench, check)} ${this.#renderList(check)}`
      }
    </section>`
  }

  protected override updated(): void {
    const scroll = this.renderRoot.querySelector('.scroll')
    const check = this.bench === null ? null : this.#judging.at(this.bench)
    if (scroll === null || (this.#shown === check?.verdict && this.#count === check.operations.length)) return
    this.#shown = check?.verdict ?? null
    this.#count = check?.operations.length ?? 0
    const stuck = scroll.querySelector('.stuck rect')
    const end = scroll.scrollWidth
    scroll.scrollLeft = stuck === null ? end : Number(stuck.getAttribute('x')) - scroll.clientWidth / 2
  }

  #renderVerdict({ verdict, model, operations }: OperationsCheck): TemplateResult {
    const { texts } = this.#language
    if (model === null) return html`<p class="quiet">${texts.noModel}</p>`
    if (verdict !== null) return this.#renderJudged(verdict, operations)
    const { isStopped } = this.#judging
    const turn = () => (isStopped ? this.#judging.goOn() : this.#judging.stop())
    return html`<div class="verdict unknown" part="verdict unknown">
      <span class="sign" aria-hidden="true">?</span>
      <p role="status">${isStopped ? texts.unknown(texts.stopped) : texts.searching}</p>
      <button type="button" @click=${turn}>${isStopped ? texts.searchAgain : texts.stop}</button>
    </div>`
  }

  #renderJudged(verdict: OperationsVerdict, operations: readonly Undertaking[]): TemplateResult {
    const { texts } = this.#language
    const count = operations.filter(({ ended }) => ended?.outcome.is === 'answered').length
    return html`<div class="verdict ${verdict.is}" part="verdict ${verdict.is}">
      <span class="sign" aria-hidden="true">${signs[verdict.is]}</span>
      ${verdict.is === 'holds' ? html`<p role="status">${texts.holds(count)}</p>` : nothing}
      ${verdict.is === 'unknown' ? html`<p role="status">${texts.unknown(verdict.why)}</p>` : nothing}
      ${verdict.is === 'broken' ? this.#renderEvidence(verdict, operations) : nothing}
    </div>`
  }

  #renderEvidence(
    { stuck, order }: Extract<OperationsVerdict, { is: 'broken' }>,
    operations: readonly Undertaking[],
  ): TemplateResult {
    const { texts } = this.#language
    const one = operations[stuck]!
    const late = order.slice(-orderShownMax)
    return html`<p role="status">${texts.broken(spell(one), one.client)}</p>
      <button type="button" @click=${() => this.#open(one)}>${texts.showWhere}</button>
      ${
        order.length === 0
          ? nothing
          : html`<p class="quiet">${texts.explained(order.length)}</p>
          <ol>
            ${late.length < order.length ? html`<li>…</li>` : nothing}
            ${late.map(place => html`<li>${spell(operations[place]!)}</li>`)}
          </ol>`
      }`
  }

  #renderBars({ atMs }: Workbench, { operations, verdict }: OperationsCheck): TemplateResult {
    const { texts } = this.#language
    const stuck = verdict?.is === 'broken' ? verdict.stuck : null
    const drawn = drawnOf(operations, { atMs, widthLeast: this.width, stuck })
    const fates = [...new Set(operations.map(fateOf))]
    const picture = { ...drawn, atMs, verdict, names: texts.outcome, open: (one: Undertaking) => this.#open(one) }
    return html`<div class="picture">${names(drawn)}
        <div class="scroll" tabindex="0" role="region" aria-label=${texts.picture}>
          <svg width=${drawn.width} height=${drawn.height} aria-hidden="true">${bars(picture)}</svg>
        </div>
      </div>
      <p class="key">${fates.map(fate => html`<span><b>${fateSigns[fate]}</b> ${texts.outcome[fate]}</span>`)}
        ${drawn.operations.length === operations.length ? nothing : html`<span>${texts.drawn(drawn.operations.length, operations.length)}</span>`}</p>`
  }

  /** The twin of the picture: the latest first. */
  #renderList({ operations, verdict }: OperationsCheck): TemplateResult {
    const { texts } = this.#language
    const stuck = verdict?.is === 'broken' ? operations[verdict.stuck] : undefined
    const rows = operations.slice(-this.rowCount).reverse()
    const word = (fate: Fate) => `${fateSigns[fate]} ${texts.outcome[fate]}`
    return html`<details>
      <summary>${texts.asList}</summary>
      <div class="table" tabindex="0" role="region" aria-label=${texts.asList}>
        <table>
          <thead><tr>${[texts.client, texts.operation, texts.began, texts.ended, texts.became].map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
          <tbody>
            ${rows.map(
              one => html`<tr class=${one === stuck ? 'stuck' : ''}>
                <td>${one.client}</td>
                <td><button type="button" @click=${() => this.#open(one)}>${one === stuck ? '✗ ' : ''}${spell(one)}</button></td>
                <td class="number">${one.begun.atMs.toFixed(1)}</td>
                <td class="number">${one.ended?.atMs.toFixed(1) ?? '…'}</td>
                <td>${word(fateOf(one))}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${
        rows.length < operations.length
          ? html`<button type="button" @click=${() => (this.rowCount += rowsAtOnce)}>${texts.earlier}</button>`
          : nothing
      }
    </details>`
  }

  /** To where it ended, or to where it began if it still waits. */
  #open({ begun, ended }: Undertaking): void {
    this.bench?.goTo((ended?.index ?? begun.index) + 1)
  }
}

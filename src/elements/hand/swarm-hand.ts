// The element <swarm-hand>: the reader is the network. What is said stays in the air until it is delivered or dropped here,
// by button or by key; what that cost is counted, and whether safety held is told.

import { html, nothing, type TemplateResult } from 'lit'
import type { PeerId } from '../../core/ids.ts'
import { isHeld } from '../../lab/held.ts'
import { brokenSafety, concerns, deliver, goOn, hold, type InTheAir, inTheAir, letGo, tallyOf } from '../../lab/hold.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { en } from '../../locales/hand/en.ts'
import { handTextsOf } from '../../locales/hand/languages.ts'
import { said } from '../../trace/words.ts'
import { BenchElement } from '../bench-element.ts'
import { LabWordsOf } from '../lab-words.ts'
import { Language } from '../language.ts'
import { looks } from '../looks.ts'
import { handStyles } from './hand-styles.ts'

/** More would bury each other; a node can be chosen. */
const rowsMax = 60

type Verb = 'deliver' | 'drop' | 'duplicate'

const verbOfKey: Readonly<Record<string, Verb>> = { d: 'deliver', D: 'deliver', x: 'drop', X: 'drop' }

export class SwarmHand extends BenchElement {
  static override readonly styles = [looks, handStyles]
  static override readonly properties = {
    ...BenchElement.properties,
    chosen: { state: true },
    trouble: { state: true },
  }

  /** Only what this node says or hears is shown. */
  declare private chosen: PeerId | null
  declare private trouble: string
  readonly #language = new Language(this, en, handTextsOf)
  readonly #words = new LabWordsOf(this, () => ({ lab: this.bench?.lab, language: this.#language.code }))

  constructor() {
    super()
    this.chosen = null
    this.trouble = ''
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    if (bench === null) return nothing
    const { texts } = this.#language
    return html`<section part="hand">
      <h3>${texts.title}</h3>
      ${bench.run.isClosed ? html`<p class="quiet">${texts.closed}</p>` : this.#renderHand(bench)}
      ${this.#renderSafety(bench)} ${this.#renderTally(bench)}
    </section>`
  }

  #renderHand(bench: Workbench): TemplateResult {
    const { texts } = this.#language
    if (!isHeld(bench))
      return html`<p>${texts.invitation}</p>
        <button type="button" class="primary" @click=${() => hold(bench)}>${texts.hold}</button>`
    const all = inTheAir(bench)
    const { chosen } = this
    const shown = chosen === null ? all : all.filter(one => concerns(one, chosen))
    return html`<p class="count number" role="status">${texts.waiting(all.length)} ${this.trouble}</p>
      <div class="verbs">
        <label>${texts.of}
          <select @change=${(event: Event) => this.#choose(event)}>
            <option value="" .selected=${chosen === null}>${texts.everyone}</option>
            ${bench.members.map(peer => html`<option value=${peer} .selected=${peer === chosen}>${peer}</option>`)}
          </select></label>
        <button type="button" class="on" @click=${() => goOn(bench)}>${texts.goOn}</button>
      </div>
      ${shown.length === 0 ? html`<p class="quiet">${texts.silence}</p>` : this.#renderList(shown)}
      <p><button type="button" @click=${() => letGo(bench)}>${texts.letGo}</button> <small class="quiet">${texts.letGoSays}</small></p>`
  }

  #renderList(shown: readonly InTheAir[]): TemplateResult {
    const { texts } = this.#language
    return html`<ol @keydown=${this.#onKey}>${shown.slice(0, rowsMax).map(one => this.#renderRow(one))}</ol>
      ${shown.length > rowsMax ? html`<p class="quiet">${texts.andMore(shown.length - rowsMax)}</p>` : nothing}
      <div class="verbs">
        <button type="button" @click=${() => this.#doAll('deliver', shown)}>${texts.deliverAll(shown.length)}</button>
        <button type="button" @click=${() => this.#doAll('drop', shown)}>${texts.dropAll(shown.length)}</button>
      </div>
      <p class="quiet"><small>${texts.keys}</small></p>`
  }

  #renderRow(one: InTheAir): TemplateResult {
    const { texts } = this.#language
    const words = said(one.message)
    const verb = (label: string, verb: Verb) =>
      html`<button type="button" aria-label=${`${label}: ${texts.said(words, one.from, one.to)}`}
        @click=${() => this.#do(verb, one)}>${label}</button>`
    return html`<li data-id=${one.id}>
      <span class="what"><b>${one.from} → ${one.to}</b> ${words}</span>
      <span class="verbs">${verb(texts.deliver, 'deliver')} ${verb(texts.drop, 'drop')} ${verb(texts.twice, 'duplicate')}</span>
    </li>`
  }

  #renderSafety(bench: Workbench): TemplateResult {
    const { texts } = this.#language
    const broken = brokenSafety(bench)
    if (broken === null) return html`<p class="safety quiet" role="status">? ${texts.unknown}</p>`
    if (broken.length === 0)
      return html`<p class="safety" role="status"><b class="sign" aria-hidden="true">✓</b> ${texts.safe}</p>`
    return html`<div role="status">
      ${broken.map(({ id, says }) => {
        const rule = this.#words.words?.rules[id] ?? says
        return html`<p class="safety broken"><b class="sign" aria-hidden="true">✗</b> ${texts.unsafe(id, rule)}</p>`
      })}
    </div>`
  }

  #renderTally(bench: Workbench): TemplateResult {
    const { texts, code } = { texts: this.#language.texts.tally, code: this.#language.code }
    const { sent, byHand, crashed, answered, messagesPerOperation } = tallyOf(bench)
    const price = messagesPerOperation?.toLocaleString(code, { maximumFractionDigits: 1 }) ?? '–'
    const rows: readonly (readonly [string, number | string])[] = [
      [texts.sent, sent],
      [texts.delivered, byHand.deliver],
      [texts.dropped, byHand.drop],
      [texts.doubled, byHand.duplicate],
      [texts.changed, byHand.corrupt],
      [texts.crashed, crashed],
      [texts.answered, answered],
      [texts.perOperation, price],
    ]
    return html`<dl part="tally">${rows.map(([name, count]) => html`<div><dt>${name}</dt><dd class="number">${count}</dd></div>`)}</dl>`
  }

  #choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement
    this.chosen = value === '' ? null : (value as PeerId)
  }

  /** Keys of the list are not those of the lab: arrows go along it. */
  #onKey = (event: KeyboardEvent): void => {
    const row = (event.target as Element).closest('li')
    const verb = verbOfKey[event.key]
    const next = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling }[event.key]
    const one = inTheAir(this.bench!).find(({ id }) => `${id}` === row?.dataset.id)
    if (event.ctrlKey || event.altKey || event.metaKey || (verb === undefined && next === undefined)) return
    event.preventDefault()
    event.stopPropagation()
    if (verb === undefined) next?.querySelector('button')?.focus()
    else if (one !== undefined) void this.#doInList(verb, one, row!)
  }

  /** The focus stays in the list, where there is one. */
  async #doInList(verb: Verb, one: InTheAir, row: Element): Promise<void> {
    const place = [...row.parentElement!.children].indexOf(row)
    this.#do(verb, one)
    await this.updateComplete
    const rows = this.renderRoot.querySelectorAll('li')
    const near = rows[Math.min(place, rows.length - 1)]?.querySelector('button')
    ;(near ?? this.renderRoot.querySelector<HTMLButtonElement>('.on'))?.focus()
  }

  #do(verb: Verb, one: InTheAir): void {
    const { bench } = this
    if (bench === null) return
    const { texts } = this.#language
    const isThere = inTheAir(bench).some(({ id }) => id === one.id)
    const isDone = verb === 'deliver' ? deliver(bench, one) : bench.act({ kind: 'meddle', pending: one.id, verb })
    this.trouble = isDone ? '' : isThere ? texts.lost : texts.tooLate
  }

  #doAll(verb: Verb, all: readonly InTheAir[]): void {
    for (const one of all) this.#do(verb, one)
  }
}

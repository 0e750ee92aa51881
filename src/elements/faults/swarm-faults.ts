// The element <swarm-faults>: all that can be done to a run, as a list: what comes next and how to meddle with it, what may
// befall a node, a link or the network, and what may be asked. The twin, for keyboard and screen reader, of every click.

import { html, nothing, type TemplateResult } from 'lit'
import type { PeerId } from '../../core/ids.ts'
import type { Fields } from '../../core/shape.ts'
import { Malformed } from '../../core/wire.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { en } from '../../locales/panels/en.ts'
import { panelTextsOf } from '../../locales/panels/languages.ts'
import type { Pending } from '../../simulator/pending.ts'
import type { Act } from '../../trace/edit.ts'
import { said } from '../../trace/words.ts'
import { BenchElement } from '../bench-element.ts'
import { Language } from '../language.ts'
import { looks } from '../looks.ts'
import { selectionOf } from '../selection.ts'
import { faultStyles } from './fault-styles.ts'
import { readFields } from './field-input.ts'
import { halves, readGroups } from './groups-input.ts'
import { nodeVerbs } from './verbs.ts'

/** The soonest are what matters; a network of thousands has as many on their way. */
const pendingShownMax = 24
const delayMs = 100

/** What a link may be made to do, and the number that says how much. */
const linkAmounts = { loss: 200, delay: 100, duplicate: 200 } as const

type Trouble = { readonly where: 'next' | 'network' | 'ask'; readonly why: string }

export class SwarmFaults extends BenchElement {
  static override readonly styles = [looks, faultStyles]
  static override readonly properties = {
    ...BenchElement.properties,
    trouble: { state: true },
    request: { state: true },
  }

  declare private trouble: Trouble | null
  declare private request: string
  readonly #language = new Language(this, en, panelTextsOf)

  constructor() {
    super()
    this.trouble = null
    this.request = ''
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    if (bench === null) return nothing
    const { texts } = this.#language
    if (bench.run.isClosed) return html`<p class="quiet">${texts.pastIsClosed}</p>`
    return html`<section part="faults" aria-label=${texts.faults}>
      ${this.#renderNext(bench)}
      <details name="verbs" open>
        <summary>${texts.onNode}</summary>
        ${this.#renderNode(bench)}
      </details>
      <details name="verbs">
        <summary>${texts.onNetwork}</summary>
        ${this.#renderNetwork(bench)} ${this.#renderTrouble('network')}
      </details>
      <details name="verbs">
        <summary>${texts.ask}</summary>
        ${this.#renderAsk(bench)} ${this.#renderTrouble('ask')}
      </details>
    </section>`
  }

  #renderTrouble(where: Trouble['where']): TemplateResult {
    const why = this.trouble?.where === where ? this.trouble.why : ''
    return html`<p class="trouble" role="status">${why}</p>`
  }

  // What comes next

  #renderNext(bench: Workbench): TemplateResult {
    const { texts } = this.#language
    const pending = bench.pending()
    return html`<h3>${texts.next}</h3>
      ${pending.length === 0 ? html`<p class="quiet">${bench.isLive ? texts.inNobodysHand : texts.nothingNext}</p>` : nothing}
      <ol class="next" part="next">
        ${pending.slice(0, pendingShownMax).map(one => this.#renderPending(bench, one))}
      </ol>
      ${
        pending.length > pendingShownMax
          ? html`<p class="quiet">${texts.andMore(pending.length - pendingShownMax)}</p>`
          : nothing
      }
      ${this.#renderTrouble('next')}`
  }

  #renderPending(bench: Workbench, pending: Pending): TemplateResult {
    const { texts } = this.#language
    const label = this.#labelOf(pending)
    const wait = Math.max(0, pending.dueMs - bench.atMs)
    const verb = (text: string, act: Act<any>) =>
      html`<button type="button" aria-label=${`${text}: ${label}`} @click=${() => this.#act(act, 'next')}>${text}</button>`
    const meddle = { kind: 'meddle', pending: pending.id } as const
    return html`<li>
      <span class="what">${label}<small class="number quiet">${texts.inTime(wait.toFixed(1))}</small></span>
      <span class="verbs">
        ${
          pending.kind === 'message'
            ? html`${verb(texts.deliverNow, { ...meddle, verb: 'deliver' })} ${verb(texts.drop, { ...meddle, verb: 'drop' })}
            ${verb(texts.later(delayMs), { ...meddle, verb: 'delay', byMs: delayMs })}
            ${verb(texts.twice, { ...meddle, verb: 'duplicate' })}`
            : nothing
        }
        ${pending.kind === 'timer' ? verb(texts.ringNow, { ...meddle, verb: 'deliver' }) : nothing}
      </span>
    </li>`
  }

  #labelOf(pending: Pending): string {
    const { texts } = this.#language
    if (pending.kind === 'message') return texts.message(said(pending.message), pending.from, pending.node)
    if (pending.kind === 'timer') return texts.timer(said(pending.timer), pending.node)
    return texts.other(pending.kind, pending.node)
  }

  // A node

  #renderNode(bench: Workbench): TemplateResult {
    const { texts } = this.#language
    const node = this.#chosen(bench)
    if (node === null) return html``
    return html`<label
        >${texts.onNode}
        <select @change=${(event: Event) => selectionOf(bench).pick({ peer: chosenIn(event) as PeerId })}>
          ${bench.members.map(peer => html`<option value=${peer} .selected=${peer === node}>${peer}</option>`)}
        </select></label
      >
      <div class="verbs">
        ${nodeVerbs(node, bench.actor(node), texts).map(
          ({ label, faults }) =>
            html`<button type="button" @click=${() => this.#inject(faults, 'network')}>${label}</button>`,
        )}
      </div>`
  }

  #chosen(bench: Workbench): PeerId | null {
    const { peer } = selectionOf(bench)
    return peer !== null && bench.members.includes(peer) ? peer : (bench.members[0] ?? null)
  }

  // Links and the network

  #renderNetwork(bench: Workbench): TemplateResult {
    const { texts } = this.#language
    const names = (label: string, name: string) =>
      html`<label
        >${label}<select name=${name}>
          <option value="">${texts.everyone}</option>
          ${bench.members.map(peer => html`<option value=${peer}>${peer}</option>`)}
        </select></label
      >`
    return html`<form class="groups" @submit=${(event: SubmitEvent) => this.#partition(event, bench)}>
        <label
          >${texts.groups}
          <input name="groups" autocomplete="off" spellcheck="false" placeholder=${texts.groupsHint} .value=${halves(bench.members)}
        /></label>
        <button>${texts.partition}</button>
        <button type="button" @click=${() => this.#inject([{ type: 'heal' }], 'network')}>${texts.heal}</button>
      </form>
      <form class="link" @submit=${(event: SubmitEvent) => this.#onLink(event)}>
        ${names(texts.from, 'from')} ${names(texts.to, 'to')}
        <label
          >${texts.amount}<input name="amount" type="number" min="0" max="60000" step="1" placeholder="200"
        /></label>
        <div class="verbs">
          <button value="cut">${texts.cut}</button> <button value="mend">${texts.mend}</button>
          <button value="loss">${texts.loss} <small>(‰)</small></button>
          <button value="delay">${texts.delay} <small>(${texts.milliseconds})</small></button>
          <button value="duplicate">${texts.duplicate} <small>(‰)</small></button>
        </div>
      </form>`
  }

  #partition(event: SubmitEvent, bench: Workbench): void {
    event.preventDefault()
    const groups = readGroups(fieldsOf(event)('groups'), bench.members)
    if (groups === null)
      this.trouble = { where: 'network', why: `${this.#language.texts.groups}: ${this.#language.texts.groupsHint}` }
    else this.#inject([{ type: 'partition', groups }], 'network')
  }

  #onLink(event: SubmitEvent): void {
    event.preventDefault()
    const field = fieldsOf(event)
    const ends = { from: (field('from') || null) as PeerId | null, to: (field('to') || null) as PeerId | null }
    const verb = (event.submitter as HTMLButtonElement | null)?.value ?? ''
    if (verb === 'cut' || verb === 'mend') return this.#inject([{ type: verb, ...ends }], 'network')
    if (verb !== 'loss' && verb !== 'delay' && verb !== 'duplicate') return
    const amount = Math.trunc(Number(field('amount') || linkAmounts[verb]))
    const perMille = Math.min(1_000, amount)
    if (verb === 'delay') this.#inject([{ type: 'delay', lowMs: amount, highMs: amount, ...ends }], 'network')
    else this.#inject([{ type: verb, perMille, ...ends }], 'network')
  }

  // Asking

  #renderAsk(bench: Workbench): TemplateResult {
    const { texts } = this.#language
    const { requests } = bench.tape.protocol.vocabulary
    const names = Object.keys(requests)
    const name = names.includes(this.request) ? this.request : (names[0] ?? '')
    return html`<form class="ask" @submit=${(event: SubmitEvent) => this.#ask(event, bench, name)}>
      <label
        >${texts.request}
        <select @change=${(event: Event) => (this.request = chosenIn(event))}>
          ${names.map(one => html`<option value=${one} .selected=${one === name}>${one}</option>`)}
        </select></label
      >
      ${Object.entries((requests[name]?.ask ?? {}) as Fields).map(
        ([field, shape]) =>
          html`<label
            >${field} <small class="quiet">${shape.name}</small>
            <input name=${field} autocomplete="off" spellcheck="false"
          /></label>`,
      )}
      <button>${texts.ask} ${this.#chosen(bench)}</button>
    </form>`
  }

  #ask(event: SubmitEvent, bench: Workbench, name: string): void {
    event.preventDefault()
    const node = this.#chosen(bench)
    if (node === null) return
    try {
      const fields = readFields(bench.tape.protocol.vocabulary.requests[name]!.ask, fieldsOf(event))
      this.#act({ kind: 'ask', node, request: { type: name, ...fields } }, 'ask')
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      this.trouble = { where: 'ask', why: error.message }
    }
  }

  #inject(faults: readonly Fault[], where: Trouble['where']): void {
    for (const fault of faults) this.#act({ kind: 'fault', fault }, where)
  }

  #act(act: Act<any>, where: Trouble['where']): void {
    const isDone = this.bench?.act(act) ?? false
    this.trouble = isDone ? null : { where, why: this.#language.texts.tooLate }
  }
}

const chosenIn = (event: Event): string => (event.target as HTMLSelectElement).value

function fieldsOf(event: SubmitEvent): (name: string) => string {
  const typed = new FormData(event.target as HTMLFormElement)
  return name => String(typed.get(name) ?? '')
}

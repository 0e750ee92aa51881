// The menu of a node, a link, a message or the whole network: every verb that it bears, where the reader pointed.

import { html, type LitElement, nothing, type TemplateResult } from 'lit'
import type { PeerId } from '../../core/ids.ts'
import type { Fields } from '../../core/shape.ts'
import { Malformed } from '../../core/wire.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Arrow } from '../../lab/tape/arrows.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { en } from '../../locales/panels/en.ts'
import { panelTextsOf } from '../../locales/panels/languages.ts'
import type { PanelTexts } from '../../locales/panels/texts.ts'
import type { PictureTexts } from '../../locales/pictures/texts.ts'
import type { Act } from '../../trace/edit.ts'
import { said, shown } from '../../trace/words.ts'
import { readFields } from '../faults/field-input.ts'
import { nodeVerbs } from '../faults/verbs.ts'
import { Language } from '../language.ts'
import { wear } from '../later.ts'
import { pendingOf } from './arrivals.ts'
import { menuStyles } from './menu-styles.ts'
import { partition } from './partition.ts'

export type Target =
  | { readonly is: 'node'; readonly peer: PeerId }
  | { readonly is: 'link'; readonly from: PeerId; readonly to: PeerId }
  | { readonly is: 'message'; readonly arrow: Arrow }
  | { readonly is: 'network' }

const delayMs = 100
const amounts = { latency: 100, loss: 200, bytesPerMs: 100 } as const
const amountMax = 60_000
/** Of how many nodes a list of sides is still a list. */
export const sidesMax = 200

export class Menu {
  readonly #host: LitElement
  readonly #pictureTexts: () => PictureTexts
  readonly #panelLanguage: Language<PanelTexts>
  #target: Target | null = null
  /** What had the focus, and gets it back. */
  #opener: Element | null = null
  #trouble = ''

  constructor(host: LitElement, pictureTexts: () => PictureTexts) {
    this.#host = host
    this.#pictureTexts = pictureTexts
    this.#panelLanguage = new Language(host, en, panelTextsOf)
    wear(host, menuStyles)
  }

  #texts(): { readonly picture: PictureTexts; readonly panel: PanelTexts } {
    return { picture: this.#pictureTexts(), panel: this.#panelLanguage.texts }
  }

  /** Beside a point of the window. */
  async open(target: Target, x: number, y: number): Promise<void> {
    this.#opener = (this.#host.renderRoot as ShadowRoot).activeElement
    this.#target = target
    this.#trouble = ''
    this.#host.requestUpdate()
    await this.#host.updateComplete
    const popover = this.#popover
    if (popover === null) return
    popover.showPopover()
    const { width, height } = popover.getBoundingClientRect()
    popover.style.left = `${Math.max(8, Math.min(x + 8, window.innerWidth - width - 8))}px`
    popover.style.top = `${Math.max(8, Math.min(y + 8, window.innerHeight - height - 8))}px`
    popover.querySelector<HTMLElement>('.verbs button, input')?.focus()
  }

  render(bench: Workbench): TemplateResult {
    const { picture } = this.#texts()
    const target = this.#target
    return html`<div class="menu" part="menu" popover="auto" role="dialog" aria-label=${this.#titleOf(target)}>
      ${
        target === null
          ? nothing
          : html`<p class="title">${this.#titleOf(target)}</p>
          <button type="button" class="close" aria-label=${picture.close} @click=${() => this.#close()}>✕</button>
          ${this.#renderTarget(bench, target)}
          ${this.#trouble === '' ? nothing : html`<p class="trouble" role="alert">${this.#trouble}</p>`}`
      }
    </div>`
  }

  get #popover(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.menu')
  }

  #close(): void {
    this.#popover?.hidePopover()
    if (this.#opener instanceof SVGElement || this.#opener instanceof HTMLElement) this.#opener.focus()
  }

  #titleOf(target: Target | null): string {
    const { picture } = this.#texts()
    switch (target?.is) {
      case 'node':
        return target.peer
      case 'link':
        return picture.link(target.from, target.to)
      case 'message':
        return picture.messageFrom(target.arrow.message.type, target.arrow.from, target.arrow.to)
      default:
        return picture.network
    }
  }

  #renderTarget(bench: Workbench, target: Target): TemplateResult | typeof nothing {
    const isClosed = bench.run.isClosed
    const closed = html`<p class="quiet">${this.#texts().panel.pastIsClosed}</p>`
    switch (target.is) {
      case 'message':
        return html`${contents(target.arrow)} ${isClosed ? closed : this.#renderMessage(bench, target.arrow)}`
      case 'node':
        return isClosed ? closed : this.#renderNode(bench, target.peer)
      case 'link':
        return isClosed ? closed : this.#renderLink(target.from, target.to)
      case 'network':
        return isClosed ? closed : this.#renderNetwork(bench)
    }
  }

  #renderNode(bench: Workbench, peer: PeerId): TemplateResult {
    const { panel, picture } = this.#texts()
    const others = bench.members.filter(other => other !== peer)
    return html`<div class="verbs">
        ${nodeVerbs(peer, bench.actor(peer), panel).map(({ label, faults }) => this.#verb(label, faults))}
      </div>
      ${
        others.length === 0
          ? nothing
          : html`<p class="part">${picture.links}</p>
          <label class="field">${panel.to}
            <select @change=${(event: Event) => this.#turnTo(peer, (event.target as HTMLSelectElement).value as PeerId)}>
              <option value=""></option>
              ${others.map(other => html`<option value=${other}>${other}</option>`)}
            </select></label>`
      }`
  }

  /** From a node's menu to that of one of its links: the way by keyboard. */
  #turnTo(from: PeerId, to: string): void {
    if (to !== '') this.#target = { is: 'link', from, to: to as PeerId }
    this.#host.requestUpdate()
  }

  #renderLink(from: PeerId, to: PeerId): TemplateResult {
    const { panel } = this.#texts()
    const there = { from, to }
    const back = { from: to, to: from }
    const both = (fault: (ends: typeof there) => Fault) => [fault(there), fault(back)]
    return html`<div class="verbs">
        ${this.#verb(`${panel.cut} ${from} → ${to}`, [{ type: 'cut', ...there }])}
        ${this.#verb(`${panel.cut} ${to} → ${from}`, [{ type: 'cut', ...back }])}
        ${this.#verb(
          `${panel.cut} ${from} ↔ ${to}`,
          both(ends => ({ type: 'cut', ...ends })),
        )}
        ${this.#verb(
          panel.mend,
          both(ends => ({ type: 'mend', ...ends })),
        )}
      </div>
      <form @submit=${(event: SubmitEvent) => {
        const [verb, amount] = amountIn(event)
        if (verb === 'latency') this.#inject(both(ends => ({ type: 'delay', lowMs: amount, highMs: amount, ...ends })))
        else this.#inject(both(ends => ({ type: 'loss', perMille: Math.min(1_000, amount), ...ends })))
      }}>
        ${this.#amount(`${panel.delay} (${panel.milliseconds})`, 'latency')} ${this.#amount(`${panel.loss} (‰)`, 'loss')}
      </form>`
  }

  #renderMessage(bench: Workbench, arrow: Arrow): TemplateResult {
    const { panel, picture } = this.#texts()
    const pending = pendingOf(arrow, bench.pending())
    if (pending === undefined) return html`<p class="quiet">${bench.isLive ? panel.inNobodysHand : panel.tooLate}</p>`
    const meddle = { kind: 'meddle', pending: pending.id } as const
    const verb = (label: string, act: Act<any>) =>
      html`<button type="button" @click=${() => this.#act([act])}>${label}</button>`
    return html`<div class="verbs">
        ${verb(panel.deliverNow, { ...meddle, verb: 'deliver' })} ${verb(panel.drop, { ...meddle, verb: 'drop' })}
        ${verb(panel.later(delayMs), { ...meddle, verb: 'delay', byMs: delayMs })}
        ${verb(panel.twice, { ...meddle, verb: 'duplicate' })}
      </div>
      ${
        Object.keys(fieldsOf(pending.message)).length === 0
          ? nothing
          : html`<details>
          <summary>${picture.corrupt}</summary>
          <form @submit=${(event: SubmitEvent) => this.#corrupt(event, bench, pending.id, pending.message)}>
            ${Object.entries(fieldsOf(pending.message)).map(
              ([name, value]) =>
                html`<label class="field">${name}<input name=${name} autocomplete="off" spellcheck="false" .value=${written(value)} /></label>`,
            )}
            <div class="verbs"><button>${picture.doIt}</button></div>
          </form>
        </details>`
      }`
  }

  #corrupt(event: SubmitEvent, bench: Workbench, pending: number, message: { readonly type: string }): void {
    event.preventDefault()
    const typed = new FormData(event.target as HTMLFormElement)
    const shapes: Fields = bench.tape.protocol.vocabulary.messages[message.type]!
    const before = fieldsOf(message)
    const changed = Object.entries(shapes).filter(([name]) => String(typed.get(name) ?? '') !== written(before[name]))
    try {
      const fields = readFields(Object.fromEntries(changed), name => String(typed.get(name) ?? ''))
      this.#act([{ kind: 'meddle', pending, verb: 'corrupt', message: { ...message, ...fields } }])
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      this.#complain(error.message)
    }
  }

  #renderNetwork(bench: Workbench): TemplateResult {
    const { panel, picture } = this.#texts()
    const { members } = bench
    return html`<form @submit=${(event: SubmitEvent) => {
      event.preventDefault()
      const away = new FormData(event.target as HTMLFormElement).getAll('away') as PeerId[]
      this.#inject([partition(members, away)])
    }}>
        ${
          members.length > sidesMax
            ? nothing
            : html`<fieldset>
            <legend>${picture.otherSide}</legend>
            ${members.map(peer => html`<label><input type="checkbox" name="away" value=${peer} />${peer}</label>`)}
          </fieldset>
          <div class="verbs"><button class="primary">${panel.partition}</button>${this.#verb(panel.heal, [{ type: 'heal' }])}</div>`
        }
      </form>
      <form @submit=${(event: SubmitEvent) => this.#inject([{ type: 'bandwidth', bytesPerMs: amountIn(event)[1] }])}>
        ${this.#amount(picture.bandwidth, 'bytesPerMs')}
      </form>`
  }

  #amount(label: string, verb: keyof typeof amounts): TemplateResult {
    const { picture } = this.#texts()
    return html`<label class="field">${label}
        <input name=${verb} type="number" min="0" max=${amountMax} step="1" .value=${`${amounts[verb]}`} /></label>
      <div class="verbs"><button value=${verb} aria-label=${`${picture.doIt}: ${label}`}>${picture.doIt}</button></div>`
  }

  #verb(label: string, faults: readonly Fault[]): TemplateResult {
    return html`<button type="button" @click=${() => this.#inject(faults)}>${label}</button>`
  }

  #inject(faults: readonly Fault[]): void {
    this.#act(faults.map(fault => ({ kind: 'fault', fault })))
  }

  #act(acts: readonly Act<any>[]): void {
    const { bench } = this.#host as LitElement & { readonly bench: Workbench | null }
    const isDone = bench !== null && acts.every(act => bench.act(act))
    if (isDone) this.#close()
    else this.#complain(this.#texts().panel.tooLate)
  }

  #complain(why: string): void {
    this.#trouble = why
    this.#host.requestUpdate()
  }
}

function contents({ message }: Arrow): TemplateResult {
  const fields = Object.entries(fieldsOf(message))
  if (fields.length === 0) return html`<p class="quiet">${said(message)}</p>`
  return html`<dl>${fields.map(([name, value]) => html`<dt>${name}</dt><dd>${shown(value)}</dd>`)}</dl>`
}

function fieldsOf(message: { readonly type: string }): Readonly<Record<string, unknown>> {
  const { type: _, ...fields } = message
  return fields
}

/** As a reader may type it back: a bare word, or JSON. What JSON cannot say stays as it is unless it is typed over. */
const written = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/** Which button was pressed, and the number beside it, within its bounds. */
function amountIn(event: SubmitEvent): readonly [verb: string, amount: number] {
  event.preventDefault()
  const verb = (event.submitter as HTMLButtonElement | null)?.value ?? ''
  const typed = Number(new FormData(event.target as HTMLFormElement).get(verb))
  return [verb, Math.max(0, Math.min(amountMax, Math.trunc(typed) || 0))]
}

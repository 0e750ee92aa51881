// The element <swarm-state>: one node from inside, at the reader's place: its state with what just changed, its timers,
// and the protocol's own picture of it where there is one.

import { type CSSResult, css, html, nothing, type TemplateResult } from 'lit'
import type { PeerId } from '../../core/ids.ts'
import type { Lab } from '../../lab/lab.ts'
import type { NodeView, Seen } from '../../lab/view.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { en } from '../../locales/panels/en.ts'
import { panelTextsOf } from '../../locales/panels/languages.ts'
import { said } from '../../trace/words.ts'
import { BenchElement } from '../bench-element.ts'
import { Language } from '../language.ts'
import { looks } from '../looks.ts'
import { selectionOf } from '../selection.ts'
import { stateStyles, stateTree } from './state-tree.ts'

/** Beyond, a list to choose from takes less room than a row of buttons. */
const buttonsMax = 12

export class SwarmState extends BenchElement {
  static override readonly styles = [
    looks,
    stateStyles,
    css`
      nav { display: flex; flex-wrap: wrap; gap: 0.35rem; margin-block-end: 0.75rem; }
      nav button { min-inline-size: 2.75rem; padding: 0 0.6rem; }
      nav button[aria-pressed='true'] { background: var(--accent); color: var(--on-accent); border-color: transparent; }
      nav .down { text-decoration: line-through; }
      .standing { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; margin-block-end: 0.5rem; color: var(--quiet); }
      .standing strong { color: var(--ink); }
      h3 { margin-block: 0.9rem 0.3rem; font-size: 0.9rem; }
      .timers { display: grid; gap: 0.2rem; font-size: 0.9rem; }
      .timers li { display: flex; justify-content: space-between; gap: 1rem; overflow-wrap: anywhere; }
    `,
  ]
  static override readonly properties = {
    ...BenchElement.properties,
    view: { state: true },
    isTooLate: { state: true },
  }

  declare private view: NodeView | null
  /** What the reader last asked for in the picture of a node is no longer to come. */
  declare private isTooLate: boolean
  readonly #language = new Language(this, en, panelTextsOf)
  #viewedLab: Lab | null = null

  constructor() {
    super()
    this.view = null
    this.isTooLate = false
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed)
    const lab = this.bench?.lab ?? null
    if (lab === this.#viewedLab) return
    this.#viewedLab = lab
    this.view = null
    void this.#loadView(lab)
  }

  async #loadView(lab: Lab | null): Promise<void> {
    const loaded = await lab?.view?.()
    if (loaded === undefined || lab !== this.#viewedLab) return
    const { adoptedStyleSheets } = this.renderRoot as ShadowRoot
    const sheet = (loaded.view.styles as CSSResult).styleSheet
    if (sheet !== undefined && !adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet)
    this.view = loaded.view
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    if (bench === null) return nothing
    const { texts } = this.#language
    const peer = this.#peerOf(bench)
    return html`<section part="state" aria-label=${texts.state}>
      ${this.#renderChoice(bench, peer)} ${peer === null ? nothing : this.#renderNode(bench, peer)}
    </section>`
  }

  /** The node that was picked anywhere, or the one to which something just happened. */
  #peerOf(bench: Workbench): PeerId | null {
    const { peer } = selectionOf(bench)
    if (peer !== null && bench.members.includes(peer)) return peer
    const { happening } = bench
    return happening?.kind === 'step' ? happening.node : (bench.members[0] ?? null)
  }

  #renderChoice(bench: Workbench, chosen: PeerId | null): TemplateResult {
    const { texts } = this.#language
    const { members } = bench
    const pick = (peer: PeerId) => selectionOf(bench).pick({ peer })
    if (members.length > buttonsMax) {
      return html`<nav aria-label=${texts.nodes}>
        <select
          aria-label=${texts.nodes}
          @change=${(event: Event) => pick((event.target as HTMLSelectElement).value as PeerId)}
        >
          ${members.map(peer => html`<option value=${peer} .selected=${peer === chosen}>${peer}</option>`)}
        </select>
      </nav>`
    }
    return html`<nav aria-label=${texts.nodes}>
      ${members.map(
        peer =>
          html`<button
            type="button"
            class=${bench.actor(peer).is}
            aria-pressed=${peer === chosen ? 'true' : 'false'}
            @click=${() => pick(peer)}
          >
            ${peer}
          </button>`,
      )}
    </nav>`
  }

  #renderNode(bench: Workbench, peer: PeerId): TemplateResult {
    const { texts, code } = this.#language
    const actor = bench.actor(peer)
    const { node, timers, is, isHonest, isSaving } = actor
    // The same actor answers the next question, so that what it shows must be taken before that.
    const ask: Seen['ask'] = (asked, request) => {
      this.isTooLate = !bench.act({ kind: 'ask', node: asked, request })
    }
    const seen = { peer, node, members: bench.members, timers, atMs: bench.atMs, language: code, ask }
    const changes = bench.changesOf(peer)
    return html`<div class="standing">
        <strong>${peer}</strong>
        <span>${texts.standing[is]}</span>
        ${isHonest ? nothing : html`<span>${texts.lies}</span>`} ${isSaving ? html`<span>${texts.saving}</span>` : nothing}
      </div>
      ${
        node === undefined
          ? html`<p class="quiet">${texts.down}</p>`
          : html`${this.isTooLate ? html`<p role="alert">${texts.tooLate}</p>` : nothing}
            ${this.view?.draw({ ...seen, changes })} ${stateTree(node, changes, texts)}
            <h3>${texts.timers}</h3>
            ${
              timers.length === 0
                ? html`<p class="quiet">${texts.noTimers}</p>`
                : html`<ul class="timers">
                  ${timers.map(
                    ({ timer, dueAtMs }) =>
                      html`<li>
                        <span>${said(timer)}</span
                        ><span class="number quiet">${texts.inMs(Math.max(0, dueAtMs - bench.atMs).toFixed(0))}</span>
                      </li>`,
                  )}
                </ul>`
            }`
      }`
  }
}

// What stands around the picture of a lab: the tasks above it, the panels beside it, and what is chosen, tried and taken away
// below. It comes when the picture stands; what it does not decide itself it asks of the lab.

import { html, type LitElement, nothing, type TemplateResult } from 'lit'
import type { Challenge } from '../../lab/challenge.ts'
import { Prediction } from '../../lab/prediction.ts'
import type { LabWords } from '../../lab/words.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { en } from '../../locales/desk/en.ts'
import { deskTextsOf } from '../../locales/desk/languages.ts'
import { Language } from '../language.ts'
import { Later, wear } from '../later.ts'
import { summon } from '../roster.ts'
import type { Address } from './address.ts'
import { branchTree } from './branch-tree.ts'
import { challenges, underWay } from './challenges.ts'
import type { Attributes } from './choice.ts'
import { deskStyles } from './desk-styles.ts'
import { guess } from './guess.ts'
import { help } from './help.ts'
import { setup } from './setup.ts'
import { type Panel, tabs } from './tabs.ts'

/** What the lab does for its desk. */
export interface Errands {
  pause(): void
  choose(change: Attributes): void
  begin(challenge: Challenge): void
  openFile(file: File): void
  runAgain(): void
}

/** What the lab shows now. */
export interface Shown {
  readonly bench: Workbench
  readonly words: LabWords
  readonly chosen: Attributes
  readonly challenge: Challenge | null
}

export class Desk {
  readonly #host: LitElement
  readonly #address: Address
  readonly #errands: Errands
  readonly #language: Language<typeof en>
  readonly #share = new Later(() => import('./share.ts'))
  #panel: Panel = 'story'
  #prediction: Prediction | null = null
  /** Where the reader stood when a link was copied. */
  #copiedAt: number | null = null

  constructor(host: LitElement, address: Address, errands: Errands) {
    this.#host = host
    this.#address = address
    this.#errands = errands
    this.#language = new Language(host, en, deskTextsOf)
    wear(host, deskStyles)
    void summon('swarm-timeline')
    void summon(`swarm-${this.#panel}`)
  }

  /** A question is open, and the picture of what is to come would answer it. */
  get isVeiled(): boolean {
    return this.#prediction?.question != null
  }

  open(panel: Panel): void {
    this.#panel = panel
    void summon(`swarm-${panel}`)
    this.#host.requestUpdate()
    void this.#host.updateComplete.then(() => this.#find(`#tab-${panel}`)?.focus())
  }

  showHelp(): void {
    ;(this.#find('dialog') as HTMLDialogElement | null)?.showModal()
  }

  above({ bench, words, challenge }: Shown): TemplateResult {
    if (this.#prediction?.bench !== bench) this.#prediction = new Prediction(bench)
    const prediction = this.#prediction
    const { texts } = this.#language
    return html`${underWay({ bench, words, texts, current: challenge })}
      ${guess({ prediction, bench, words, texts, ask: () => this.#ask(prediction) })}`
  }

  beside({ bench }: Shown): TemplateResult {
    const panel = this.#panel
    return html`${tabs(panel, this.#language.texts, chosen => this.open(chosen))}
      <div role="tabpanel" id="panel" aria-labelledby="tab-${panel}" tabindex="0">
        ${panel === 'story' ? html`<swarm-story .bench=${bench}></swarm-story>` : nothing}
        ${panel === 'state' ? html`<swarm-state .bench=${bench}></swarm-state>` : nothing}
        ${panel === 'rules' ? html`<swarm-rules .bench=${bench}></swarm-rules>` : nothing}
        ${panel === 'faults' ? html`<swarm-faults .bench=${bench}></swarm-faults>` : nothing}
      </div>`
  }

  below({ bench, words, chosen }: Shown): TemplateResult {
    const { texts } = this.#language
    const { choose, begin } = this.#errands
    return html`<div class="below">
        <details>
          <summary>${texts.setUp}</summary>
          ${setup({ lab: bench.lab, words, chosen, nodes: bench.members.length, texts, choose })}
        </details>
        <details ?open=${bench.branches.length > 1}>
          <summary>${texts.branches} <span class="quiet number">&nbsp;${bench.branches.length}</span></summary>
          ${branchTree(bench, texts)}
        </details>
        ${challenges({ bench, words, texts, begin })} ${this.#renderShare(bench)}
      </div>
      ${help(texts)}`
  }

  #ask(prediction: Prediction): void {
    this.#errands.pause()
    prediction.ask()
    this.#host.requestUpdate()
  }

  #renderShare(bench: Workbench): TemplateResult {
    const { texts } = this.#language
    const { openFile, runAgain } = this.#errands
    return html`<details @toggle=${() => this.#share.now().then(() => this.#host.requestUpdate())}>
      <summary>${texts.share}</summary>
      ${this.#share.value?.share({
        bench,
        texts,
        address: this.#address,
        isCopied: this.#copiedAt === bench.position,
        copied: () => {
          this.#copiedAt = bench.position
          this.#host.requestUpdate()
        },
        picture: () => this.#find('swarm-network')?.shadowRoot?.querySelector('[part~=picture] svg') ?? null,
        open: openFile,
        runAgain,
      })}
    </details>`
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector)
  }
}

// What stands around the picture of a lab: the tasks above it, the panels beside it, and what is chosen, tried and taken away
// below. It comes when the picture stands; what it does not decide itself it asks of the lab.

import { html, type LitElement, nothing, type TemplateResult } from 'lit'
import { type Challenge, permits } from '../../lab/challenge.ts'
import { Prediction } from '../../lab/prediction.ts'
import { SimulatedRun } from '../../lab/simulated-run.ts'
import type { LabWords } from '../../lab/words.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { en } from '../../locales/desk/en.ts'
import { deskTextsOf } from '../../locales/desk/languages.ts'
import type { SwarmGround } from '../ground/swarm-ground.ts'
import { Language } from '../language.ts'
import { Later, wear } from '../later.ts'
import { summon } from '../roster.ts'
import type { Address } from './address.ts'
import { branchTree } from './branch-tree.ts'
import { challenges, underWay } from './challenges.ts'
import type { Attributes } from './choice.ts'
import { perform } from './deeds.ts'
import { deskStyles } from './desk-styles.ts'
import { guess } from './guess.ts'
import { help } from './help.ts'
import type { Deed } from './keys.ts'
import type { Opened } from './opening.ts'
import type { Playing } from './playing.ts'
import { setup } from './setup.ts'
import { type Panel, panelsOf, tabs } from './tabs.ts'
import { ticks } from './ticks.ts'

interface Host extends LitElement {
  /** `off`: none of them steers the lab. */
  keys: string | null
}

/** What the lab does for its desk. */
export interface Errands {
  /** `challenge`: the one that the reader is at still. */
  choose(change: Attributes, challenge: Challenge | null): void
  begin(challenge: Challenge): void
  /** Shows a run that came from elsewhere, unless it makes no sense. */
  take(opening: Promise<Opened>): Promise<void>
}

/** What the lab shows now. */
export interface Shown {
  readonly bench: Workbench
  readonly words: LabWords
  readonly chosen: Attributes
  readonly challenge: Challenge | null
  /** The room whose peers the lab may run on, and its relays. */
  readonly room: string | null
  readonly relays: string | null
}

export class Desk {
  readonly #host: Host
  readonly #address: Address
  readonly #playing: Playing
  readonly #errands: Errands
  readonly #language: Language<typeof en>
  readonly #share = new Later(() => import('./share.ts'))
  readonly #arrival = new Later(() => import('./arrival.ts'))
  #panel: Panel = 'story'
  #prediction: Prediction | null = null
  /** Where the reader stood when a link was copied. */
  #copiedAt: number | null = null
  #chosen: Attributes = {}

  constructor(host: Host, address: Address, playing: Playing, errands: Errands) {
    this.#host = host
    this.#address = address
    this.#playing = playing
    this.#errands = errands
    this.#language = new Language(host, en, deskTextsOf)
    wear(host, deskStyles)
    host.addEventListener('swarm-live', ({ detail }) => void this.#follow(detail.bench, {}))
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

  /** What a key or a button asks for. */
  do(deed: Deed, bench: Workbench): void {
    perform(deed, {
      bench,
      playing: this.#playing,
      showActions: () => this.open('faults'),
      showHelp: () => this.#showHelp(),
      leave: () => this.#find('.lab')?.blur(),
    })
  }

  #showHelp(): void {
    ;(this.#find('dialog') as HTMLDialogElement | null)?.showModal()
  }

  /** What the lab runs on, where that may be real peers. */
  ground({ bench, chosen, room, relays }: Shown): TemplateResult | typeof nothing {
    this.#chosen = chosen
    if (room === null) return nothing
    void summon('swarm-ground')
    return html`<swarm-ground .protocol=${bench.lab.name} .room=${room} .relays=${relays ?? ''} .chosen=${chosen}></swarm-ground>`
  }

  above({ bench, words, challenge }: Shown): TemplateResult {
    if (this.#prediction?.bench !== bench) this.#prediction = new Prediction(bench)
    const prediction = this.#prediction
    const { texts } = this.#language
    return html`${isFull(bench) ? html`<p class="full" role="status">${texts.full(bench.tape.weight.toLocaleString(this.#language.code))}</p>` : nothing}
      ${underWay({ bench, words, texts, current: challenge, language: this.#language.code })}
      ${bench.run.ground === 'simulated' ? guess({ prediction, bench, words, texts, ask: () => this.#ask(prediction) }) : nothing}`
  }

  /** Marks along the bar that takes the reader through the run. */
  readonly ticks = ticks

  beside({ bench }: Shown): TemplateResult {
    const panel = panelsOf(bench).includes(this.#panel) ? this.#panel : 'story'
    return html`${tabs(panel, bench, this.#language.texts, chosen => this.open(chosen))}
      <div role="tabpanel" id="panel" aria-labelledby="tab-${panel}" tabindex="0">
        ${panel === 'story' ? html`<swarm-story .bench=${bench}></swarm-story>` : nothing}
        ${panel === 'state' ? html`<swarm-state .bench=${bench}></swarm-state>` : nothing}
        ${panel === 'rules' ? html`<swarm-rules .bench=${bench}></swarm-rules>` : nothing}
        ${panel === 'operations' ? html`<swarm-operations .bench=${bench}></swarm-operations>` : nothing}
        ${panel === 'charts' ? html`<swarm-charts .bench=${bench}></swarm-charts>` : nothing}
        ${panel === 'faults' ? html`<swarm-faults .bench=${bench}></swarm-faults>` : nothing}
        ${panel === 'hand' ? html`<swarm-hand .bench=${bench}></swarm-hand>` : nothing}
      </div>`
  }

  below({ bench, words, chosen, challenge }: Shown): TemplateResult {
    const { texts } = this.#language
    const { begin } = this.#errands
    const choose = (change: Attributes) => this.#choose(bench, change, challenge)
    return html`<div class="below">
        <details>
          <summary>${texts.setUp}</summary>
          ${setup({ lab: bench.lab, words, chosen, nodes: bench.members.length, texts, choose })}
        </details>
        <details ?open=${bench.branches.length > 1}>
          <summary>${texts.branches} <span class="quiet number">&nbsp;${bench.branches.length}</span></summary>
          ${branchTree(bench, texts)}
        </details>
        ${this.#renderShare(bench)}
        <button type="button" class="help-open" aria-haspopup="dialog" @click=${() => this.#showHelp()}>${texts.help}</button>
        ${challenges({ bench, words, texts, begin })}
      </div>
      ${help({ texts, areOn: this.#host.keys !== 'off', turn: areOn => void (this.#host.keys = areOn ? null : 'off') })}`
  }

  /** Where real peers are under the run, they all begin anew. */
  #choose(bench: Workbench, change: Attributes, challenge: Challenge | null): void {
    const ground = this.#find('swarm-ground') as SwarmGround | null
    const kept = challenge !== null && permits(challenge, change) ? challenge : null
    if (!bench.isLive || ground === null) return this.#errands.choose(change, kept)
    void this.#follow(bench, change).then(() => ground.beginAnew())
  }

  /** A run of real peers is followed as it goes; what the lab's attributes say is what it was founded on, or will be. */
  async #follow(bench: Workbench, change: Attributes): Promise<void> {
    await this.#errands.take(Promise.resolve({ bench, attributes: { ...this.#chosen, ...change } }))
    this.#playing.play()
    await this.#host.updateComplete
  }

  #ask(prediction: Prediction): void {
    this.#playing.pause()
    prediction.ask()
    this.#host.requestUpdate()
  }

  #renderShare(bench: Workbench): TemplateResult {
    const { texts } = this.#language
    const { take } = this.#errands
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
        open: file => void take(this.#arrival.now().then(({ openFile }) => openFile(file))),
        runAgain: () => void take(this.#arrival.now().then(({ openAgain }) => openAgain(bench.run))),
      })}
    </details>`
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector)
  }
}

const isFull = ({ run }: Workbench): boolean => run instanceof SimulatedRun && run.isFull

// The element <swarm-lab>: a protocol that runs in the page, to be stepped, broken, rewound and branched, with all its views.
//
//   <swarm-lab protocol="raft" scenario="split-vote" seed="7"></swarm-lab>

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { Challenge } from '../../lab/challenge.ts'
import { englishOf } from '../../lab/words.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { en } from '../../locales/shell/en.ts'
import { shellTextsOf } from '../../locales/shell/languages.ts'
import type { ShellTexts } from '../../locales/shell/texts.ts'
import type { BenchWanted } from '../bench-element.ts'
import { RunShown, TroubleMet } from '../events.ts'
import { LabWordsOf } from '../lab-words.ts'
import { Language } from '../language.ts'
import { Later, painted } from '../later.ts'
import { looks } from '../looks.ts'
import type { SwarmNetwork } from '../network/swarm-network.ts'
import { OnSight } from '../on-sight.ts'
import { summon } from '../roster.ts'
import { Address } from './address.ts'
import { badges } from './badges.ts'
import { type Attributes, attributesFor } from './choice.ts'
import { type Deed, deedOf } from './keys.ts'
import { labStyles } from './lab-styles.ts'
import { complete, type Opened, openAttributes } from './opening.ts'
import { Playing } from './playing.ts'
import { transport } from './transport.ts'

export class SwarmLab extends LitElement {
  static override readonly styles = [looks, labStyles]
  static override readonly properties = {
    protocol: { type: String, reflect: true },
    scenario: { type: String, reflect: true },
    seed: { type: String, reflect: true },
    nodes: { type: String, reflect: true },
    mutant: { type: String, reflect: true },
    storm: { type: Boolean, reflect: true },
    options: { type: String, reflect: true },
    room: { type: String, reflect: true },
    relays: { type: String },
    heading: { type: String },
    keys: { type: String },
    bench: { state: true },
    trouble: { state: true },
  }

  /** Which lab. */
  declare protocol: string
  /** Which of the lab's scenarios; the first where it is left out. */
  declare scenario: string | null
  /** All chance of the run: the same seed gives the same run on every machine. */
  declare seed: string | number | null
  /** How many nodes; as many as the scenario says where it is left out. */
  declare nodes: string | number | null
  /** A mistake to watch: one thing is wrong, and a rule falls. */
  declare mutant: string | null
  /** Faults are drawn from the seed, as bad as the protocol's model allows. */
  declare storm: boolean
  /** The protocol's own options, as a record in JSON. */
  declare options: string | null
  /** The room whose peers the lab may run on; null where it only simulates. */
  declare room: string | null
  /** Addresses between spaces; without them, the relay that serves the page. */
  declare relays: string | null
  /** The title to show; the lab's own where it is left out. */
  declare heading: string | null
  /** `off`: no key steers this lab, for those who press them by accident or by voice. */
  declare keys: string | null
  /** The reader's place in the run; null until the lab is loaded. */
  declare bench: Workbench | null
  declare private trouble: string | null
  readonly #language = new Language<ShellTexts>(this, en, shellTextsOf)
  readonly #words = new LabWordsOf(this, () => ({ lab: this.bench?.lab, language: this.#language.code }))
  readonly #sight = new OnSight(this)
  readonly #playing = new Playing(
    this,
    () => this.bench,
    () => this.#sight.isSeen,
  )
  readonly #address = new Address(this)
  readonly #desk = new Later(async () => {
    const picture = this.renderRoot.querySelector<SwarmNetwork>('swarm-network')?.updateComplete
    // What stands below the picture waits until that is as high as it will be.
    const [{ Desk }] = await Promise.all([import('./desk.ts'), picture?.catch(() => {})])
    return new Desk(this, this.#address, this.#playing, {
      choose: (change, challenge) => this.#choose(change, challenge),
      begin: challenge => this.#begin(challenge),
      take: opening => this.#take(opening),
    })
  })
  readonly #seekers = new Set<BenchWanted['give']>()
  #shown = ''
  #challenge: Challenge | null = null
  #unwatch: () => void = () => {}

  constructor() {
    super()
    this.protocol = ''
    this.scenario = this.seed = this.nodes = this.mutant = this.options = this.heading = this.room = this.relays = null
    this.keys = null
    this.storm = false
    this.bench = null
    this.trouble = null
    this.addEventListener('swarm-bench-wanted', event => this.#give(event as BenchWanted))
    this.addEventListener('keydown', event => this.#onKey(event))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#unwatch()
  }

  /** Everyone asks by an event that bubbles; whoever is nearest answers. */
  #give(event: BenchWanted): void {
    event.stopPropagation()
    this.#seekers.add(event.give)
    event.give(this.bench)
  }

  protected override willUpdate(): void {
    if (!this.#sight.isSeen) return
    void summon('swarm-network') // on its way together with the lab
    const link = this.#address.take()
    const wanted = this.#wanted
    if (link !== null) {
      this.#shown = wanted
      void this.#take(import('./arrival.ts').then(({ openLink }) => openLink(link)))
    } else if (wanted !== this.#shown) {
      this.#shown = wanted
      void this.#start(wanted)
    }
  }

  get #wanted(): string {
    return JSON.stringify([this.protocol, this.#attributes])
  }

  get #attributes(): Attributes {
    const { scenario, seed, nodes, mutant, storm, options } = this
    return { scenario, seed: seed?.toString() ?? null, nodes: nodes?.toString() ?? null, mutant, storm, options }
  }

  async #start(wanted: string): Promise<void> {
    try {
      const bench = await openAttributes(this.protocol, this.#attributes)
      if (wanted === this.#shown) this.#show(bench) // or else chosen again meanwhile
    } catch (error) {
      this.trouble = (error as Error).message
    }
  }

  /** Shows what came from elsewhere, and says the same by attributes. Where it makes no sense, all stays as it is. */
  async #take(opening: Promise<Opened>): Promise<void> {
    try {
      const { bench, attributes } = await opening
      Object.assign(this, attributes, { protocol: bench.lab.name })
      this.#challenge = null
      this.#shown = this.#wanted
      this.#show(bench)
    } catch (error) {
      if (this.bench === null) await this.#start(this.#shown)
      this.trouble = (error as Error).message
    }
  }

  #show(bench: Workbench): void {
    this.#playing.pause()
    this.#unwatch()
    this.trouble = null
    this.bench = bench
    this.#unwatch = bench.watch(() => this.requestUpdate())
    void this.#unfold(bench)
    for (const give of this.#seekers) give(bench)
    this.dispatchEvent(new RunShown(bench))
  }

  /** First the picture and the bar; then all that a reader may want next. */
  async #unfold(bench: Workbench): Promise<void> {
    await Promise.all([summon('swarm-network'), this.updateComplete])
    await painted()
    await this.#desk.now()
    this.requestUpdate()
    await complete(bench)
  }

  #choose(change: Attributes, challenge: Challenge | null): void {
    Object.assign(this, change)
    this.#challenge = challenge
    this.#shown = '' // start again, even where nothing was changed
    this.requestUpdate()
  }

  #begin(challenge: Challenge): void {
    this.#choose(attributesFor(challenge), challenge)
    this.renderRoot.querySelector<HTMLElement>('.lab')?.focus() // its keys play from here on
  }

  #onKey(event: KeyboardEvent): void {
    const deed = deedOf(event)
    const isAsking = this.renderRoot.querySelector('dialog')?.open === true
    if (deed === null || this.bench === null || isAsking || (this.keys === 'off' && deed !== 'leave')) return
    event.preventDefault()
    event.stopPropagation()
    this.#do(deed)
  }

  #do(deed: Deed): void {
    const { bench } = this
    if (bench !== null) void this.#desk.now().then(desk => desk.do(deed, bench))
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('trouble') && this.trouble !== null) this.dispatchEvent(new TroubleMet(this.trouble))
  }

  protected override render(): TemplateResult {
    const { bench } = this
    const { texts } = this.#language
    const { words } = this.#words
    const title = this.heading ?? words?.title ?? this.protocol
    return html`<div class="lab" part="lab" role="group" tabindex="-1" aria-label=${texts.lab(title)}>
      <header part="header">
        <h2>${title}</h2>
        <p class="quiet">${words?.says ?? (this.trouble === null ? texts.loading : nothing)}</p>
        <slot></slot>
        ${bench === null ? nothing : badges(bench, texts, this.#playing.isPlaying)}
      </header>
      ${this.trouble === null ? nothing : html`<p class="trouble" part="trouble" role="alert">${texts.wrong}. ${this.trouble}</p>`}
      ${bench === null ? nothing : this.#renderRun(bench, texts)}
    </div>`
  }

  #renderRun(bench: Workbench, texts: ShellTexts): TemplateResult {
    const words = this.#words.words ?? englishOf(bench.lab)
    const { room, relays } = this
    const shown = { bench, words, chosen: this.#attributes, challenge: this.#challenge, room, relays }
    const desk = this.#desk.value
    const isAsked = Object.keys(words.events).length > 0 && bench.run.ground === 'simulated'
    return html`${desk?.ground(shown)}${transport({ bench, playing: this.#playing, texts, language: this.#language.code, ticks: desk?.ticks(bench), do: deed => this.#do(deed) })}
      <div class=${isAsked ? 'above' : ''}>${desk?.above(shown)}</div>
      <div class="views">
        <div class="view network" part="network-view"><swarm-network .bench=${bench}></swarm-network></div>
        <div class="panels" part="panels">${desk?.beside(shown)}</div>
        <div class="view timeline ${desk?.isVeiled === true ? 'veiled' : ''}" part="timeline-view"><swarm-timeline .bench=${bench}></swarm-timeline></div>
      </div>
      ${desk?.below(shown)}`
  }
}

// The element <swarm-ground>: what a lab runs on, where that is real peers. Here one joins, sees who hosts what, and leaves.
// The network is loaded on joining.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { PeerId } from '../../core/ids.ts'
import { en } from '../../locales/ground/en.ts'
import { groundTextsOf } from '../../locales/ground/languages.ts'
import type { GroundTexts } from '../../locales/ground/texts.ts'
import type { Room } from '../../swarm/room.ts'
import { LiveLeft, LiveOpened } from '../events.ts'
import type { Attributes } from '../lab/choice.ts'
import { labNamed } from '../lab/labs.ts'
import { Language } from '../language.ts'
import { looks } from '../looks.ts'
import { summon } from '../roster.ts'
import { groundStyles } from './ground-styles.ts'
import type { LiveLab } from './live-lab.ts'

type Stage = 'outside' | 'opening' | 'inside' | 'over'

export class SwarmGround extends LitElement {
  static override readonly styles = [looks, groundStyles]
  static override readonly properties = {
    protocol: { type: String },
    room: { type: String },
    name: { type: String },
    password: { type: String },
    relays: { type: String },
    chosen: { attribute: false },
    stage: { state: true },
    trouble: { state: true },
  }

  declare protocol: string
  declare room: string
  declare name: string
  declare password: string
  declare relays: string
  /** What the lab's set-up says: whoever founds the cluster founds it so. */
  declare chosen: Attributes
  declare private stage: Stage
  declare private trouble: string | null
  readonly #language = new Language<GroundTexts>(this, en, groundTextsOf)
  #live: LiveLab | null = null

  constructor() {
    super()
    this.protocol = this.room = this.name = this.password = this.relays = ''
    this.chosen = {}
    this.stage = 'outside'
    this.trouble = null
    this.addEventListener('swarm-joined', event => void this.#open(event.detail.room))
    this.addEventListener('swarm-left', () => this.#leave())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void summon('swarm-room')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave() // the room inside leaves by itself
  }

  /** Everyone begins again, under what is chosen now. */
  async beginAnew(): Promise<void> {
    await this.#attempt(async () => await this.#live?.beginAnew(this.chosen))
  }

  async #open(room: Room): Promise<void> {
    this.stage = 'opening'
    await this.#attempt(async () => {
      const [lab, { LiveLab }] = await Promise.all([labNamed(this.protocol), import('./live-lab.ts')])
      if (lab === null) throw new Error(`protocol: no lab is called ${this.protocol.slice(0, 40)}`)
      this.#live = await LiveLab.open(lab, room, this.chosen, {
        founded: bench => this.dispatchEvent(new LiveOpened(bench)),
        changed: () => this.requestUpdate(),
        trouble: why => this.#trouble(why),
      })
      this.stage = 'inside'
      this.dispatchEvent(new LiveOpened(this.#live.bench))
    })
    if (this.#live === null) this.stage = 'outside'
  }

  #leave(): void {
    if (this.#live === null) return
    this.#live = null
    this.stage = 'over'
    this.dispatchEvent(new LiveLeft())
  }

  async #attempt(run: () => Promise<void>): Promise<void> {
    this.trouble = null
    try {
      await run()
    } catch (error) {
      this.#trouble((error as Error).message)
    }
  }

  #trouble(why: string): void {
    this.trouble = why.slice(0, troubleLengthMax)
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('stage') && this.stage === 'inside')
      this.renderRoot.querySelector('details')?.removeAttribute('open')
  }

  protected override render(): TemplateResult {
    const { texts } = this.#language
    const { stage, trouble } = this
    const live = this.#live
    return html`<section class="ground" part="ground" aria-label=${texts.title}>
      <h3>${texts.title}</h3>
      ${live === null ? html`<p class="quiet">${stage === 'over' ? texts.over : texts.invitation}</p>` : this.#renderLive(live, texts)}
      ${stage === 'opening' ? html`<p role="status">${texts.opening}</p>` : nothing}
      ${trouble === null ? nothing : html`<p class="trouble" role="alert">${texts.wrong}. ${trouble}</p>`}
      <details class=${stage === 'outside' || stage === 'over' ? 'door' : ''} open>
        <summary>${texts.room}</summary>
        <swarm-room .room=${this.room} .name=${this.name} .password=${this.password} .relays=${this.relays}></swarm-room>
      </details>
    </section>`
  }

  #renderLive({ cluster, room, bench }: LiveLab, texts: GroundTexts): TemplateResult {
    const homes = byHome(cluster.homes)
    const away = cluster.members.filter(node => !cluster.homes.has(node))
    const everyone = [cluster.self, ...cluster.participants]
    return html`<p role="status">${texts.here(everyone.length)}</p>
      <ul class="hosts" aria-label=${texts.hosts}>
        ${everyone.map(peer => this.#renderHost(nameOf(peer, room, texts), homes.get(peer) ?? [], texts))}
        ${away.length === 0 ? nothing : this.#renderHost(texts.away, away, texts)}
      </ul>
      <p class="quiet">${cluster.isFull ? texts.isFull : texts.follow}</p>
      <p class="row">
        <button type="button" @click=${() => this.dispatchEvent(new LiveOpened(bench))}>${texts.show}</button>
        <button type="button" @click=${() => void this.beginAnew()}>${texts.anew}</button>
        <small class="quiet">${texts.anewHow}</small></p>`
  }

  #renderHost(name: string, nodes: readonly PeerId[], texts: GroundTexts): TemplateResult {
    return html`<li><span class="who">${name}</span>
      ${nodes.length === 0 ? html`<span class="quiet">${texts.watching}</span>` : nodes.map(node => html`<span class="node">${node}</span>`)}
    </li>`
  }
}

/** What other pages say is shown no longer than this. */
const troubleLengthMax = 300

function byHome(homes: ReadonlyMap<PeerId, PeerId>): ReadonlyMap<PeerId, readonly PeerId[]> {
  const nodes = new Map<PeerId, PeerId[]>()
  for (const [node, home] of homes) nodes.set(home, [...(nodes.get(home) ?? []), node])
  return nodes
}

function nameOf(peer: PeerId, room: Room, texts: GroundTexts): string {
  if (peer === room.self) return room.name === '' ? texts.you : `${room.name} (${texts.you})`
  return room.peers.get(peer)?.name.trim() || `${texts.unnamed} ${peer.slice(-4)}`
}

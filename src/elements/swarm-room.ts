// The element <swarm-room>: join a room, see who is here and how, invite others. Loads the network only on joining.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { en } from '../locales/en.ts'
import { textsOf } from '../locales/languages.ts'
import type { DirectTrouble, Texts } from '../locales/texts.ts'
import type { Room, RoomPeer } from '../swarm/room.ts'
import { ladderOf, type RelayState, stepOf } from './ladder.ts'
import { Language } from './language.ts'
import { looks } from './looks.ts'
import { tell } from './room-events.ts'
import { RoomInvite } from './room-invite.ts'
import { relaysIn } from './room-relays.ts'
import { roomStyles } from './room-styles.ts'

export const linesMax = 50
export const lineLengthMax = 500

type Stage =
  | { readonly is: 'outside'; readonly trouble: string | null }
  | { readonly is: 'joining' }
  | { readonly is: 'inside'; readonly room: Room }

interface Line {
  readonly who: string
  readonly text: string
}

/** An attribute that is taken away is empty text again. */
const textAttribute = { converter: (value: string | null) => value ?? '' }

export class SwarmRoom extends LitElement {
  static override readonly styles = [looks, roomStyles]
  static override readonly properties = {
    room: textAttribute,
    name: textAttribute,
    password: textAttribute,
    relays: textAttribute,
    stage: { state: true },
    peers: { state: true },
    lines: { state: true },
    relay: { state: true },
    news: { state: true },
  }

  /** The room to join: the attribute, or `?room=` of an invitation. */
  declare room: string
  /** What the others see of this peer. */
  declare name: string
  /** Who lacks it can neither join nor read. */
  declare password: string
  /** Addresses between spaces; without them, the relay that serves the page. */
  declare relays: string
  declare private stage: Stage
  declare private peers: readonly RoomPeer[]
  declare private lines: readonly Line[]
  declare private relay: RelayState
  declare private news: string
  #directTrouble: DirectTrouble | null = null
  readonly #language = new Language<Texts>(this, en, textsOf)
  readonly #invitation = new RoomInvite(this)
  /** What a link that was opened hands over, until the room is joined. */
  #handed = ''

  constructor() {
    super()
    this.room = ''
    this.name = ''
    this.password = ''
    this.relays = ''
    this.stage = { is: 'outside', trouble: null }
    this.peers = []
    this.lines = []
    this.relay = 'none'
    this.news = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.room ||= new URL(location.href).searchParams.get('room') ?? ''
    this.#handed = new URLSearchParams(location.hash.slice(1)).get('invitation') ?? ''
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave()
  }

  private get texts(): Texts {
    return this.#language.texts
  }

  async #join(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const typed = new FormData(event.target as HTMLFormElement)
    const field = (name: string) => String(typed.get(name) ?? '').trim()
    const [room, name, password] = [field('room'), field('name'), field('password')]
    this.room = room
    this.name = name
    this.stage = { is: 'joining' }
    try {
      const { joinRoom, relayMeta } = await import('../swarm/join-room.ts')
      const relays = relaysIn(this.relays, this.texts)
      const joined = await joinRoom({ room, name, ...(password !== '' && { password }), ...(relays && { relays }) })
      if (!this.isConnected) return void joined.leave() // taken out of the page while it waited
      const hasRelay = relays !== null || document.querySelector(`meta[name="${relayMeta}"]`) !== null
      this.relay = hasRelay ? 'sought' : 'none'
      this.#watch(joined)
      this.stage = { is: 'inside', room: joined }
      tell(this, 'swarm-joined', { room: joined })
      await this.#useLink(joined)
    } catch (error) {
      const { message } = error as Error
      this.stage = { is: 'outside', trouble: message }
      tell(this, 'swarm-error', { message })
    }
  }

  /** An invitation that came in the page's own address is accepted at once, and its answer shown. */
  async #useLink(room: Room): Promise<void> {
    if (this.#handed === '') return
    const handed = this.#handed
    this.#handed = ''
    await this.updateComplete
    this.#invitation.open()
    await this.#invitation.accept(room, handed)
  }

  #watch(room: Room): void {
    const seen = () => {
      this.peers = [...room.peers.values()]
      tell(this, 'swarm-status', { relay: this.relay, peers: this.peers })
    }
    room.on('peer', peer => {
      seen()
      this.news = this.texts.arrived(this.#nameOf(peer))
      tell(this, 'swarm-peer', { peer, isHere: true })
    })
    room.on('left', peer => {
      seen()
      this.news = this.texts.gone(this.#nameOf(peer))
      tell(this, 'swarm-peer', { peer, isHere: false })
    })
    room.on('changed', seen)
    room.on('relay', ({ isJoined }) => {
      this.relay = isJoined ? 'joined' : 'sought'
      seen()
    })
    room.on('trouble', ({ trouble }) => {
      this.#directTrouble = trouble ?? this.#directTrouble
      this.requestUpdate()
    })
    room.on('broadcast', ({ from, bytes }) => {
      const peer = room.peers.get(from)
      if (peer) this.#write(this.#nameOf(peer), new TextDecoder().decode(bytes))
    })
    seen()
  }

  #leave(): void {
    if (this.stage.is === 'inside') {
      void this.stage.room.leave()
      tell(this, 'swarm-left', { name: this.room })
    }
    this.stage = { is: 'outside', trouble: null }
    this.peers = []
    this.lines = []
    this.#directTrouble = null
    this.#invitation.reset()
  }

  #say(event: SubmitEvent, room: Room): void {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const text = String(new FormData(form).get('line') ?? '').trim()
    if (text === '') return
    void room.broadcast(new TextEncoder().encode(text))
    this.#write(this.texts.you, text)
    form.reset()
  }

  #write(who: string, text: string): void {
    this.lines = [...this.lines, { who, text: text.slice(0, lineLengthMax) }].slice(-linesMax)
  }

  #nameOf(peer: RoomPeer): string {
    return peer.name.trim() || `${this.texts.unnamed} ${peer.id.slice(-4)}`
  }

  protected override updated(changed: PropertyValues): void {
    const talk = this.renderRoot.querySelector('.talk ol')
    if (changed.has('lines') && talk) talk.scrollTop = talk.scrollHeight
  }

  protected override render(): TemplateResult {
    const { stage } = this
    return html`<section class="card" part="card">
      ${stage.is === 'inside' ? this.#renderInside(stage.room) : this.#renderDoor(stage)}
      <p class="unseen" aria-live="polite">${this.news}</p>
    </section>`
  }

  #renderDoor(stage: Exclude<Stage, { is: 'inside' }>): TemplateResult {
    const { texts } = this
    const isJoining = stage.is === 'joining'
    return html`<form @submit=${(event: SubmitEvent) => void this.#join(event)}>
      <div class="fields">
        <label>${texts.room}<input name="room" required maxlength="64" autocomplete="off" .value=${this.room} /></label>
        <label>${texts.yourName}<input name="name" maxlength="40" autocomplete="nickname" .value=${this.name} /></label>
        <label><span>${texts.password} <small>${texts.passwordHint}</small></span>
          <input name="password" type="password" autocomplete="off" .value=${this.password} /></label>
      </div>
      <button class="join" part="button" ?disabled=${isJoining}>${isJoining ? texts.joining : texts.join}</button>
      ${
        stage.is === 'outside' && stage.trouble !== null
          ? html`<p class="trouble" role="alert">${texts.couldNotJoin}: ${stage.trouble}</p>`
          : nothing
      }
    </form>`
  }

  #renderInside(room: Room): TemplateResult {
    const { texts } = this
    return html`<header>
        <div><h2>${this.room}</h2><p class="quiet-text">${texts.here(this.peers.length)}</p></div>
        <button class="quiet" part="button" @click=${() => this.#leave()}>${texts.leave}</button>
      </header>
      <div class="columns">
        <div class="column">
          <div>${this.#renderPeers(room)}</div>
          <div class="talk">${this.#renderTalk(room)}</div>
        </div>
        <div class="column">
          <div>${this.#renderLadder()}</div>
          <div class="invite">${this.#invitation.render(this.room, room, texts)}</div>
        </div>
      </div>`
  }

  #renderPeers(room: Room): TemplateResult {
    const { texts } = this
    return html`<h3>${texts.peers}</h3>
      <ul class="peers" part="peers">
        <li class="direct"><span class="dot"></span><span class="name">${room.name || texts.unnamed}</span>
          <span class="quiet-text">${texts.you}</span></li>
        ${this.peers.map(
          peer => html`<li class=${stepOf(peer.way)}><span class="dot"></span>
            <span class="name">${this.#nameOf(peer)}</span>
            <span class="quiet-text">${texts.way[stepOf(peer.way)]} · ${this.#roundTripOf(peer)}</span></li>`,
        )}
      </ul>
      ${this.peers.length === 0 ? html`<p class="quiet-text">${texts.nobody}</p>` : nothing}`
  }

  #roundTripOf({ roundTripMs }: RoomPeer): string {
    if (roundTripMs === null) return this.texts.measuring
    return this.texts.roundTrip(roundTripMs < 10 ? roundTripMs.toFixed(1) : roundTripMs.toFixed(0))
  }

  #renderLadder(): TemplateResult {
    const { texts, relay } = this
    const rungs = ladderOf(
      {
        relay,
        hasMetByHand: this.#invitation.hasMet,
        ways: this.peers.map(({ way }) => way),
        directTrouble: this.#directTrouble,
      },
      texts,
    )
    return html`<h3>${texts.howConnected}</h3>
      <ol class="ladder" part="ladder">
        ${rungs.map(
          ({ step, isReached, why }) => html`<li class=${isReached ? 'reached' : ''}>
            <span class="mark" aria-hidden="true">${isReached ? '✓' : '–'}</span><strong>${texts.step[step]}</strong>
            <p class="quiet-text">${why}</p></li>`,
        )}
      </ol>`
  }

  #renderTalk(room: Room): TemplateResult {
    const { texts } = this
    return html`<h3>${texts.say}</h3>
      <ol aria-label=${texts.said} aria-live="polite" tabindex="0" ?hidden=${this.lines.length === 0}>
        ${this.lines.map(({ who, text }) => html`<li><strong>${who}</strong> ${text}</li>`)}
      </ol>
      <form @submit=${(event: SubmitEvent) => this.#say(event, room)}>
        <input name="line" aria-label=${texts.say} maxlength=${lineLengthMax} autocomplete="off" />
        <button part="button">${texts.send}</button>
      </form>`
  }
}

// How a room invites: by a link, for those whom a server connects; by hand, in a dialog, where there is none.

import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit'
import type { HandTrouble, Texts } from '../locales/texts.ts'
import type { Room } from '../swarm/room.ts'
import { qrCode } from './qr-code.ts'

type Hand =
  | { readonly is: 'idle' }
  | { readonly is: 'busy' }
  | { readonly is: 'connected' }
  | { readonly is: 'invitation' | 'answer'; readonly text: string; readonly isCopied: boolean }
  | { readonly is: 'trouble'; readonly trouble: HandTrouble }

export class RoomInvite implements ReactiveController {
  readonly #host: LitElement
  #hand: Hand = { is: 'idle' }
  /** An invitation or an answer was accepted here. */
  hasMet = false
  #isLinkCopied = false

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.reset()
  }

  reset(): void {
    this.hasMet = false
    this.#become({ is: 'idle' })
  }

  open(): void {
    this.#dialog()?.showModal()
  }

  /** Takes an invitation or an answer, typed or from a link. */
  async accept(room: Room, text: string): Promise<void> {
    await this.#attempt(async () => {
      const answer = await room.accept(text)
      this.hasMet = true
      return answer === null ? { is: 'connected' } : { is: 'answer', text: answer, isCopied: false }
    })
  }

  render(name: string, room: Room, texts: Texts): TemplateResult {
    const link = linkTo(name)
    return html`<h3>${texts.invite}</h3>
      ${qrCode(link, texts.inviteCode)}
      <a href=${link} target="_blank" rel="noopener">${link}</a>
      ${
        navigator.clipboard // plain http has none; the link can be copied by hand
          ? html`<button class="quiet" part="button" @click=${() => void this.#copyLink(link)}>
            ${this.#isLinkCopied ? texts.copied : texts.copy}</button>`
          : nothing
      }
      ${isLocal() ? html`<p class="quiet-text">${texts.localInvite}</p>` : nothing}
      <button class="quiet" part="button" @click=${() => this.open()}>${texts.byHand}…</button>
      ${this.#renderDialog(link, room, texts)}`
  }

  #renderDialog(link: string, room: Room, texts: Texts): TemplateResult {
    const isBusy = this.#hand.is === 'busy'
    return html`<dialog part="dialog" aria-labelledby="by-hand">
      <header><h3 id="by-hand">${texts.byHand}</h3>
        <button class="quiet" part="button" @click=${() => this.#dialog()?.close()}>${texts.close}</button></header>
      <p class="quiet-text">${texts.byHandHow}</p>
      <button part="button" ?disabled=${isBusy} @click=${() => void this.#invite(room)}>${texts.makeInvitation}</button>
      <div class="handed" aria-live="polite">${this.#renderHand(link, texts)}</div>
      <form @submit=${(event: SubmitEvent) => this.#submit(event, room)}>
        <label>${texts.handed}<textarea name="handed" rows="3" required spellcheck="false"></textarea></label>
        <button part="button" ?disabled=${isBusy}>${texts.accept}</button>
      </form>
    </dialog>`
  }

  #renderHand(link: string, texts: Texts): TemplateResult | typeof nothing {
    const hand = this.#hand
    if (hand.is === 'idle') return nothing
    if (hand.is === 'busy') return html`<p>${texts.connecting}</p>`
    if (hand.is === 'connected') return html`<p class="good">${texts.connected}</p>`
    if (hand.is === 'trouble') return html`<p class="trouble">${texts.handTrouble[hand.trouble]}</p>`
    const { text, isCopied } = hand
    // A camera opens a link; where the page itself is out of others' reach, the code holds the text alone.
    const code = hand.is === 'invitation' && !isLocal() ? `${link}#invitation=${text}` : text
    return html`<p>${hand.is === 'invitation' ? texts.handOver : texts.handBack}</p>
      ${qrCode(code, texts.inviteCode)}
      <label>${texts[hand.is]}<textarea readonly rows="3" .value=${text}></textarea></label>
      <div class="row">
        ${
          navigator.clipboard
            ? html`<button class="quiet" part="button" @click=${() => void this.#copy(hand.is, text)}>
              ${isCopied ? texts.copied : texts.copyText}</button>`
            : nothing
        }
        ${
          'share' in navigator
            ? html`<button class="quiet" part="button" @click=${() => void navigator.share({ text }).catch(() => {})}>
              ${texts.share}</button>`
            : nothing
        }
      </div>`
  }

  #submit(event: SubmitEvent, room: Room): void {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const text = String(new FormData(form).get('handed') ?? '')
    form.reset()
    void this.accept(room, text)
  }

  async #invite(room: Room): Promise<void> {
    await this.#attempt(async () => ({ is: 'invitation', text: await room.invite(), isCopied: false }))
  }

  async #copyLink(link: string): Promise<void> {
    await navigator.clipboard.writeText(link)
    this.#isLinkCopied = true
    this.#host.requestUpdate()
  }

  async #copy(is: 'invitation' | 'answer', text: string): Promise<void> {
    await navigator.clipboard.writeText(text)
    this.#become({ is, text, isCopied: true })
  }

  async #attempt(run: () => Promise<Hand>): Promise<void> {
    this.#become({ is: 'busy' })
    try {
      this.#become(await run())
    } catch (error) {
      this.#become({ is: 'trouble', trouble: (error as { trouble?: HandTrouble }).trouble ?? 'other' })
    }
  }

  #become(hand: Hand): void {
    this.#hand = hand
    this.#host.requestUpdate()
  }

  #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog')
  }
}

/** The password is no part of it: who should know it can be told. */
function linkTo(room: string): string {
  const url = new URL(location.href)
  url.searchParams.set('room', room)
  url.hash = ''
  return url.href
}

const isLocal = (): boolean => /^(localhost|127\.|\[::1\])/.test(location.hostname)

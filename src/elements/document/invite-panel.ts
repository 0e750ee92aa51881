// How a document invites: as its room does, by a link, or by hand where no server connects the two.

import { html, type LitElement, nothing, type TemplateResult } from 'lit'
import { textsOf } from '../../locales/languages.ts'
import type { Texts } from '../../locales/texts.ts'
import type { Room } from '../../swarm/room.ts'
import { RoomInvite } from '../room-invite.ts'

interface Inviting {
  readonly name: string
  readonly room: Room
  readonly language: string
}

export class InvitePanel {
  readonly #host: LitElement
  readonly #invitation: RoomInvite
  #texts: Texts | null = null
  #language = ''

  constructor(host: LitElement) {
    this.#host = host
    this.#invitation = new RoomInvite(host)
  }

  render({ name, room, language }: Inviting): TemplateResult | typeof nothing {
    if (language !== this.#language) void this.#speak(language)
    const texts = this.#texts
    if (texts === null) return nothing
    return html`<section class="panel invite" part="invite" aria-label=${texts.invite}>
      ${this.#invitation.render(name, room, texts)}
    </section>`
  }

  async #speak(language: string): Promise<void> {
    this.#language = language
    this.#texts = await textsOf(language)
    this.#host.requestUpdate()
  }

  /** Takes an invitation that came in the address of the page, and shows the answer to hand back. */
  async accept(room: Room, language: string, handed: string): Promise<void> {
    await this.#speak(language)
    await this.#host.updateComplete
    this.#invitation.open()
    await this.#invitation.accept(room, handed)
  }
}

let isTaken = false

/** The invitation in the address of the page, once: several elements of a page share a room, and one of them accepts. */
export function takeInvitation(): string | null {
  const handed = isTaken ? null : new URLSearchParams(location.hash.slice(1)).get('invitation')
  if (handed !== null) isTaken = true
  return handed
}

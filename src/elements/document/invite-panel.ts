// How a document invites: the page's own address with the room in it, as a link and as a code for a camera.

import { html, type LitElement, nothing, type TemplateResult } from 'lit'
import type { DocumentTexts } from '../../locales/document/texts.ts'
import { qrCode } from '../qr-code.ts'
import { linkTo } from '../room-invite.ts'

/** A longer address makes squares too small for a camera, and at last none at all. */
const codeLengthMax = 500

export class InvitePanel {
  readonly #host: LitElement
  #isCopied = false

  constructor(host: LitElement) {
    this.#host = host
  }

  render(room: string, texts: DocumentTexts): TemplateResult {
    const link = linkTo(room)
    return html`<section class="panel invite" aria-label=${texts.invite}>
      ${link.length <= codeLengthMax ? qrCode(link, texts.inviteCode) : nothing}
      <div><a href=${link} target="_blank" rel="noopener">${link}</a>
        ${
          navigator.clipboard // plain http has none; the link can be copied by hand
            ? html`<button type="button" @click=${() => void this.#copy(link)}>
              ${this.#isCopied ? texts.copied : texts.copyLink}</button>`
            : nothing
        }
      </div>
    </section>`
  }

  async #copy(link: string): Promise<void> {
    await navigator.clipboard.writeText(link)
    this.#isCopied = true
    this.#host.requestUpdate()
  }
}

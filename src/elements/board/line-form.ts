// A few words to be typed: of a card, or of a column. Enter takes them, Escape gives up.

import { html, type TemplateResult } from 'lit'
import type { BoardTexts } from '../../locales/board/texts.ts'

interface LineForm {
  readonly label: string
  readonly value: string
  readonly lengthMax: number
  readonly texts: BoardTexts
  /** Null: it was given up, or nothing was typed. */
  readonly take: (typed: string | null) => void
}

export function lineForm({ label, value, lengthMax, texts, take }: LineForm): TemplateResult {
  const submit = (event: Event) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const typed = String(new FormData(form).get('words') ?? '').trim()
    form.reset()
    take(typed || null)
  }
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return // Enter ends a word that is still being put together
    if (event.key === 'Escape') take(null)
    else if (event.key === 'Enter' && !event.shiftKey && event.target instanceof HTMLTextAreaElement) submit(event)
  }
  return html`<form class="line" @submit=${submit} @keydown=${press}>
    <textarea
      name="words"
      rows="2"
      aria-label=${label}
      placeholder=${label}
      maxlength=${lengthMax}
      .value=${value}
    ></textarea>
    <div class="row">
      <button class="primary">${texts.save}</button>
      <button type="button" @click=${() => take(null)}>${texts.cancel}</button>
    </div>
  </form>`
}

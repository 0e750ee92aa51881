// The list of keys, over the lab.

import { html, type TemplateResult } from 'lit'
import type { DeskTexts } from '../../locales/desk/texts.ts'

interface Help {
  readonly texts: DeskTexts
  /** Whether keys steer the lab. */
  readonly areOn: boolean
  readonly turn: (areOn: boolean) => void
}

export const help = ({ texts, areOn, turn }: Help): TemplateResult =>
  html`<dialog class="help" aria-label=${texts.help} @click=${closeOutside}>
    <h3>${texts.help}</h3>
    <dl>${texts.keys.map(([keys, what]) => html`<dt><kbd>${keys}</kbd></dt><dd>${what}</dd>`)}</dl>
    <label
      ><input type="checkbox" .checked=${areOn} @change=${(event: Event) => turn((event.target as HTMLInputElement).checked)} />
      ${texts.keysSteer}</label
    >
    <form method="dialog"><button>${texts.close}</button></form>
  </dialog>`

/** A click beside the dialog closes it. */
function closeOutside(event: Event): void {
  if (event.target instanceof HTMLDialogElement) event.target.close()
}

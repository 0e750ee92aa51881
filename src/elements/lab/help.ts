// The list of keys, over the lab.

import { html, type TemplateResult } from 'lit'
import type { DeskTexts } from '../../locales/desk/texts.ts'

export const help = (texts: DeskTexts): TemplateResult =>
  html`<dialog aria-label=${texts.help} @click=${closeOutside}>
    <h3>${texts.help}</h3>
    <dl>${texts.keys.map(([keys, what]) => html`<dt><kbd>${keys}</kbd></dt><dd>${what}</dd>`)}</dl>
    <form method="dialog"><button>${texts.close}</button></form>
  </dialog>`

/** A click beside the dialog closes it. */
function closeOutside(event: Event): void {
  if (event.target instanceof HTMLDialogElement) event.target.close()
}

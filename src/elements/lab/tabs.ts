// The tabs beside the network: one panel at a time, chosen by pointer or arrows.

import { html, type TemplateResult } from 'lit'
import type { DeskTexts } from '../../locales/desk/texts.ts'

const panels = ['story', 'state', 'rules', 'faults'] as const
export type Panel = (typeof panels)[number]

export function tabs(chosen: Panel, texts: DeskTexts, open: (panel: Panel) => void): TemplateResult {
  const along = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault() // the arrows are not the lab's here
    open(panels[(panels.indexOf(chosen) + step + panels.length) % panels.length]!)
  }
  return html`<div role="tablist" @keydown=${along}>
    ${panels.map(
      panel =>
        html`<button
          type="button"
          role="tab"
          id="tab-${panel}"
          aria-selected=${panel === chosen ? 'true' : 'false'}
          aria-controls="panel"
          tabindex=${panel === chosen ? 0 : -1}
          @click=${() => open(panel)}
        >
          ${texts.views[panel]}
        </button>`,
    )}
  </div>`
}

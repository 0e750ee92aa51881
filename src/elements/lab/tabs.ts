// The tabs beside the network: one panel at a time, chosen by pointer or arrows.

import { html, type TemplateResult } from 'lit'
import type { Workbench } from '../../lab/workbench.ts'
import type { DeskTexts } from '../../locales/desk/texts.ts'

const all = ['story', 'state', 'rules', 'operations', 'charts', 'faults', 'hand'] as const
export type Panel = (typeof all)[number]

/** Those that make sense of this run. */
export const panelsOf = (bench: Workbench): readonly Panel[] =>
  all.filter(panel => (panel !== 'operations' || hasClients(bench)) && (panel !== 'hand' || !bench.isLive))

export function tabs(chosen: Panel, bench: Workbench, texts: DeskTexts, open: (panel: Panel) => void): TemplateResult {
  const panels = panelsOf(bench)
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

const hasClients = ({ lab, tape }: Workbench): boolean =>
  tape.operations.length > 0 || lab.scenarios.some(({ load }) => load !== undefined)

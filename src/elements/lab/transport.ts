// The bar that takes a reader through a run: beginning, back, play, on, end, decisions, violations, place, and speed where the
// run has none of its own.

import { html, nothing, type TemplateResult } from 'lit'
import type { Workbench } from '../../lab/workbench.ts'
import type { ShellTexts } from '../../locales/shell/texts.ts'
import type { Deed } from './keys.ts'
import { type Playing, speeds } from './playing.ts'

interface Transport {
  readonly bench: Workbench
  readonly playing: Playing
  readonly texts: ShellTexts
  readonly language: string
  /** Marks along the way, once they are there. */
  readonly ticks: TemplateResult | undefined
  readonly do: (deed: Deed) => void
}

export function transport({ bench, playing, texts, language, ticks, do: act }: Transport): TemplateResult {
  const button = (deed: Deed & string, label: string, sign: string, isOff = false) =>
    html`<button type="button" title=${label} aria-label=${label} ?disabled=${isOff} @click=${() => act(deed)}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${sign}></path></svg>
    </button>`
  const { isPlaying } = playing
  const speed = playing.speed.toLocaleString(language, { maximumSignificantDigits: 2 })
  const isAtStart = bench.position === 0
  return html`<div class="transport" part="transport" role="group" aria-label=${texts.place}>
    <div class="buttons">
      ${button('toStart', texts.toStart, signs.toStart, isAtStart)}
      ${button('decisionBack', texts.decisionBack, signs.decisionBack, isAtStart)}
      ${button('stepBack', texts.stepBack, signs.stepBack, isAtStart)}
      <button
        type="button"
        class="primary play"
        title=${isPlaying ? texts.pause : texts.play}
        aria-label=${isPlaying ? texts.pause : texts.play}
        @click=${() => act('toggle')}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${isPlaying ? signs.pause : signs.play}></path></svg>
      </button>
      ${button('step', texts.step, signs.step)} ${button('decision', texts.decision, signs.decision)}
      ${button('toEnd', texts.toEnd, signs.toEnd)}
      ${button('toViolation', texts.toViolation, signs.toViolation, bench.run.standings.firstViolation === null)}
    </div>
    <label class="place">
      <span class="unseen">${texts.place}</span>
      <span class="track"
        ><input
        type="range"
        min="0"
        .max=${`${bench.tape.length}`}
        .value=${`${bench.position}`}
        aria-valuetext=${texts.event(bench.position, bench.tape.length)}
        @input=${(event: Event) => bench.goTo(Number((event.target as HTMLInputElement).value))}
      />
        ${ticks}</span
      >
      <span class="number quiet">${texts.event(bench.position, bench.tape.length)}</span>
    </label>
    ${
      bench.isLive
        ? nothing
        : html`<label class="speed">
      <span class="unseen">${texts.speed}</span>
      <input
        type="range"
        min=${speeds.least}
        max=${speeds.most}
        step="0.1"
        .value=${`${playing.speedPower}`}
        aria-valuetext=${texts.speedOf(speed)}
        @input=${(event: Event) => {
          playing.speedPower = Number((event.target as HTMLInputElement).value)
          bench.heard()
        }}
      />
      <span class="number quiet">${texts.speedOf(speed)}</span>
    </label>`
    }
  </div>`
}

const signs = {
  toStart: 'M6 5v14M19 5 9 12l10 7z',
  stepBack: 'M16 5 7 12l9 7z',
  decisionBack: 'M18 5l-7 7 7 7zM8 8l-4 4 4 4 4-4z',
  play: 'M8 5l11 7-11 7z',
  pause: 'M8 5v14M16 5v14',
  step: 'M8 5l9 7-9 7z',
  decision: 'M6 5l7 7-7 7zM16 8l-4 4 4 4 4-4z',
  toEnd: 'M18 5v14M5 5l10 7-10 7z',
  toViolation: 'M12 3 22 20H2zM12 10v5M12 17v1',
} as const

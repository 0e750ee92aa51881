// A question to the reader before something decisive: the run stands still until it is answered.

import { html, nothing, type TemplateResult } from 'lit'
import type { Prediction, Question } from '../../lab/prediction.ts'
import type { LabWords } from '../../lab/words.ts'
import type { Workbench } from '../../lab/workbench.ts'
import type { DeskTexts } from '../../locales/desk/texts.ts'

export interface Guessing {
  readonly prediction: Prediction
  readonly bench: Workbench
  readonly words: LabWords
  readonly texts: DeskTexts
  /** Stops what plays, and draws anew. */
  readonly ask: () => void
}

/** Nothing for a lab whose nodes announce nothing. */
export function guess({ prediction, bench, words, texts, ask }: Guessing): TemplateResult | typeof nothing {
  if (Object.keys(words.events).length === 0) return nothing
  const { question, guesses, rightCount } = prediction
  return html`<div class="guess" part="guess">
    <button type="button" @click=${ask}>${texts.guess}</button>
    <div role="status">
      ${question === null ? told(prediction, bench, texts) : html`<p>${texts.guessWhich(withHoles(words, question))}</p>`}
    </div>
    ${
      question === null
        ? nothing
        : html`<div class="candidates">
          ${question.candidates.map(
            peer => html`<button type="button" @click=${() => prediction.answer(peer)}>${peer}</button>`,
          )}
        </div>`
    }
    ${guesses.length === 0 ? nothing : html`<small class="quiet number">${texts.guessScore(rightCount, guesses.length)}</small>`}
  </div>`
}

/** How the last guess went, while the reader stands where it was decided. */
function told({ guesses, isOver }: Prediction, bench: Workbench, texts: DeskTexts): TemplateResult | typeof nothing {
  const last = guesses.at(-1)
  if (isOver) return html`<p>${texts.guessOver}</p>`
  if (last === undefined || last.index + 1 !== bench.position) return nothing
  const { guessed, truth } = last
  return guessed === truth
    ? html`<p>✓ ${texts.guessedRight(truth)}</p>`
    : html`<p>✗ ${texts.guessedWrong(guessed, truth)}</p>`
}

/** `… leads term ….`: what would give the answer away is left open. */
const withHoles = (words: LabWords, { event }: Question): string =>
  (words.events[event] ?? event).replace(/\{\w+\}/g, '…')

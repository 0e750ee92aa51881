// What a reader may try to bring about: the list, and how the one under way stands.

import { html, nothing, type TemplateResult } from 'lit'
import { type Challenge, type Progress, progressOf } from '../../lab/challenge.ts'
import type { LabWords } from '../../lab/words.ts'
import type { Workbench } from '../../lab/workbench.ts'
import type { DeskTexts } from '../../locales/desk/texts.ts'

interface Told {
  readonly bench: Workbench
  readonly words: LabWords
  readonly texts: DeskTexts
}

interface Offered extends Told {
  readonly begin: (challenge: Challenge) => void
}

interface UnderWay extends Told {
  readonly current: Challenge | null
  readonly language: string
}

/** Nothing for a lab that has none. */
export function challenges({ bench, words, texts, begin }: Offered): TemplateResult | typeof nothing {
  const { challenges = [] } = bench.lab
  if (challenges.length === 0) return nothing
  return html`<details>
    <summary>${texts.challenges} <span class="quiet number">&nbsp;${challenges.length}</span></summary>
    <ul class="challenges" part="challenges">
      ${challenges.map(
        challenge => html`<li>
          <span id="challenge-${challenge.name}">${saying(challenge, words)}</span>
          <button type="button" aria-describedby="challenge-${challenge.name}" @click=${() => begin(challenge)}>
            ${texts.begin}
          </button>
        </li>`,
      )}
    </ul>
  </details>`
}

const signs = { open: '…', reached: '✓', missed: '✗' } as const

export function underWay({ bench, words, texts, current, language }: UnderWay): TemplateResult | typeof nothing {
  if (current === null) return nothing
  const { is, acts, leftMs, thrift } = progressOf(current, bench)
  return html`<div class="challenge" part="challenge ${is}">
    <p>${saying(current, words)}</p>
    <p role="status"><b>${signs[is]} ${texts.challengeIs[is]}</b></p>
    <p><small class="quiet number">${texts.challengeLeft(acts, current.actsMax, Math.round(leftMs))}</small></p>
    ${thrift === null ? nothing : html`<p><small class="quiet number">${costIn(thrift, texts, language)}</small></p>`}
  </div>`
}

function costIn({ cost, goal }: NonNullable<Progress['thrift']>, texts: DeskTexts, language: string): string {
  const of = (value: number | null, most: number) =>
    `${value?.toLocaleString(language, { maximumFractionDigits: 1 }) ?? '–'} / ${most}`
  return texts.challengeCost(
    of(cost.answered, goal.answered),
    of(cost.messagesPerOperation, goal.messagesPerOperationMax),
    of(cost.p99Ms, goal.p99MsMax),
  )
}

const saying = ({ name, says }: Challenge, words: LabWords): string => words.challenges?.[name] ?? says

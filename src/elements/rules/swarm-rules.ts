// The element <swarm-rules>: each rule of the lab with its verdict at the reader's place, the evidence, and the way there.

import { css, html, nothing, type TemplateResult } from 'lit'
import type { RuleReport } from '../../checkers/judge.ts'
import { en } from '../../locales/panels/en.ts'
import { panelTextsOf } from '../../locales/panels/languages.ts'
import { BenchElement } from '../bench-element.ts'
import { LabWordsOf } from '../lab-words.ts'
import { Language } from '../language.ts'
import { looks } from '../looks.ts'

/** Never colour alone: a sign, a word and a hue. */
const signs = { holds: '✓', broken: '✗', unknown: '?' } as const

export class SwarmRules extends BenchElement {
  static override readonly styles = [
    looks,
    css`
      header { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: baseline; margin-block-end: 0.6rem; }
      h3 { font-size: 1rem; }
      ol { display: grid; gap: 0.35rem; }
      li {
        display: grid;
        grid-template-columns: 1.6rem 1fr;
        gap: 0 0.6rem;
        padding: 0.5rem 0.65rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        overflow-wrap: anywhere;
      }
      .sign {
        display: grid;
        place-items: center;
        inline-size: 1.5rem;
        block-size: 1.5rem;
        border-radius: 50%;
        border: 2px solid var(--blue);
        font-weight: 700;
        line-height: 1;
      }
      .holds .sign { background: var(--blue); color: #fff; }
      .broken { border-color: var(--vermillion); border-inline-start-width: 5px; }
      .broken .sign { border-color: var(--vermillion); border-radius: 4px; }
      .unknown .sign { border-style: dashed; border-color: var(--field); }
      .id { font-weight: 700; margin-inline-end: 0.3rem; }
      .evidence { grid-column: 2; margin-block-start: 0.25rem; font-size: 0.9rem; }
      button { margin-block-start: 0.35rem; justify-self: start; grid-column: 2; }
      small { color: var(--quiet); }
    `,
  ]

  readonly #language = new Language(this, en, panelTextsOf)
  readonly #lab = new LabWordsOf(this, () => ({ lab: this.bench?.lab, language: this.#language.code }))

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    if (bench === null) return nothing
    const { texts } = this.#language
    const reports = bench.rules
    const count = (verdict: string) => reports.filter(report => report.verdict.is === verdict).length
    return html`<section part="rules">
      <header>
        <h3>${texts.rules}</h3>
        <span class="quiet" part="summary">${texts.summary(count('broken'), count('unknown'))}</span>
      </header>
      <ol>${reports.map(report => this.#renderRule(report))}</ol>
    </section>`
  }

  #renderRule({ id, says, kind, verdict }: RuleReport): TemplateResult {
    const { texts } = this.#language
    const isOpen = verdict.is === 'holds' && kind === 'always' && !this.#isJudged
    const word = isOpen ? `${texts.verdict.holds} ${texts.soFar}` : texts.verdict[verdict.is]
    return html`<li class=${verdict.is} part="rule ${verdict.is}">
      <span class="sign" aria-hidden="true">${signs[verdict.is]}</span>
      <span
        ><span class="id">${id}</span>${this.#lab.words?.rules[id] ?? says}
        <small>${texts.kind[kind]} · ${word}</small></span
      >
      ${verdict.is === 'broken' ? html`<p class="evidence" part="evidence">${verdict.explanation}</p>` : nothing}
      ${verdict.is === 'broken' && verdict.at !== null ? this.#renderWay(verdict.at) : nothing}
    </li>`
  }

  #renderWay(index: number): TemplateResult {
    return html`<button type="button" @click=${() => this.bench?.goTo(index + 1)}>
      ${this.#language.texts.showWhere} <span class="number quiet">#${index}</span>
    </button>`
  }

  get #isJudged(): boolean {
    const { bench } = this
    return bench?.isAtEnd === true && bench.run.nowMs >= (bench.run.endMs ?? Infinity)
  }
}

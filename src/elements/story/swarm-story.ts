// The element <swarm-story>: what just happened, in words, and the way there from it. The list is the primary way to
// read a run without seeing it.

import { css, html, nothing, type TemplateResult } from 'lit'
import { countWhere } from '../../lab/tape/count-where.ts'
import { isDecisive } from '../../lab/tape/tape.ts'
import type { Workbench } from '../../lab/workbench.ts'
import { en as panelEn } from '../../locales/panels/en.ts'
import { panelTextsOf } from '../../locales/panels/languages.ts'
import { en } from '../../locales/story/en.ts'
import { storyTextsOf } from '../../locales/story/languages.ts'
import type { Happening } from '../../trace/happening.ts'
import { BenchElement } from '../bench-element.ts'
import { LabWordsOf } from '../lab-words.ts'
import { Language } from '../language.ts'
import { looks } from '../looks.ts'
import { captionOf, type Teller } from './caption.ts'

/** So many lines are shown at once; more on demand. */
const linesAtOnce = 30

export class SwarmStory extends BenchElement {
  static override readonly styles = [
    looks,
    css`
      header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 1rem; }
      h3 { font-size: 1rem; }
      label { display: inline-flex; gap: 0.4rem; align-items: center; min-block-size: 1.75rem; font-size: 0.9rem; }
      .now { margin-block: 0.5rem 0.75rem; padding: 0.7rem 0.9rem; background: var(--raised); border-radius: var(--radius); }
      .now p:first-child { font-size: 1.1rem; font-weight: 600; }
      .now p + p { margin-block-start: 0.2rem; color: var(--quiet); }
      .now, li button { overflow-wrap: anywhere; }
      ol { display: grid; max-block-size: 22rem; overflow-y: auto; }
      li button {
        display: grid;
        grid-template-columns: 6.5ch 1fr;
        gap: 0.75rem;
        inline-size: 100%;
        padding: 0.3rem 0.5rem;
        border: 0;
        border-radius: 6px;
        background: none;
        text-align: start;
      }
      li.decisive { font-weight: 600; }
      time { color: var(--quiet); font-weight: 400; text-align: end; }
      li[aria-current] button { background: var(--raised); box-shadow: inset 3px 0 var(--accent); }
    `,
  ]
  static override readonly properties = {
    ...BenchElement.properties,
    isBrief: { state: true },
    lineCount: { state: true },
  }

  declare private isBrief: boolean
  declare private lineCount: number
  readonly #language = new Language(this, en, storyTextsOf)
  readonly #panel = new Language(this, panelEn, panelTextsOf)
  readonly #lab = new LabWordsOf(this, () => ({ lab: this.bench?.lab, language: this.#language.code }))

  constructor() {
    super()
    this.isBrief = true
    this.lineCount = linesAtOnce
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    const { words } = this.#lab
    if (bench === null || words === null) return nothing
    const { texts } = this.#language
    const teller = { texts, words, membersCount: bench.members.length }
    const lines = this.#linesBefore(bench)
    return html`<section part="story">
      <header>
        <h3>${texts.title}</h3>
        <label
          ><input type="checkbox" .checked=${this.isBrief} @change=${() => (this.isBrief = !this.isBrief)} />
          ${this.#panel.texts.onlyDecisive}</label
        >
      </header>
      <div class="now" part="caption">
        ${
          bench.happening === null
            ? html`<p>${texts.nothingYet}</p>`
            : captionOf(bench.happening, teller).map(sentence => html`<p>${sentence}</p>`)
        }
      </div>
      <ol>
        ${lines.slice(0, this.lineCount).map(happening => this.#renderLine(happening, bench, teller))}
      </ol>
      ${
        lines.length > this.lineCount
          ? html`<button type="button" @click=${() => (this.lineCount += linesAtOnce)}>${this.#panel.texts.earlier}</button>`
          : nothing
      }
    </section>`
  }

  /** The latest first: no more than are shown, and one that says whether there are more. */
  #linesBefore({ tape, position }: Workbench): readonly Happening[] {
    const wanted = this.lineCount + 1
    if (!this.isBrief) return tape.happenings.slice(Math.max(0, position - wanted), position).reverse()
    const before = countWhere(tape.decisive, index => index < position)
    return tape.decisive
      .slice(Math.max(0, before - wanted), before)
      .reverse()
      .map(index => tape.happenings[index]!)
  }

  #renderLine(happening: Happening, bench: Workbench, teller: Teller): TemplateResult {
    const { index, atMs } = happening
    const isHere = index === bench.position - 1
    return html`<li class=${isDecisive(happening) ? 'decisive' : ''} aria-current=${isHere ? 'step' : nothing}>
      <button type="button" @click=${() => bench.goTo(index + 1)}>
        <time class="number">${atMs.toFixed(1)}</time><span>${captionOf(happening, teller)[0]}</span>
      </button>
    </li>`
  }
}

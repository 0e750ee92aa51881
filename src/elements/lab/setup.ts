// What a reader may choose before a run: scenario, seed, nodes, a mistake to watch, a storm, and the protocol's own options.

import { html, nothing, type TemplateResult } from 'lit'
import type { Lab } from '../../lab/lab.ts'
import { weatherOf } from '../../lab/lab.ts'
import type { LabWords } from '../../lab/words.ts'
import type { DeskTexts } from '../../locales/desk/texts.ts'
import type { Attributes } from './choice.ts'

export interface Setup {
  readonly lab: Lab
  readonly words: LabWords
  readonly chosen: Attributes
  readonly nodes: number
  readonly texts: DeskTexts
  readonly choose: (change: Attributes) => void
}

export function setup({ lab, words, chosen, nodes, texts, choose }: Setup): TemplateResult {
  const typed = (event: Event) => (event.target as HTMLInputElement).value
  const rule = lab.mutants.find(({ name }) => name === chosen.mutant)?.breaks
  return html`<form class="setup" part="setup" @submit=${(event: Event) => event.preventDefault()}>
    <label class="wide"
      >${texts.scenario}
      <select @change=${(event: Event) => choose({ scenario: typed(event), nodes: null, options: null })}>
        ${lab.scenarios.map(
          ({ name }) =>
            html`<option value=${name} .selected=${name === (chosen.scenario || lab.scenarios[0]!.name)}>
              ${name} · ${words.scenarios[name]}
            </option>`,
        )}
      </select></label
    >
    <label class="wide"
      >${texts.mutant}
      <select @change=${(event: Event) => choose({ mutant: typed(event) })}>
        <option value="" .selected=${!chosen.mutant}>${texts.noMutant}</option>
        ${lab.mutants.map(
          ({ name, breaks }) =>
            html`<option value=${name} .selected=${name === chosen.mutant}>${breaks} · ${words.mutants[name]}</option>`,
        )}
      </select></label
    >
    <label
      >${texts.seed}
      <span class="with-button">
        <input inputmode="numeric" .value=${chosen.seed || '1'} @change=${(event: Event) => choose({ seed: typed(event) })} />
        <button
          type="button"
          aria-label=${texts.anotherSeed}
          title=${texts.anotherSeed}
          @click=${() => choose({ seed: `${Number(chosen.seed || 1) + 1}` })}
        >
          +1
        </button>
      </span></label
    >
    <label
      >${texts.nodes}
      <input inputmode="numeric" .value=${chosen.nodes || `${nodes}`} @change=${(event: Event) => choose({ nodes: typed(event) })}
    /></label>
    ${
      weatherOf(lab) === null
        ? nothing
        : html`<label class="check"
          ><input
            type="checkbox"
            .checked=${chosen.storm === true}
            @change=${(event: Event) => choose({ storm: (event.target as HTMLInputElement).checked })}
          />
          ${texts.storm}</label
        >`
    }
    <label class="wide"
      >${texts.options} <small class="quiet">JSON: ${defaultsIn(lab)}</small>
      <input
        spellcheck="false"
        autocomplete="off"
        .value=${chosen.options ?? ''}
        placeholder="{}"
        @change=${(event: Event) => choose({ options: typed(event) })}
    /></label>
    <button type="button" class="again" @click=${() => choose({})}>${texts.startAgain}</button>
    ${rule === undefined ? nothing : html`<p class="wide quiet">${rule}: ${words.rules[rule]}</p>`}
  </form>`
}

/** Each option with what it is where nothing is said. */
const defaultsIn = ({ options, defaults }: Lab): string =>
  Object.keys(options)
    .map(name => `"${name}": ${JSON.stringify(defaults[name])}`)
    .join(', ')

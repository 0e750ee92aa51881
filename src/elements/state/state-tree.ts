// Plain data as a tree that a reader can open: what changed is marked by a bar and a word, never by colour alone.

import { css, html, nothing, type TemplateResult } from 'lit'
import { partsOf } from '../../lab/difference.ts'
import type { PanelTexts } from '../../locales/panels/texts.ts'
import { shown } from '../../trace/words.ts'

/** What a reader can take in; the rest is counted. */
const partsMax = 40
const depthMax = 5
/** A part that fits in a line is shown in a line. */
const lineLengthMax = 46

export const stateStyles = css`
  .tree, .tree ul { display: grid; gap: 0.1rem; font-size: 0.9rem; }
  .tree ul { margin-inline-start: 0.6rem; padding-inline-start: 0.6rem; border-inline-start: 1px solid var(--line); }
  .tree li > div, .tree summary { display: flex; flex-wrap: wrap; gap: 0 0.6rem; padding: 0.1rem 0.35rem; border-radius: 4px; }
  .tree summary { cursor: pointer; }
  .tree .name { color: var(--quiet); }
  .tree .value { font-family: var(--mono); font-size: 0.92em; overflow-wrap: anywhere; }
  .tree .changed { background: var(--raised); box-shadow: inset 3px 0 var(--vermillion); }
  .tree .mark { font-size: 0.8em; font-style: italic; }
`

export function stateTree(node: unknown, changes: ReadonlySet<string>, texts: PanelTexts): TemplateResult {
  const root = partsOf(node)
  if (root === null) return html`<p class="value">${shown(node)}</p>`
  return html`<ul class="tree" part="tree">${branches(root, '', changes, texts, 1)}</ul>`
}

function branches(
  parts: ReadonlyMap<string, unknown>,
  path: string,
  changes: ReadonlySet<string>,
  texts: PanelTexts,
  depth: number,
): TemplateResult {
  const entries = [...parts].slice(0, partsMax)
  return html`${entries.map(([name, value]) => branch(name, value, `${path}${name}`, changes, texts, depth))}
  ${parts.size > partsMax ? html`<li class="quiet">${texts.andMore(parts.size - partsMax)}</li>` : nothing}`
}

function branch(
  name: string,
  value: unknown,
  path: string,
  changes: ReadonlySet<string>,
  texts: PanelTexts,
  depth: number,
): TemplateResult {
  const isChanged = changes.has(path)
  const mark = isChanged ? html`<span class="mark">${texts.changed}</span>` : nothing
  const line = shown(value)
  const parts = partsOf(value)
  if (parts === null || parts.size === 0 || line.length <= lineLengthMax || depth === depthMax) {
    const text = parts?.size === 0 ? texts.empty : line
    return html`<li>
      <div class=${isChanged ? 'changed' : ''}><span class="name">${name}</span><span class="value">${text}</span>${mark}</div>
    </li>`
  }
  return html`<li>
    <details ?open=${isChanged || depth === 1}>
      <summary class=${isChanged ? 'changed' : ''}><span class="name">${name}</span>${mark}</summary>
      <ul>${branches(parts, `${path}.`, changes, texts, depth + 1)}</ul>
    </details>
  </li>`
}

// All that was tried in a lab, as a tree: each branch with what was done where it left its parent.

import { html, nothing, type TemplateResult } from 'lit'
import type { Branch, Workbench } from '../../lab/workbench.ts'
import type { DeskTexts } from '../../locales/desk/texts.ts'
import { said } from '../../trace/words.ts'

export function branchTree(bench: Workbench, texts: DeskTexts): TemplateResult {
  const numbers = new Set(bench.branches.map(({ number }) => number))
  /** Where a parent was given up, its children stand at the root. */
  const roots = bench.branches.filter(({ parent }) => parent === null || !numbers.has(parent))
  return html`<ol class="branches" part="branches">
    ${roots.map(branch => renderBranch(branch, bench, texts))}
  </ol>`
}

function renderBranch(branch: Branch, bench: Workbench, texts: DeskTexts): TemplateResult {
  const { number, leftAt } = branch
  const children = bench.branches.filter(({ parent }) => parent === number)
  const isHere = branch === bench.branch
  return html`<li>
    <button type="button" aria-pressed=${isHere ? 'true' : 'false'} @click=${() => bench.visit(number)}>
      ${branch.parent === null ? texts.firstRun : texts.branch(number, leftAt)}
      <small class="quiet">${labelOf(branch)}</small>
    </button>
    ${
      children.length === 0
        ? nothing
        : html`<ol>
          ${children.map(child => renderBranch(child, bench, texts))}
        </ol>`
    }
  </li>`
}

function labelOf({ act }: Branch): string {
  if (act === null) return ''
  if (act.kind === 'fault') return said(act.fault)
  return act.kind === 'ask' ? `${act.node}: ${said(act.request)}` : act.verb
}

// The legend of a network, always in sight: what each shape means, and how many of it there are now.

import { html, nothing, svg, type TemplateResult } from 'lit'
import { type KindMark, outline, type RoleMark } from '../marks.ts'
import { crossOf } from './node-mark.ts'
import type { Picture } from './picture.ts'

export function legend({ kinds, flight, nodes, roleOf, texts }: Picture): TemplateResult {
  const roles = new Map<string, { readonly mark: RoleMark; count: number }>()
  for (const node of nodes) {
    const mark = node.is === 'down' ? null : roleOf(node)
    if (mark === null) continue
    const known = roles.get(mark.name)
    if (known === undefined) roles.set(mark.name, { mark, count: 1 })
    else known.count++
  }
  const down = nodes.filter(({ is }) => is === 'down').length
  const paused = nodes.filter(({ is }) => is === 'paused').length
  const lying = nodes.filter(({ isHonest }) => !isHonest).length
  return html`<div class="legend" part="legend">
    <ul aria-label=${texts.roles}>
      ${[...roles.values()].map(({ mark, count }) => roleEntry(mark, count))}
      ${trouble(down, texts.standing.down, crossOf(4))} ${trouble(paused, texts.standing.paused, 'M-3 -4V4M3 -4V4')}
      ${trouble(lying, texts.lying, 'M-6 3L-3 -3L0 3L3 -3L6 3')}
    </ul>
    <ul aria-label=${texts.messages}>
      ${[...kinds.values()].map(kind => kindEntry(kind, flight.counts.get(kind.name) ?? 0))}
    </ul>
    ${flight.unplaced === 0 ? nothing : html`<p>${texts.unplaced(flight.unplaced)}</p>`}
  </div>`
}

const roleEntry = ({ name, shape, hue }: RoleMark, count: number): TemplateResult =>
  html`<li class="role ${hue}">
    <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true"><path class="body" d=${outline(shape, 5.5)} /></svg>
    ${name} <b class="number">${count}</b>
  </li>`

const kindEntry = ({ name, label, shape, hue, dash }: KindMark, count: number): TemplateResult =>
  html`<li class=${hue}>
    <svg width="38" height="14" viewBox="-30 -7 38 14" aria-hidden="true">
      <line x1="-30" x2="-6" y1="0" y2="0" stroke-dasharray=${dash} /><path class="body" d=${outline(shape, 5)} />
    </svg>
    <b>${label}</b> ${name} ${count === 0 ? nothing : html`<b class="number">${count}</b>`}
  </li>`

function trouble(count: number, word: string, sign: string): TemplateResult | typeof nothing {
  if (count === 0) return nothing
  return html`<li>
    <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
      ${svg`<path d=${sign} fill="none" stroke="currentColor" stroke-width="2" />`}
    </svg>
    ${word} <b class="number">${count}</b>
  </li>`
}

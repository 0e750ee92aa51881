// What lies behind the nodes: the links between a few of them.

import { nothing, svg, type TemplateResult } from 'lit'
import type { PeerId } from '../../core/ids.ts'
import { isCut } from '../../faults/conditions.ts'
import type { Workbench } from '../../lab/workbench.ts'
import type { PictureTexts } from '../../locales/pictures/texts.ts'
import type { Frame } from './frame.ts'

/** With more nodes, links would be a carpet. */
const linkedMax = 9

export function backdrop(
  bench: Workbench,
  frame: Frame,
  texts: PictureTexts,
  open: (from: PeerId, to: PeerId, event: MouseEvent) => void,
): readonly TemplateResult[] {
  const { members } = bench
  if (members.length > linkedMax) return []
  const conditions = bench.tape.conditionsAt(bench.position)
  const isParted = (left: PeerId, right: PeerId) => isCut(conditions, left, right) && isCut(conditions, right, left)
  return pairsOf(members.length).map(([from, to]) =>
    link(frame, members, from, to, isParted(members[from]!, members[to]!), texts, open),
  )
}

function link(
  { places }: Frame,
  members: readonly PeerId[],
  from: number,
  to: number,
  isCut: boolean,
  texts: PictureTexts,
  open: (from: PeerId, to: PeerId, event: MouseEvent) => void,
): TemplateResult {
  const [start, end] = [places[from]!, places[to]!]
  return svg`<g class="link" @click=${(event: MouseEvent) => open(members[from]!, members[to]!, event)}>
    <title>${texts.link(members[from]!, members[to]!)}</title>
    ${isCut ? nothing : svg`<line class="line" x1=${start.x} y1=${start.y} x2=${end.x} y2=${end.y} />`}
    <line class="target" x1=${start.x} y1=${start.y} x2=${end.x} y2=${end.y} />
  </g>`
}

const pairsOf = (count: number): readonly (readonly [number, number])[] =>
  Array.from({ length: count }, (_, from) =>
    Array.from({ length: count - from - 1 }, (_, next) => [from, from + 1 + next] as const),
  ).flat()

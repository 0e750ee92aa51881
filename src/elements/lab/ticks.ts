// Marks along the bar of a run: where something was decided, where a fault struck, and where a rule fell; each with a height
// and a colour of its own, so that a reader sees the phases of a run before going there.

import { html, svg, type TemplateResult } from 'lit'
import type { Workbench } from '../../lab/workbench.ts'

/** As many as can be told apart on a projector. */
export const binsMax = 240

export type Mark = 'decision' | 'fault' | 'violation'

export interface Tick {
  /** Of the way, from 0 to 1. */
  readonly at: number
  readonly mark: Mark
}

/** What is announced more often than this is no phase of a run, but its daily work. */
const rareMax = 30

/** Of several marks that fall together, the gravest. */
export function ticksOf({ tape, run }: Pick<Workbench, 'tape' | 'run'>): readonly Tick[] {
  const bins = new Map<number, Mark>()
  const put = (index: number, mark: Mark) => {
    const bin = Math.round(((index + 1) / tape.length) * binsMax)
    const before = bins.get(bin)
    if (before === undefined || gravity[mark] > gravity[before]) bins.set(bin, mark)
  }
  for (const index of rarelyAnnounced(tape)) put(index, 'decision')
  for (const index of tape.decisive) if (tape.happenings[index]!.kind === 'fault') put(index, 'fault')
  for (const { verdict } of run.standings.at(tape.length))
    if (verdict.is === 'broken' && verdict.at !== null) put(verdict.at, 'violation')
  return [...bins].map(([bin, mark]) => ({ at: bin / binsMax, mark }))
}

function rarelyAnnounced({ decisive, happenings }: Workbench['tape']): readonly number[] {
  const places = new Map<string, number[]>()
  for (const index of decisive) {
    const happening = happenings[index]!
    if (happening.kind !== 'step') continue
    for (const effect of happening.effects) {
      if (effect.kind !== 'announce') continue
      const known = places.get(effect.event.type)
      if (known === undefined) places.set(effect.event.type, [index])
      else known.push(index)
    }
  }
  return [...places.values()].filter(({ length }) => length <= rareMax).flat()
}

const gravity: Readonly<Record<Mark, number>> = { decision: 0, fault: 1, violation: 2 }
/** How far down each reaches, of the whole. */
const heights: Readonly<Record<Mark, string>> = { decision: '40%', fault: '70%', violation: '100%' }

export function ticks(bench: Workbench): TemplateResult {
  const all = bench.tape.length === 0 ? [] : ticksOf(bench)
  return html`<svg class="ticks" aria-hidden="true">
    ${all.map(({ at, mark }) => {
      const x = `${(at * 100).toFixed(2)}%`
      return svg`<line class=${mark} x1=${x} x2=${x} y1="0" y2=${heights[mark]} />`
    })}
  </svg>`
}

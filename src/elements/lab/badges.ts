// What a run goes on, its clock, and where it stands in one sentence, for those who listen: not while it plays.

import { html, nothing, type TemplateResult } from 'lit'
import type { Workbench } from '../../lab/workbench.ts'
import type { ShellTexts } from '../../locales/shell/texts.ts'

export function badges(bench: Workbench, texts: ShellTexts, isPlaying: boolean): TemplateResult {
  const { ground, isClosed } = bench.run
  const { rules } = bench
  const broken = rules.length === 0 ? null : rules.filter(({ verdict }) => verdict.is === 'broken').length
  const nodes = bench.members.length
  const up = bench.members.filter(peer => bench.actor(peer).is === 'up').length
  const onTheWay = bench.tape.onTheWay(bench.position).length
  return html`<div class="badges">
      <span class="badge" part="ground">${texts.ground[isClosed ? 'recorded' : ground]}</span>
      <span class="badge clock" part="clock"
        >${texts.ms(bench.atMs.toFixed(1))}
        <span class="quiet">${ground === 'simulated' ? texts.simulatedTime : texts.wallTime}</span></span
      >
    </div>
    <p class="unseen" aria-live="polite">${isPlaying ? nothing : texts.summary({ nodes, up, onTheWay, broken })}</p>`
}

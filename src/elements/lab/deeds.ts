// What a reader does to a lab, by key or by button, and what comes of it.

import type { Workbench } from '../../lab/workbench.ts'
import { selectionOf } from '../selection.ts'
import type { Deed } from './keys.ts'
import type { Playing } from './playing.ts'

/** The way to the end of a scenario must not freeze the page. */
const sliceMs = 12

interface Reader {
  readonly bench: Workbench
  readonly playing: Playing
  showActions(): void
  showHelp(): void
  leave(): void
}

export function perform(deed: Deed, { bench, playing, showActions, showHelp, leave }: Reader): void {
  if (typeof deed === 'object') {
    const peer = bench.members[deed.pick]
    if (peer !== undefined) selectionOf(bench).pick({ peer })
    return
  }
  if (deed !== 'toggle') playing.pause()
  switch (deed) {
    case 'toggle':
      return playing.toggle()
    case 'step':
      return void bench.step()
    case 'stepBack':
      return void bench.stepBack()
    case 'decision':
      return void bench.stepToDecision()
    case 'decisionBack':
      return void bench.stepBackToDecision()
    case 'toStart':
      return void bench.goTo(0)
    case 'toEnd':
      return goToEnd(bench)
    case 'toViolation':
      return void bench.goToViolation()
    case 'toActions':
      return showActions()
    case 'help':
      return showHelp()
    case 'leave':
      return leave()
  }
}

/** In slices; any other deed, which moves the reader, ends it. */
function goToEnd(bench: Workbench): void {
  const endsMs = performance.now() + sliceMs
  if (bench.playToEnd(() => performance.now() > endsMs)) return
  const { position, branch } = bench
  requestAnimationFrame(() => {
    if (bench.position === position && bench.branch.number === branch.number) goToEnd(bench)
  })
}

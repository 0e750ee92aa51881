// What elements tell the page around them. Each bubbles, and leaves shadow trees.

import type { Workbench } from '../lab/workbench.ts'

const everywhere = { bubbles: true, composed: true } as const

/** A lab shows another run from now on. */
export class RunShown extends CustomEvent<{ readonly bench: Workbench }> {
  constructor(bench: Workbench) {
    super('swarm-run', { detail: { bench }, ...everywhere })
  }
}

/** What an attribute, a link or a file says makes no sense; `why` names it. What was shown is shown still. */
export class TroubleMet extends CustomEvent<{ readonly why: string }> {
  constructor(why: string) {
    super('swarm-trouble', { detail: { why }, ...everywhere })
  }
}

/** A lab has real peers to run on from now on: this is their run. */
export class LiveOpened extends CustomEvent<{ readonly bench: Workbench }> {
  constructor(bench: Workbench) {
    super('swarm-live', { detail: { bench }, ...everywhere })
  }
}

/** The peers are left; what was recorded of them stays. */
export class LiveLeft extends CustomEvent<null> {
  constructor() {
    super('swarm-live-left', { detail: null, ...everywhere })
  }
}

declare global {
  interface HTMLElementEventMap {
    'swarm-run': RunShown
    'swarm-trouble': TroubleMet
    'swarm-live': LiveOpened
    'swarm-live-left': LiveLeft
  }
}

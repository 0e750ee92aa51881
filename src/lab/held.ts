// When messages are held, they are due so late that nobody waits for it.

import type { Workbench } from './workbench.ts'

/** An hour of the run. */
export const heldMs = 3_600_000

export const isHeld = ({ tape, position }: Pick<Workbench, 'tape' | 'position'>): boolean =>
  tape.conditionsAt(position).everywhere.lowMs >= heldMs

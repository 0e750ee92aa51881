// How large things get in a long run: what must have a bound is measured here.

import { encode, speechOf } from '../../src/core/codec.ts'
import { prepare } from '../../src/lab/experiment.ts'
import type { Lab } from '../../src/lab/lab.ts'

export interface Measures {
  readonly effects: number
  readonly messageBytes: number
  readonly openTickets: number
  /** The most parts of one node's state, in the first half of the run and in the second. */
  readonly partsEarly: number
  readonly partsLate: number
}

/** A long run is so many times the lab's first scenario. */
const times = 6
const looks = 24

export function measure(lab: Lab): Measures {
  const { simulator, scenario } = prepare({ lab, seed: 1 })
  const { message } = speechOf(simulator.protocol.vocabulary)
  const open = new Set<unknown>()
  const measured = { effects: 0, messageBytes: 0, openTickets: 0, partsEarly: 0, partsLate: 0 }
  simulator.watch(happening => {
    if (happening.kind !== 'step') return
    const { input, effects } = happening
    if (input.kind === 'request') open.add(input.ticket)
    measured.effects = Math.max(measured.effects, effects.length)
    for (const effect of effects) {
      if ('ticket' in effect) open.delete(effect.ticket)
      if (effect.kind === 'send')
        measured.messageBytes = Math.max(measured.messageBytes, encode(message, effect.message).length)
    }
  })
  for (let look = 1; look <= looks; look++) {
    simulator.runTo((scenario.forMs * times * look) / looks)
    const half = look <= looks / 2 ? 'partsEarly' : 'partsLate'
    for (const peer of simulator.members) measured[half] = Math.max(measured[half], partsOf(simulator.node(peer)))
  }
  return { ...measured, openTickets: open.size }
}

function partsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 1
  const parts = value instanceof Map ? [...value.values()] : value instanceof Set ? [...value] : Object.values(value)
  return parts.reduce((sum: number, part) => sum + partsOf(part), 1)
}

// From the header of a trace back to its experiment: a recorded run can be done again.

import { namesOf } from '../core/ids.ts'
import type { Protocol } from '../core/protocol.ts'
import type { TraceHeader } from '../trace/trace.ts'
import { type Experiment, prepare } from './experiment.ts'
import type { Lab } from './lab.ts'

/** Throws `NotRepeatable` for a run on real peers, whose network nobody can repeat. */
export function experimentOf(header: TraceHeader, lab: Lab): Experiment {
  const { ground, nodes, mutant, saveMs, seed, scenario, options, storm, faults, edits, isIdle, forMs } = header
  if (ground !== 'simulated') throw new NotRepeatable(`ground: expected simulated, got ${ground}`)
  const names = namesOf(nodes.length)
  const place = nodes.findIndex((node, index) => node !== names[index])
  if (place >= 0) throw new NotRepeatable(`nodes.${place}: expected ${names[place]}, as in every simulation`)
  return {
    lab,
    seed,
    scenario,
    nodes: nodes.length,
    forMs,
    options,
    storm,
    faults,
    edits,
    isIdle,
    ...(mutant === null ? {} : { mutant }),
    ...(saveMs === null ? {} : { saveMs }),
  }
}

/** The protocol of a run, whatever it ran on. */
export function protocolOf({ seed, scenario, mutant, options }: TraceHeader, lab: Lab): Protocol<any, any> {
  return prepare({ lab, seed, scenario, options, nodes: 1, ...(mutant === null ? {} : { mutant }) }).simulator.protocol
}

export class NotRepeatable extends Error {
  override readonly name = 'NotRepeatable'
}

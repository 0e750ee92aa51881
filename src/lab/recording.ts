// From an experiment to the header of its trace and back: a recorded run can be done again.

import { peerId } from '../core/ids.ts'
import { type PlainValue, plain } from '../core/plain-shape.ts'
import type { Protocol } from '../core/protocol.ts'
import { type TraceHeader, traceFormat } from '../trace/trace.ts'
import { type Experiment, prepare } from './experiment.ts'
import type { Lab } from './lab.ts'

export function headerOf(experiment: Experiment): TraceHeader {
  const { simulator, scenario } = prepare(experiment)
  return {
    trace: traceFormat,
    protocol: experiment.lab.name,
    options: plain.check(experiment.options ?? {}, 'options') as Readonly<Record<string, PlainValue>>,
    nodes: simulator.members,
    seed: experiment.seed,
    scenario: scenario.name,
    mutant: experiment.mutant ?? null,
    storm: experiment.storm ?? null,
    faults: experiment.faults ?? [],
    edits: experiment.edits ?? [],
    saveMs: experiment.saveMs ?? null,
    isIdle: experiment.isIdle ?? false,
    forMs: experiment.forMs ?? scenario.forMs,
    ground: 'simulated',
  }
}

/** Throws `NotRepeatable` for a run on real peers, whose network nobody can repeat. */
export function experimentOf(header: TraceHeader, lab: Lab): Experiment {
  const { ground, nodes, mutant, saveMs, seed, scenario, options, storm, faults, edits, isIdle, forMs } = header
  if (ground !== 'simulated') throw new NotRepeatable(`ground: expected simulated, got ${ground}`)
  const place = nodes.findIndex((node, index) => node !== peerId(`n${index + 1}`))
  if (place >= 0) throw new NotRepeatable(`nodes.${place}: expected n${place + 1}, as in every simulation`)
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

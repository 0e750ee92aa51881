// From an experiment to the header of its trace.

import { type PlainValue, plain } from '../core/plain-shape.ts'
import { type TraceHeader, traceFormat } from '../trace/trace.ts'
import { type Experiment, prepare } from './experiment.ts'

export function headerOf(experiment: Experiment, { simulator, scenario } = prepare(experiment)): TraceHeader {
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

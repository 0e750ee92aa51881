// Runs of the labs, recorded, for the tests of what a trace can be used for.

import { storm } from '../../src/faults/storm.ts'
import { type Experiment, type Report, run } from '../../src/lab/experiment.ts'
import { headerOf } from '../../src/lab/header.ts'
import ping from '../../src/protocols/ping/lab.ts'
import type { Happening } from '../../src/trace/happening.ts'
import type { Trace } from '../../src/trace/trace.ts'

export interface Recorded {
  readonly experiment: Experiment
  readonly trace: Trace
  readonly report: Report
}

export function recorded(experiment: Experiment): Recorded {
  const happenings: Happening[] = []
  const report = run({ ...experiment, listen: happening => void happenings.push(happening) })
  return { experiment, trace: { header: headerOf(experiment), happenings }, report }
}

/** Every scenario of ping, a storm, a mutant, a clock that drifts, a member that comes, and a liar. */
export const pingExperiments: readonly Experiment[] = [
  ...ping.scenarios.map(({ name }) => ({ lab: ping, seed: 1, scenario: name, forMs: 7_000 })),
  { lab: ping, seed: 2, storm, forMs: 10_000 },
  { lab: ping, seed: 3, mutant: 'forgetsItsRound', nodes: 5, options: { everyMs: 300, patienceMs: 40 }, forMs: 2_000 },
  {
    lab: ping,
    seed: 4,
    forMs: 3_000,
    saveMs: [0, 8],
    faults: [
      { atMs: 100.25, fault: { type: 'skew', node: 'n1' as never, byMs: -70 } },
      { atMs: 500, fault: { type: 'drift', node: 'n2' as never, perMillion: 400_000 } },
      { atMs: 900, fault: { type: 'join', node: 'n4' as never } },
      { atMs: 1_200, fault: { type: 'leave', node: 'n1' as never } },
      {
        atMs: 1_500,
        fault: { type: 'betray', node: 'n2' as never, lies: [{ type: 'replay', message: null, to: null }] },
      },
    ],
  },
  {
    lab: ping,
    seed: 5,
    forMs: 1_500,
    // A person's hand: each number is that of an event which was pending then.
    edits: [
      { after: 3, atMs: 0, act: { kind: 'meddle', verb: 'drop', pending: 3 } },
      {
        after: 3,
        atMs: 0.5,
        act: { kind: 'meddle', verb: 'corrupt', pending: 4, message: { type: 'ping', serial: 9 } },
      },
      { after: 3, atMs: 0.5, act: { kind: 'fault', fault: { type: 'pause', node: 'n3' as never } } },
      { after: 30, atMs: 800, act: { kind: 'ask', node: 'n1' as never, request: { type: 'whoIsAlive' } } },
    ],
  },
]

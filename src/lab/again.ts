// A recorded run, done again in the simulator. One of real peers: the same cluster, and all that was done to it, at the same
// times. It goes its own way between, for nobody can repeat a real network; from there on it can be stepped, steered and branched.

import type { PlainValue } from '../core/plain-shape.ts'
import type { Edit } from '../trace/edit.ts'
import { editsMax } from '../trace/edit.ts'
import type { Happening } from '../trace/happening.ts'
import type { TraceHeader } from '../trace/trace.ts'
import type { Experiment } from './experiment.ts'
import type { Lab } from './lab.ts'
import { experimentOf } from './recording.ts'

/** Throws `NotRepeatable` where the nodes have names that no simulation gives. */
export function experimentLike(header: TraceHeader, happenings: readonly Happening[], lab: Lab): Experiment {
  if (header.ground === 'simulated') return experimentOf(header, lab)
  const recorded = lab.scenarios.find(({ name }) => name === header.scenario)
  // Nobody followed a script on real peers: the plainest scenario is the one without.
  const plainest = lab.scenarios.find(({ script }) => script === undefined) ?? lab.scenarios[0]!
  const options = { ...recorded?.options, ...header.options } as Readonly<Record<string, PlainValue>>
  const edits = happenings.flatMap(edit => editOf(edit)).slice(0, editsMax)
  const ground = 'simulated'
  return experimentOf({ ...header, ground, scenario: plainest.name, options, edits, isIdle: true }, lab)
}

function editOf(happening: Happening): readonly Edit[] {
  const { kind, atMs } = happening
  if (kind === 'fault') return [{ after: byTimeAlone, atMs, act: { kind, fault: happening.fault } }]
  if (kind !== 'step' || happening.input.kind !== 'request') return []
  return [{ after: byTimeAlone, atMs, act: { kind: 'ask', node: happening.node, request: happening.input.request } }]
}

/** An edit waits for so many events, or for its time: here, for its time. */
const byTimeAlone = Number.MAX_SAFE_INTEGER

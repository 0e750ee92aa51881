// From a lab's attributes to its run.

import type { Lab } from '../../lab/lab.ts'
import { SimulatedRun } from '../../lab/simulated-run.ts'
import { Workbench } from '../../lab/workbench.ts'
import { type Attributes, BadAttribute, experimentFrom } from './choice.ts'
import { labNamed, labNames, openingNamed } from './labs.ts'

/** A run to be shown, and the attributes that say the same. */
export interface Opened {
  readonly bench: Workbench
  readonly attributes: Attributes
}

/** Of more nodes a run takes long: it is not made a second time, to be completed, but waits for its rules. */
const nodesQuickMax = 100

/** To be completed, unless a mistake of the lab was chosen, or a crowd. Throws `BadAttribute`. */
export async function openAttributes(protocol: string, attributes: Attributes): Promise<Workbench> {
  const isWhole = Boolean(attributes.mutant) || Number(attributes.nodes) > nodesQuickMax
  const lab = await labOf(protocol, isWhole ? labNamed : openingNamed)
  return new Workbench(new SimulatedRun(experimentFrom(lab, attributes)))
}

/** Has a run judged that was opened without the rules of its lab. */
export async function complete(bench: Workbench): Promise<void> {
  if (bench.lab.rules.length > 0) return
  const lab = await labNamed(bench.lab.name)
  if (lab !== null) bench.complete(lab)
}

/** Throws `BadAttribute`. */
export async function labOf(protocol: string, named = labNamed): Promise<Lab> {
  const lab = await named(protocol)
  if (lab === null) throw new BadAttribute('protocol', `expected one of ${labNames.join(', ')}`)
  return lab
}

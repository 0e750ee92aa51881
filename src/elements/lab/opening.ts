// The ways to a run other than a lab's attributes: the link in an address, and the trace in a file. Both come from
// anywhere; what they need is loaded when there is one.

import type { Lab } from '../../lab/lab.ts'
import type { Run } from '../../lab/run.ts'
import { SimulatedRun } from '../../lab/simulated-run.ts'
import { Workbench } from '../../lab/workbench.ts'
import { type Attributes, BadAttribute, experimentFrom } from './choice.ts'
import { labNamed, labNames, openingNamed } from './labs.ts'

/** A run to be shown, and the attributes that say the same. */
export interface Opened {
  readonly bench: Workbench
  readonly attributes: Required<Attributes>
}

/** To be completed, unless a mistake of the lab was chosen. Throws `BadAttribute`. */
export async function openAttributes(protocol: string, attributes: Attributes): Promise<Workbench> {
  const lab = await labOf(protocol, attributes.mutant ? labNamed : openingNamed)
  return new Workbench(new SimulatedRun(experimentFrom(lab, attributes)))
}

/** Has a run judged that was opened without the rules of its lab. */
export async function complete(bench: Workbench): Promise<void> {
  if (bench.lab.rules.length > 0) return
  const lab = await labNamed(bench.lab.name)
  if (lab !== null) bench.complete(lab)
}

/** Throws an error that names the field. */
export async function openLink(text: string): Promise<Opened> {
  const { benchAt, readLink } = await import('../../lab/link.ts')
  const moment = readLink(text)
  const { protocol = '', ...chosen } = moment.chosen
  const attributes = { ...none, ...chosen, storm: chosen.storm !== undefined }
  return { bench: benchAt(experimentFrom(await labOf(protocol), attributes), moment), attributes }
}

/** Throws `MalformedTrace`, which names the line and the field. */
export async function openFile(file: File): Promise<Opened> {
  const { readRun, traceLengthMax } = await import('../../lab/recorded-run.ts')
  const text = await file.slice(0, traceLengthMax + 1).text()
  const run = await readRun(text, labNamed)
  return { bench: new Workbench(run), attributes: attributesOf(run) }
}

/** What was recorded, done again in a simulator: from here on it can be changed. */
export async function openAgain({ header, lab, tape }: Run): Promise<Opened> {
  const { experimentLike } = await import('../../lab/again.ts')
  const run = new SimulatedRun(experimentLike(header, tape.happenings, lab))
  return { bench: new Workbench(run), attributes: attributesOf(run) }
}

function attributesOf({ header }: Run): Required<Attributes> {
  const { scenario, seed, nodes, mutant, storm, options } = header
  const isPlain = Object.keys(options).length === 0
  return {
    scenario,
    seed: `${seed}`,
    nodes: `${nodes.length}`,
    mutant,
    storm: storm !== null,
    options: isPlain ? null : JSON.stringify(options),
  }
}

const none = { scenario: null, seed: null, nodes: null, mutant: null, options: null } as const

async function labOf(protocol: string, named = labNamed): Promise<Lab> {
  const lab = await named(protocol)
  if (lab === null) throw new BadAttribute('protocol', `expected one of ${labNames.join(', ')}`)
  return lab
}

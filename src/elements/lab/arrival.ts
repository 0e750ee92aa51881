// The ways to a run other than a lab's attributes: the link in an address, the trace in a file, and a run that was recorded.
// What comes from anywhere is held to what the lab knows.

import { experimentLike } from '../../lab/again.ts'
import { benchAt, readLink } from '../../lab/link.ts'
import { readRun, traceLengthMax } from '../../lab/recorded-run.ts'
import type { Run } from '../../lab/run.ts'
import { SimulatedRun } from '../../lab/simulated-run.ts'
import { Workbench } from '../../lab/workbench.ts'
import { type Attributes, experimentFrom } from './choice.ts'
import { labNamed } from './labs.ts'
import { labOf, type Opened } from './opening.ts'

/** Throws an error that names the field. */
export async function openLink(text: string): Promise<Opened> {
  const moment = readLink(text)
  const { protocol = '', ...chosen } = moment.chosen
  const attributes = { ...none, ...chosen, storm: chosen.storm !== undefined }
  return { bench: benchAt(experimentFrom(await labOf(protocol), attributes), moment), attributes }
}

/** Throws `MalformedTrace`, which names the line and the field. */
export async function openFile(file: File): Promise<Opened> {
  const text = await file.slice(0, traceLengthMax + 1).text()
  const run = await readRun(text, labNamed)
  return { bench: new Workbench(run), attributes: attributesOf(run) }
}

/** What was recorded, done again in a simulator: from here on it can be changed. */
export async function openAgain({ header, lab, tape }: Run): Promise<Opened> {
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

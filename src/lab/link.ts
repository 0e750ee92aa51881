// A moment of a run as a line of text, for an address: what was chosen, what was done by hand, and how far the reader has
// come. Whoever opens it stands at the same place of the same run. A link comes from anywhere, and is read as such.

import { Malformed } from '../core/wire.ts'
import { type Edit, editsCheck } from '../trace/edit.ts'
import { fromJson, toJson } from '../trace/trace-json.ts'
import { type Experiment, prepare } from './experiment.ts'
import { SimulatedRun } from './simulated-run.ts'
import { Workbench } from './workbench.ts'

/** A reader of one version refuses all others. */
export const linkVersion = 1
export const linkLengthMax = 200_000
/** Nobody steps so far by hand; a hostile link would keep the page busy for long. */
export const stepMax = 100_000

/** What is chosen by name is for the lab to understand: here it is text. */
export const choices = ['protocol', 'scenario', 'seed', 'nodes', 'mutant', 'storm', 'options'] as const
export type Choice = (typeof choices)[number]

export interface Moment {
  readonly chosen: { readonly [C in Choice]?: string }
  /** As JSON has them: they can be held to a vocabulary only when the lab is known. */
  readonly edits: unknown
  readonly step: number
}

/** `v=1&protocol=raft&scenario=split-vote&seed=7&step=93`: what was left to the lab is left out. */
export function writeLink({ experiment }: SimulatedRun, step: number): string {
  const { edits = [] } = experiment
  const chosen = chosenIn(experiment)
  const fields: [string, string][] = [['v', `${linkVersion}`]]
  for (const choice of choices) if (chosen[choice]) fields.push([choice, chosen[choice]])
  if (edits.length > 0) fields.push(['edits', JSON.stringify(toJson(edits))])
  fields.push(['step', `${step}`])
  return fields.map(([field, value]) => `${field}=${encodeURIComponent(value)}`).join('&')
}

/** An experiment in the words of a page: what a lab is told by its attributes. */
export function chosenIn({ lab, seed, scenario, nodes, mutant, storm, options }: Experiment): Moment['chosen'] {
  const isPlain = options === undefined || Object.keys(options).length === 0
  return {
    protocol: lab.name,
    seed: `${seed}`,
    ...(scenario === undefined ? {} : { scenario }),
    ...(nodes === undefined ? {} : { nodes: `${nodes}` }),
    ...(mutant === undefined ? {} : { mutant }),
    ...(storm == null ? {} : { storm: 'yes' }),
    ...(isPlain ? {} : { options: JSON.stringify(options) }),
  }
}

/** Throws `Malformed`, naming the field. */
export function readLink(text: string): Moment {
  if (text.length > linkLengthMax) throw new Malformed(`link: expected at most ${linkLengthMax} characters`)
  const fields = new Map<string, string>()
  for (const part of text.split('&')) {
    const [field = '', ...value] = part.split('=')
    if (!isKnown(field)) throw new Malformed(`link.${field.slice(0, 40)}: no such field`)
    if (fields.has(field)) throw new Malformed(`link.${field}: expected once`)
    fields.set(field, decoded(field, value.join('=')))
  }
  const version = fields.get('v')
  if (version !== `${linkVersion}`) throw new Malformed(`link.v: expected ${linkVersion}, as this page writes it`)
  return {
    chosen: Object.fromEntries(choices.flatMap(choice => (fields.has(choice) ? [[choice, fields.get(choice)!]] : []))),
    edits: editsIn(fields.get('edits')),
    step: stepIn(fields.get('step')),
  }
}

/** A workbench at the moment of a link, on a run that begins anew. Throws `Malformed` where the link says what cannot be. */
export function benchAt(experiment: Experiment, { edits, step }: Pick<Moment, 'edits' | 'step'>): Workbench {
  const { vocabulary } = prepare(experiment).simulator.protocol
  const checked = editsCheck(vocabulary).check(edits, 'link.edits') as readonly Edit[]
  const run = new SimulatedRun({ ...experiment, edits: checked })
  const bench = new Workbench(run)
  while (run.tape.length < step && run.forward());
  if (!bench.goTo(step)) throw new Malformed(`link.step: expected at most ${run.tape.length}, got ${step}`)
  return bench
}

const isKnown = (field: string): boolean =>
  ['v', 'edits', 'step'].includes(field) || choices.some(choice => choice === field)

function decoded(field: string, value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    throw new Malformed(`link.${field}: expected text as an address has it`)
  }
}

function editsIn(text: string | undefined): unknown {
  if (text === undefined) return []
  try {
    return fromJson(JSON.parse(text), 'link.edits')
  } catch (error) {
    if (error instanceof Malformed) throw error
    throw new Malformed('link.edits: expected JSON')
  }
}

function stepIn(text: string | undefined): number {
  const step = text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (step <= stepMax) return step
  throw new Malformed(`link.step: expected a whole number from 0 to ${stepMax}`)
}

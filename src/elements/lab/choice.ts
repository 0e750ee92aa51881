// What an element's attributes choose: an experiment, or an error that names the attribute. They come from anybody's page
// or link, so that each is read as text, bounded, and held to what the lab knows.

import { Malformed } from '../../core/wire.ts'
import type { Storm } from '../../faults/storm.ts'
import type { Challenge } from '../../lab/challenge.ts'
import type { Experiment } from '../../lab/experiment.ts'
import { type Lab, weatherOf } from '../../lab/lab.ts'

/** As they stand in the page; what is left out or empty, the lab chooses. */
export interface Attributes {
  readonly scenario?: string | null
  readonly seed?: string | null
  readonly nodes?: string | null
  readonly mutant?: string | null
  readonly storm?: boolean
  /** JSON: a record of options. */
  readonly options?: string | null
}

/** What a challenge begins with: its own scenario, and nothing else that was chosen. */
export const attributesFor = ({ scenario, mutant }: Challenge): Attributes => ({
  scenario,
  mutant: mutant ?? null,
  nodes: null,
  storm: false,
  options: null,
})

export const nodesMax = 1_000
export const optionsLengthMax = 10_000

export class BadAttribute extends Error {
  override readonly name = 'BadAttribute'
  readonly attribute: string

  constructor(attribute: string, problem: string) {
    super(`${attribute}: ${problem}`)
    this.attribute = attribute
  }
}

/** Throws `BadAttribute`. */
export function experimentFrom(lab: Lab, attributes: Attributes): Experiment {
  const scenario = named('scenario', lab.scenarios, attributes.scenario) ?? lab.scenarios[0]!
  const mutant = named('mutant', lab.mutants, attributes.mutant)
  const nodes = whole('nodes', attributes.nodes, 1, nodesMax)
  return {
    lab,
    seed: whole('seed', attributes.seed, 0, Number.MAX_SAFE_INTEGER) ?? 1,
    scenario:
      mutant !== null && !attributes.scenario && mutant.scenario !== undefined ? mutant.scenario : scenario.name,
    ...(mutant === null ? {} : { mutant: mutant.name }),
    ...(nodes === null ? {} : { nodes }),
    storm: attributes.storm === true ? stormOf(lab) : null,
    options: optionsFrom(lab, attributes.options),
  }
}

function stormOf(lab: Lab): Storm {
  const weather = weatherOf(lab)
  if (weather === null) throw new BadAttribute('storm', `${lab.name} expects a network that keeps its promises`)
  return weather
}

function named<T extends { readonly name: string }>(
  attribute: string,
  items: readonly T[],
  text: string | null | undefined,
): T | null {
  if (!text) return null
  const found = items.find(({ name }) => name === text)
  if (found !== undefined) return found
  throw new BadAttribute(
    attribute,
    `expected one of ${items.map(({ name }) => name).join(', ')}, got '${shortened(text)}'`,
  )
}

function whole(attribute: string, text: string | null | undefined, low: number, high: number): number | null {
  if (!text) return null
  const number = /^\d{1,16}$/.test(text.trim()) ? Number(text) : Number.NaN
  if (number >= low && number <= high) return number
  throw new BadAttribute(attribute, `expected a whole number from ${low} to ${high}, got '${shortened(text)}'`)
}

function optionsFrom(lab: Lab, text: string | null | undefined): Readonly<Record<string, unknown>> {
  if (!text) return {}
  if (text.length > optionsLengthMax)
    throw new BadAttribute('options', `expected at most ${optionsLengthMax} characters`)
  const typed = parsed(text)
  if (typeof typed !== 'object' || typed === null || Array.isArray(typed)) {
    throw new BadAttribute('options', 'expected a record of options in JSON')
  }
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, optionFrom(lab, name, value)]))
}

/** One option, held to its shape. Throws `BadAttribute`. */
export function optionFrom(lab: Lab, name: string, value: unknown): unknown {
  if (!Object.hasOwn(lab.options, name)) {
    throw new BadAttribute(`options.${shortened(name)}`, `expected one of ${Object.keys(lab.options).join(', ')}`)
  }
  try {
    return lab.options[name]!.check(value, name)
  } catch (error) {
    if (error instanceof Malformed) throw new BadAttribute('options', error.message)
    throw error
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new BadAttribute('options', 'expected JSON')
  }
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

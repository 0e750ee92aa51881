// The options that say which run is meant, for the commands that run a protocol.

import { plain } from '../core/plain-shape.ts'
import type { Experiment } from '../lab/experiment.ts'
import { type Lab, recoveryMs } from '../lab/lab.ts'
import type { Options } from './command.ts'
import { BadArgument, type Order } from './order.ts'
import { readSettings } from './settings.ts'
import { readWeather } from './weather.ts'

export const nodesMax = 1_000_000

export const runOptions: Options = {
  scenario: { takes: 'NAME', says: 'Which of its scenarios; the first, if none is named.' },
  nodes: { takes: 'N', says: 'How many nodes, instead of those of the scenario.' },
  for: { takes: 'TIME', says: 'How long, in simulated time: 60s, 500ms, 2m.' },
  faults: { takes: 'storm|none|FILE', says: 'Faults drawn from the seed, none, or a JSON list of {atMs, fault}.' },
  save: { takes: 'low..high', says: 'How many milliseconds a save takes; a storm brings its own.' },
  idle: { says: 'Silences the clients of the scenario.' },
  mutant: { takes: 'NAME', says: 'Runs the protocol with one of its named mistakes.' },
  set: { takes: 'option=value', isRepeatable: true, says: 'An option of the protocol: a number, a word, low..high.' },
}

/** Everything but the seed. */
export function readExperiment(order: Order, lab: Lab): Omit<Experiment, 'seed'> {
  const mutant = namedMutant(order, lab)
  const mutantScenario = lab.mutants.find(({ name }) => name === mutant)?.scenario
  const name = named(order, 'scenario', lab.scenarios) ?? mutantScenario
  const scenario = lab.scenarios.find(one => one.name === name) ?? lab.scenarios[0]!
  const saveMs = order.range('save')
  const nodes = order.whole('nodes', 1, nodesMax)
  const { storm, faults } = readWeather(order.text('faults'), lab, scenario, nodes ?? scenario.nodes)
  const { forMs } = scenario
  return {
    lab,
    scenario: scenario.name,
    storm,
    faults,
    options: readSettings(order.all('set'), lab.options),
    forMs: order.duration('for') ?? (storm === null ? forMs : Math.max(forMs, storm.untilMs + recoveryMs)),
    ...(order.has('idle') ? { isIdle: true } : {}),
    ...(saveMs === null ? {} : { saveMs }),
    ...(mutant === null ? {} : { mutant }),
    ...(nodes === null ? {} : { nodes }),
  }
}

export const namedMutant = (order: Order, lab: Lab): string | null => named(order, 'mutant', lab.mutants)

/** What to type to see this run again. */
export function commandOf(experiment: Experiment): string {
  const { lab, seed, scenario, nodes, forMs, storm, faults = [], mutant, options = {}, saveMs, isIdle } = experiment
  const words = ['tabswarm', 'simulate', lab.name, '--seed', `${seed}`]
  if (scenario !== undefined) words.push('--scenario', scenario)
  if (nodes !== undefined) words.push('--nodes', `${nodes}`)
  if (forMs !== undefined) words.push('--for', `${forMs}ms`)
  if (storm != null) words.push('--faults', 'storm')
  if (faults.length > 0) words.push('--faults', quoted(JSON.stringify(faults)))
  if (saveMs !== undefined) words.push('--save', saveMs.join('..'))
  if (isIdle) words.push('--idle')
  if (mutant !== undefined) words.push('--mutant', mutant)
  for (const [name, value] of Object.entries(options)) words.push('--set', quoted(`${name}=${written(value)}`))
  return words.join(' ')
}

function named(order: Order, option: string, items: readonly { readonly name: string }[]): string | null {
  if (items.length === 0 && order.has(option)) throw new BadArgument(`--${option}`, 'there is none to name')
  const names = items.map(({ name }) => name)
  return order.choice(option, names)
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : value === null ? 'none' : JSON.stringify(plain.check(value, 'option'))
}

/** As a shell reads it back. */
const quoted = (word: string): string => (/^[\w.=,:+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

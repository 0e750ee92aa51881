// What the pages of one cluster agree on, as text: it comes from whoever founded it, and is held to what this lab knows.

import type { PlainValue } from '../../core/plain-shape.ts'
import type { Protocol } from '../../core/protocol.ts'
import { type Experiment, prepare } from '../../lab/experiment.ts'
import { headerOf } from '../../lab/header.ts'
import type { Lab } from '../../lab/lab.ts'
import type { Scenario } from '../../trace/scenario.ts'
import { type Attributes, BadAttribute, experimentFrom } from '../lab/choice.ts'

/** More nodes than these are for the simulator. */
export const liveNodesMax = 128

export interface Charter {
  readonly protocol: Protocol<any, any>
  readonly scenario: Scenario
  readonly mutant: string | null
  readonly options: Readonly<Record<string, PlainValue>>
  readonly nodes: number
}

/** Throws `BadAttribute`. */
export function writeCharter(lab: Lab, chosen: Attributes): string {
  const { scenario, mutant, nodes, options } = chosen
  const charter = JSON.stringify({ protocol: lab.name, scenario, mutant, nodes, options })
  readCharter(lab, charter)
  return charter
}

/** Throws `BadAttribute`, naming the field. */
export function readCharter(lab: Lab, text: string): Charter {
  const said = parsed(text)
  if (said.protocol !== lab.name) throw new BadAttribute('protocol', `this cluster runs ${shown(said.protocol)}`)
  const field = (name: string): string | null => {
    const value = said[name]
    if (value === null || value === undefined || typeof value === 'string') return value ?? null
    throw new BadAttribute(name, 'expected text')
  }
  const experiment: Experiment = experimentFrom(lab, {
    scenario: field('scenario'),
    mutant: field('mutant'),
    nodes: field('nodes'),
    options: field('options'),
  })
  const { simulator, scenario } = prepare({ ...experiment, isIdle: true })
  const { mutant, options } = headerOf(experiment)
  const nodes = simulator.members.length
  if (nodes > liveNodesMax)
    throw new BadAttribute('nodes', `expected at most ${liveNodesMax} on real peers, got ${nodes}`)
  return { protocol: simulator.protocol, scenario, mutant, options, nodes }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const said = JSON.parse(text) as unknown
    if (typeof said === 'object' && said !== null && !Array.isArray(said)) return said as Record<string, unknown>
  } catch {
    // said below
  }
  throw new BadAttribute('charter', 'expected a record in JSON')
}

const shown = (value: unknown): string => (typeof value === 'string' ? `'${value.slice(0, 40)}'` : 'something else')

// What the pages of one cluster agree on, as text: it comes from whoever founded it, and is held to what this lab knows.

import type { PlainValue } from '../../core/plain-shape.ts'
import type { Protocol } from '../../core/protocol.ts'
import { prepare } from '../../lab/experiment.ts'
import { headerOf } from '../../lab/header.ts'
import type { Lab } from '../../lab/lab.ts'
import type { Scenario } from '../../trace/scenario.ts'
import { type Attributes, BadAttribute, experimentFrom } from '../lab/choice.ts'

/** More nodes than these are for the simulator. */
export const liveNodesMax = 128

export interface Charter {
  /** The same, as it is told to others. */
  readonly text: string
  readonly protocol: Protocol<any, any>
  readonly scenario: Scenario
  readonly mutant: string | null
  readonly options: Readonly<Record<string, PlainValue>>
  readonly nodes: number
}

/** The charters of one lab. To read one takes a whole cluster, so that the last is kept. */
export class Charters {
  readonly #lab: Lab
  #last: Charter | null = null

  constructor(lab: Lab) {
    this.#lab = lab
  }

  /** Throws `BadAttribute`. */
  write({ scenario, mutant, nodes, options }: Attributes): Charter {
    return this.read(JSON.stringify({ protocol: this.#lab.name, scenario, mutant, nodes, options }))
  }

  /** Throws `BadAttribute`, naming the field. */
  read(text: string): Charter {
    if (this.#last?.text !== text) this.#last = charterIn(this.#lab, text)
    return this.#last
  }
}

function charterIn(lab: Lab, text: string): Charter {
  const said = parsed(text)
  if (said.protocol !== lab.name) throw new BadAttribute('protocol', `this cluster runs ${shown(said.protocol)}`)
  const field = (name: string): string | null => {
    const value = said[name]
    if (value === null || value === undefined || typeof value === 'string') return value ?? null
    throw new BadAttribute(name, 'expected text')
  }
  const [scenario, mutant, nodes, options] = [field('scenario'), field('mutant'), field('nodes'), field('options')]
  const experiment = { ...experimentFrom(lab, { scenario, mutant, nodes, options }), isIdle: true }
  const prepared = prepare(experiment)
  const header = headerOf(experiment, prepared)
  const count = header.nodes.length
  if (count > liveNodesMax)
    throw new BadAttribute('nodes', `expected at most ${liveNodesMax} on real peers, got ${count}`)
  return {
    text,
    protocol: prepared.simulator.protocol,
    scenario: prepared.scenario,
    mutant: header.mutant,
    options: header.options,
    nodes: count,
  }
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

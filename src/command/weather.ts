// `--faults`: a storm, nothing, or a list of faults with their times, in a file or as it stands.

import { namesOf, type PeerId } from '../core/ids.ts'
import { list } from '../core/shape.ts'
import { Malformed } from '../core/wire.ts'
import type { Fault, TimedFault } from '../faults/fault.ts'
import { peersNamedBy } from '../faults/named-peers.ts'
import type { Storm } from '../faults/storm.ts'
import { type Lab, weatherOf } from '../lab/lab.ts'
import { timedFault } from '../trace/header-check.ts'
import type { Scenario } from '../trace/scenario.ts'
import { traceFaultsMax } from '../trace/trace.ts'
import { readFile } from './files.ts'
import { BadArgument } from './order.ts'

export interface WeatherOrder {
  readonly storm: Storm | null
  readonly faults: readonly TimedFault[]
}

const faultList = list(timedFault, traceFaultsMax)

/** A list may name whom it likes of those who are there at first, and those who join later. */
export function readWeather(given: string | null, lab: Lab, scenario: Scenario, nodes: number): WeatherOrder {
  if (given === null || given === 'none') return { storm: null, faults: [] }
  if (given !== 'storm') {
    const faults = readFaults(given)
    const striking = (scenario.script ?? []).flatMap(line => ('fault' in line ? [line.fault] : []))
    checkNames(faults, [...striking, ...faults.map(({ fault }) => fault)], nodes)
    return { storm: null, faults }
  }
  const storm = weatherOf(lab)
  if (storm === null)
    throw new BadArgument('--faults', `expected none or a list: the model of ${lab.name} has no storms`)
  return { storm, faults: [] }
}

/** `faults.3.fault.node: expected peer, got 7` */
function readFaults(given: string): readonly TimedFault[] {
  const text = given.startsWith('[') ? given : readFile('--faults', given)
  try {
    return faultList.check(JSON.parse(text), 'faults')
  } catch (error) {
    if (error instanceof Malformed) throw new BadArgument('--faults', error.message)
    if (error instanceof SyntaxError) throw new BadArgument('--faults', `expected JSON: ${error.message}`)
    throw error
  }
}

/** One who is misspelt would be struck by nothing, and one in two groups of a partition stands in neither as it was meant. */
function checkNames(faults: readonly TimedFault[], striking: readonly Fault[], nodes: number): void {
  const joining = striking.flatMap(fault => (fault.type === 'join' ? [fault.node] : []))
  const known = new Set([...namesOf(nodes), ...joining])
  for (const [place, { fault }] of faults.entries()) {
    const named = peersNamedBy(fault)
    const stranger = named.find(peer => !known.has(peer))
    const field = `faults.${place}.fault`
    if (stranger !== undefined) {
      throw new BadArgument(
        '--faults',
        `${field}: expected a node of n1 to n${nodes} or one that joins, got '${stranger}'`,
      )
    }
    if (fault.type !== 'partition') continue
    const seen = new Set<PeerId>()
    for (const peer of named) {
      if (seen.has(peer)) throw new BadArgument('--faults', `${field}.groups: expected ${peer} once`)
      seen.add(peer)
    }
  }
}

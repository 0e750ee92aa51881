// `--faults`: a storm, nothing, or a list of faults with their times, in a file or as it stands.

import { list } from '../core/shape.ts'
import { Malformed } from '../core/wire.ts'
import type { TimedFault } from '../faults/fault.ts'
import type { Storm } from '../faults/storm.ts'
import { type Lab, weatherOf } from '../lab/lab.ts'
import { timedFault } from '../trace/header-check.ts'
import { traceFaultsMax } from '../trace/trace.ts'
import { readFile } from './files.ts'
import { BadArgument } from './order.ts'

export interface WeatherOrder {
  readonly storm: Storm | null
  readonly faults: readonly TimedFault[]
}

const faultList = list(timedFault, traceFaultsMax)

export function readWeather(given: string | null, lab: Lab): WeatherOrder {
  if (given === null || given === 'none') return { storm: null, faults: [] }
  if (given !== 'storm') return { storm: null, faults: readFaults(given) }
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

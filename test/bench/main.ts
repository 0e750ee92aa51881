// `npm run bench NAME`: measures, in one process and one run, what the house promises about speed and size.

import { documentsBench } from './documents.ts'
import { gossipBench } from './gossip.ts'
import { labBench } from './lab.ts'
import { simulatorBench } from './simulator.ts'
import { swarmBench } from './swarm.ts'

const benches: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
  simulator: simulatorBench,
  gossip: gossipBench,
  lab: labBench,
  documents: documentsBench,
  swarm: swarmBench,
}

const name = process.argv[2] ?? ''
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
if (bench === undefined) {
  console.error(`bench: expected one of ${Object.keys(benches).join(', ')}, got '${name}'`)
  process.exit(2)
}
// At once: a server that another library needed may have timers that nobody can stop.
process.exit((await bench()) ? 0 : 1)

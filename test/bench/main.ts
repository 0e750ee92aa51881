// `npm run bench NAME`: measures, in one process and one run, what the house promises about speed and size.

/** Each loads only what it measures: a heap full of what others need makes every collection of garbage dearer. */
const benches: Readonly<Record<string, () => Promise<boolean>>> = {
  simulator: async () => (await import('./simulator.ts')).simulatorBench(),
  gossip: async () => (await import('./gossip.ts')).gossipBench(),
  lab: async () => (await import('./lab.ts')).labBench(),
  documents: async () => (await import('./documents.ts')).documentsBench(),
  swarm: async () => (await import('./swarm.ts')).swarmBench(),
}

const name = process.argv[2] ?? ''
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
if (bench === undefined) {
  console.error(`bench: expected one of ${Object.keys(benches).join(', ')}, got '${name}'`)
  process.exit(2)
}
// At once: a server that another library needed may have timers that nobody can stop.
process.exit((await bench()) ? 0 : 1)

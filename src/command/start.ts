// What `npm start` runs: the relay command on this repository's own pages.

import { relay } from './relay.ts'

process.exitCode = await relay(process.argv.slice(2))

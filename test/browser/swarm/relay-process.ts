// A relay as a process of its own, with a STUN server, for a test that gives it a network of its own. Prints their ports.

import { startRelay } from '../../../src/relay/relay.ts'
import { startStun } from './stun.ts'

const [pages] = process.argv.slice(2)
const relay = await startRelay({ port: 0, host: '0.0.0.0', ...(pages !== undefined && { pages }) })
process.stdout.write(`${relay.port} ${await startStun()}\n`)

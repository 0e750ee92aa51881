#!/usr/bin/env node
// The process of the command line.

import { processIo } from './io.ts'
import { tabswarm } from './tabswarm.ts'

// A reader that has seen enough, such as head, ends what it reads from.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.exitCode = await tabswarm(process.argv.slice(2), processIo())

// Traces in files: one that a command was told to write, and one to read, with the lab that knows its words.

import { closeSync, openSync, writeSync } from 'node:fs'
import type { Protocol } from '../core/protocol.ts'
import { Malformed } from '../core/wire.ts'
import { NotInLab } from '../lab/experiment.ts'
import type { Lab } from '../lab/lab.ts'
import { protocolOf } from '../lab/recording.ts'
import type { Happening } from '../trace/happening.ts'
import type { Trace, TraceHeader } from '../trace/trace.ts'
import { MalformedTrace } from '../trace/trace-malformed.ts'
import { readHeader, readTrace, writeHappening, writeHeader } from '../trace/trace-text.ts'
import { readFile } from './files.ts'
import { BadArgument } from './order.ts'
import { loadLab } from './protocols.ts'

export interface LoadedTrace {
  readonly lab: Lab
  readonly protocol: Protocol<any, any>
  readonly trace: Trace
}

export async function loadTrace(path: string): Promise<LoadedTrace> {
  const text = readFile('TRACE', path)
  try {
    const header = readHeader(text)
    const lab = await loadLab(header.protocol, 'TRACE: line 1: protocol')
    for (const [name, value] of Object.entries(header.options)) {
      const shape = Object.hasOwn(lab.options, name) ? lab.options[name] : undefined
      if (shape === undefined) throw new BadArgument('TRACE', `line 1: options.${name}: no such option`)
      shape.check(value, `line 1: options.${name}`)
    }
    const protocol = protocolOf(header, lab)
    return { lab, protocol, trace: readTrace(text, protocol.vocabulary) }
  } catch (error) {
    if (error instanceof MalformedTrace || error instanceof Malformed) throw new BadArgument('TRACE', error.message)
    if (error instanceof NotInLab) throw new BadArgument('TRACE', `line 1: ${error.message}`)
    throw error
  }
}

const chunkLength = 1 << 20

/** Written while it happens, so that a run that stops at a mistake has its record too. */
export function withTraceFile<T>(
  path: string,
  header: TraceHeader,
  run: (listen: (happening: Happening) => void) => T,
): T {
  const file = create(path)
  let waiting = writeHeader(header)
  try {
    return run(happening => {
      waiting += writeHappening(happening)
      if (waiting.length < chunkLength) return
      writeSync(file, waiting)
      waiting = ''
    })
  } finally {
    writeSync(file, waiting)
    closeSync(file)
  }
}

function create(path: string): number {
  try {
    return openSync(path, 'w')
  } catch (error) {
    throw new BadArgument('--trace', `cannot write '${path}': ${(error as NodeJS.ErrnoException).code}`)
  }
}

// A run that is over: a trace from a file, recorded in a simulator or on real peers. It can be looked at from all sides and
// is judged by the same rules; nothing more will happen in it.

import type { Vocabulary } from '../core/protocol.ts'
import { Malformed } from '../core/wire.ts'
import { quietNetwork } from '../faults/conditions.ts'
import type { Divergence } from '../trace/player.ts'
import { Replayer } from '../trace/replay.ts'
import type { Trace, TraceHeader } from '../trace/trace.ts'
import { MalformedTrace, malformedOn } from '../trace/trace-malformed.ts'
import { readHeader, readTrace } from '../trace/trace-text.ts'
import { NotInLab } from './experiment.ts'
import type { Lab } from './lab.ts'
import { protocolOf } from './recording.ts'
import type { Ground, Run } from './run.ts'
import { Standings } from './standings.ts'
import { Tape } from './tape/tape.ts'
import { viewOf } from './tape/tape-view.ts'

/** Longer files are for the command line. */
export const traceLengthMax = 1 << 26

export class RecordedRun<V extends Vocabulary = any, Node = any> implements Run<V, Node> {
  readonly isClosed = true
  readonly lab: Lab
  readonly header: TraceHeader
  readonly tape: Tape<V, Node>
  readonly standings: Standings
  readonly endMs: number
  /** The first place where a node says what this protocol would not say. */
  readonly divergence: Divergence | null

  /** Throws `NotInLab` where the trace names what this lab does not have. */
  constructor(lab: Lab, { header, happenings }: Trace<V>) {
    const protocol = protocolOf(header, lab)
    const isSimulated = header.ground === 'simulated'
    const scenario = lab.scenarios.find(({ name }) => name === header.scenario)
    const saveMs = scenario?.saveMs ?? header.saveMs ?? header.storm?.saveMs ?? [0, 0]
    this.lab = lab
    this.header = header
    this.tape = new Tape({
      protocol,
      nodes: header.nodes,
      isSimulated,
      isDiskSlow: !isSimulated || saveMs[1] > 0,
      network: { ...quietNetwork, ...(isSimulated ? scenario?.network : {}) },
    })
    this.standings = new Standings(lab.rules, viewOf(this.tape))
    const replayer = new Replayer(protocol, header)
    let divergence: Divergence | null = null
    for (const happening of happenings) {
      divergence ??= replayer.hear(happening)
      this.standings.record(happening, this.tape)
    }
    this.divergence = divergence
    this.endMs = this.tape.timeOf(this.tape.length)
    this.standings.conclude(this.tape.length)
  }

  get ground(): Ground {
    return this.header.ground
  }

  get nowMs(): number {
    return this.endMs
  }

  forward(): boolean {
    return false
  }

  forwardTo(): void {} // there is no more of it

  act(): boolean {
    return false
  }

  pending(): readonly never[] {
    return []
  }
}

/** Reads a whole file. `labNamed` says null where it knows no such lab. Throws `MalformedTrace`. */
export async function readRun(
  text: string,
  labNamed: (name: string) => Promise<Lab | null>,
): Promise<RecordedRun<any, any>> {
  if (text.length > traceLengthMax)
    throw new MalformedTrace(1, 'trace', `expected at most ${traceLengthMax} characters`)
  const header = readHeader(text)
  const lab = await labNamed(header.protocol)
  if (lab === null) throw new MalformedTrace(1, 'protocol', `no such lab: ${header.protocol.slice(0, 40)}`)
  const trace = readTrace(text, vocabularyIn(header, lab))
  const strayed = trace.happenings.findIndex(({ index }, place) => index !== place)
  if (strayed >= 0) throw new MalformedTrace(strayed + 2, 'index', `expected ${strayed}`)
  const run = new RecordedRun(lab, trace)
  if (run.divergence === null) return run
  const { index, expected, got } = run.divergence
  throw new MalformedTrace(index + 2, 'effects', `expected ${got}, as ${lab.name} would, got ${expected}`)
}

function vocabularyIn(header: TraceHeader, lab: Lab): Vocabulary {
  try {
    for (const [name, value] of Object.entries(header.options)) {
      const shape = Object.hasOwn(lab.options, name) ? lab.options[name] : undefined
      if (shape === undefined) throw new Malformed(`options.${name}: no such option`)
      shape.check(value, `options.${name}`)
    }
    return protocolOf(header, lab).vocabulary
  } catch (error) {
    if (error instanceof Malformed || error instanceof NotInLab) throw malformedOn(1, error)
    throw error
  }
}

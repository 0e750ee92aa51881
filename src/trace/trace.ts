// A recorded run: what is needed to repeat it, and all that happened in it.

import type { PeerId } from '../core/ids.ts'
import { type PlainValue, plain } from '../core/plain-shape.ts'
import type { Vocabulary } from '../core/protocol.ts'
import { choice, flag, int, isRecord, list, maybe, nat, peer, record, text, within, wrong } from '../core/shape.ts'
import { fault, type TimedFault } from '../faults/fault.ts'
import type { Storm } from '../faults/storm.ts'
import { type Check, exactly, numbersByName } from './checks.ts'
import { type Edit, editsCheck } from './edit.ts'
import type { Happening } from './happening.ts'
import { moment } from './moment.ts'

/** The version of the format. A reader of one version refuses all others. */
export const traceFormat = 1
export const traceMembersMax = 1_000_000
export const traceFaultsMax = 100_000

/** All that decides a run: the same header gives the same happenings. */
export interface TraceHeader {
  readonly trace: typeof traceFormat
  readonly protocol: string
  /** Beside those of the scenario and the mutant, which a lab knows by name. */
  readonly options: Readonly<Record<string, PlainValue>>
  /** Who is there at the beginning, in the order that every node sees. */
  readonly nodes: readonly PeerId[]
  readonly seed: number
  readonly scenario: string
  readonly mutant: string | null
  readonly storm: Storm | null
  readonly faults: readonly TimedFault[]
  /** What a person did while it ran. */
  readonly edits: readonly Edit[]
  readonly saveMs: readonly [low: number, high: number] | null
  /** The clients of the scenario were silent. */
  readonly isIdle: boolean
  readonly forMs: number
  /** What it ran on. Only a simulated run can be repeated from its seed. */
  readonly ground: 'simulated' | 'tabs' | 'laptops'
}

export interface Trace<V extends Vocabulary = any> {
  readonly header: TraceHeader
  readonly happenings: readonly Happening<V>[]
}

export const timedFault = record({ atMs: moment, fault })

const options: Check = {
  check: (value, path) => (isRecord(value) ? plain.check(value, path) : wrong(path, 'record', value)),
}

const range: Check = {
  check(value, path) {
    const ends = list(nat).check(value, path)
    return ends.length === 2 && ends[0]! <= ends[1]! ? ends : wrong(path, 'a low and a high end', value)
  },
}

const storm: Check = {
  check: (value, path) =>
    exactly(value, path, {
      everyMs: range,
      untilMs: nat,
      weights: numbersByName,
      crashWhileSavingPerMille: nat,
      saveMs: range,
      downMax: nat,
    }),
}

const orNull = (of: Check): Check => ({ check: (value, path) => value === null || of.check(value, path) })

const header: { readonly [F in keyof TraceHeader]: Check } = {
  trace: within(traceFormat, traceFormat),
  protocol: text,
  options,
  nodes: list(peer, traceMembersMax),
  seed: int,
  scenario: text,
  mutant: maybe(text),
  storm: orNull(storm),
  faults: list(timedFault, traceFaultsMax),
  edits: editsCheck(null),
  saveMs: orNull(range),
  isIdle: flag,
  forMs: nat,
  ground: choice('simulated', 'tabs', 'laptops'),
}

/** Throws `Malformed`, naming the field. */
export function checkHeader(value: unknown): TraceHeader {
  return exactly(value, '', header) as unknown as TraceHeader
}

// The header of a recorded run as it is read: each field by its form. It comes from anybody's file.

import { plain } from '../core/plain-shape.ts'
import { choice, flag, int, isRecord, list, maybe, nat, peer, record, text, within, wrong } from '../core/shape.ts'
import { fault } from '../faults/fault.ts'
import { type Check, exactly, numbersByName } from './checks.ts'
import { editsCheck } from './edit.ts'
import { moment } from './moment.ts'
import { type TraceHeader, traceFaultsMax, traceFormat, traceMembersMax } from './trace.ts'

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

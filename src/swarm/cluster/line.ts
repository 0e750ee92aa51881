// One line of a pen: what happened at one participant, short enough to be told to all. Of a step it has what the node was
// told; what the node did with it, whoever reads the line finds out by playing the node, and compares the digests.

import { digest } from '../../core/digest.ts'
import type { Digest } from '../../core/ids.ts'
import { isRecord, nat, text, wrong } from '../../core/shape.ts'
import { Malformed } from '../../core/wire.ts'
import type { Happening } from '../../trace/happening.ts'
import { moment } from '../../trace/moment.ts'
import { fromJson, toJson } from '../../trace/trace-json.ts'
import type { Cause } from './words.ts'

export interface Line {
  readonly atMs: number
  readonly cause: Cause | null
  /** Of what a node did in a step. */
  readonly effects: Digest | null
  /** The happening without place, cause and effects: nobody has vouched for it yet. */
  readonly rest: Readonly<Record<string, unknown>>
}

/** The causes of a pen's own happenings are numbers; `causeOf` says whose they are. */
export function writeLine(happening: Happening, causeOf: (number: number) => Cause): string {
  const { index: _, cause, ...rest } = happening
  const told = rest.kind === 'step' ? { ...rest, effects: digest(rest.effects) } : rest
  return JSON.stringify(toJson({ ...told, cause: cause === null ? null : written(causeOf(cause)) }))
}

/** Throws `Malformed`. */
export function readLine(source: string): Line {
  const value = fromJson(parsedJson(source))
  if (!isRecord(value)) return wrong('line', 'record', value)
  const { atMs, cause, effects, ...rest } = value
  return {
    atMs: moment.check(atMs, 'atMs'),
    cause: cause === null ? null : causeIn(cause),
    effects: rest.kind === 'step' ? (text.check(effects, 'effects') as Digest) : null,
    rest,
  }
}

const written = ({ pen, line, after }: Cause) => (after > line ? [pen, line, after] : [pen, line])

function causeIn(value: unknown): Cause {
  if (!Array.isArray(value) || value.length < 2 || value.length > 3) return wrong('cause', 'a pen and a line', value)
  const line = nat.check(value[1], 'cause.1')
  const after = value.length === 3 ? nat.check(value[2], 'cause.2') : line
  return { pen: text.check(value[0], 'cause.0'), line, after: Math.max(line, after) }
}

function parsedJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    throw new Malformed('line: expected JSON')
  }
}

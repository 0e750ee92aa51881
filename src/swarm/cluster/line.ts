// One line of a pen: what happened at one participant, short enough to be told to all. Of a step it has what the node was
// told; what the node did with it, whoever reads the line finds out by playing the node, and compares the digests.

import { digest } from '../../core/digest.ts'
import type { Digest } from '../../core/ids.ts'
import { isRecord, nat, text, wrong } from '../../core/shape.ts'
import { Malformed } from '../../core/wire.ts'
import type { Happening } from '../../trace/happening.ts'
import { moment } from '../../trace/moment.ts'
import { fromJson, toJson } from '../../trace/trace-json.ts'
import type { Mark } from './words.ts'

export interface Line {
  readonly atMs: number
  readonly cause: Mark | null
  /** Of what a node did in a step. */
  readonly effects: Digest | null
  /** The happening without place, cause and effects: nobody has vouched for it yet. */
  readonly rest: Readonly<Record<string, unknown>>
}

/** The causes of a pen's own happenings are numbers; `markOf` says whose they are. */
export function writeLine(happening: Happening, markOf: (cause: number) => Mark): string {
  const { index: _, cause, ...rest } = happening
  const mark = cause === null ? null : markOf(cause)
  const told = rest.kind === 'step' ? { ...rest, effects: digest(rest.effects) } : rest
  return JSON.stringify(toJson({ ...told, cause: mark === null ? null : [mark.pen, mark.line] }))
}

/** Throws `Malformed`. */
export function readLine(source: string): Line {
  const value = fromJson(parsedJson(source))
  if (!isRecord(value)) return wrong('line', 'record', value)
  const { atMs, cause, effects, ...rest } = value
  return {
    atMs: moment.check(atMs, 'atMs'),
    cause: cause === null ? null : markIn(cause),
    effects: rest.kind === 'step' ? (text.check(effects, 'effects') as Digest) : null,
    rest,
  }
}

function markIn(value: unknown): Mark {
  if (!Array.isArray(value) || value.length !== 2) return wrong('cause', 'a pen and a line', value)
  return { pen: text.check(value[0], 'cause.0'), line: nat.check(value[1], 'cause.1') }
}

function parsedJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    throw new Malformed('line: expected JSON')
  }
}

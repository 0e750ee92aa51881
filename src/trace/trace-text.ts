// A trace as text: JSON Lines, the header first, then one happening a line.

import type { Vocabulary } from '../core/protocol.ts'
import { Malformed } from '../core/wire.ts'
import type { Happening } from './happening.ts'
import { happeningCheck } from './happening-check.ts'
import { checkHeader } from './header-check.ts'
import type { Trace, TraceHeader } from './trace.ts'
import { fromJson, toJson } from './trace-json.ts'
import { MalformedTrace, malformedOn } from './trace-malformed.ts'

/** A broadcast to a hundred thousand nodes is one line. */
export const lineLengthMax = 1 << 24
export const linesMax = 10_000_000

export const writeHeader = (header: TraceHeader): string => lineOf(header)
export const writeHappening = (happening: Happening): string => lineOf(happening)

export function writeTrace({ header, happenings }: Trace): string {
  return [lineOf(header), ...happenings.map(lineOf)].join('')
}

/** The first line alone: it says of which protocol the others speak. */
export function readHeader(text: string): TraceHeader {
  for (const { line, json } of linesOf(text)) return on(line, () => checkHeader(json))
  throw new MalformedTrace(1, 'trace', 'expected a header, got nothing')
}

/** Throws `MalformedTrace`, which names the line and the field. */
export function readTrace<V extends Vocabulary>(text: string, vocabulary: V): Trace<V> {
  const check = happeningCheck(vocabulary)
  const happenings: Happening<V>[] = []
  for (const { line, json } of linesOf(text)) if (line > 1) happenings.push(on(line, () => check(json)))
  return { header: readHeader(text), happenings }
}

const lineOf = (value: object): string => `${JSON.stringify(toJson(value))}\n`

function* linesOf(text: string): Generator<{ readonly line: number; readonly json: unknown }> {
  let line = 0
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const to = end < 0 ? text.length : end
    line++
    if (line > linesMax) throw new MalformedTrace(line, 'trace', `expected at most ${linesMax} lines`)
    if (to - from > lineLengthMax) {
      throw new MalformedTrace(line, 'line', `expected at most ${lineLengthMax} characters, got ${to - from}`)
    }
    const source = text.slice(from, to)
    yield { line, json: on(line, () => fromJson(parse(source))) }
    from = to + 1
  }
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    throw new Malformed('line: expected JSON')
  }
}

function on<T>(line: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof Malformed ? malformedOn(line, error) : error
  }
}

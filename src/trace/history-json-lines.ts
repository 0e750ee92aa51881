// Histories as JSON Lines: a header, then one event a line in the order of real time.
//
//   {"history":1,"model":"cas-register","initial":null}
//   {"process":3,"type":"invoke","f":"cas","value":[0,2]}
//   {"process":3,"type":"ok","f":"cas","value":[0,2],"result":false}

import { eventsOf, type History, type HistoryEvent, type HistoryHeader, historyFrom } from './history.ts'
import { checkKey, checkProcess, checkText, checkType, checkValue } from './history-fields.ts'
import { MalformedHistory } from './history-malformed.ts'

export const historyVersion = 1
/** A value of the greatest length, each of its signs an escape of six. */
export const historyLineLengthMax = 1 << 23

type JsonObject = { readonly [field: string]: unknown }

/** The header may be left out: then the model is for the caller to know. */
export function readJsonLines(text: string): History {
  const events: HistoryEvent[] = []
  const lines: number[] = []
  let header: HistoryHeader | null = null
  text.split('\n').forEach((source, index) => {
    if (source.trim() === '') return
    const line = index + 1
    const object = parseObject(source, line)
    if (header === null && events.length === 0 && object.type === undefined) {
      header = readHeader(object, line)
      return
    }
    events.push(readEvent(object, line))
    lines.push(line)
  })
  return historyFrom(events, header ?? { model: null }, position => lines[position]!)
}

export function writeJsonLines(history: History): string {
  const { model, initial = null } = history
  const header = { history: historyVersion, ...(model === null ? {} : { model }), initial }
  return [header, ...eventsOf(history)].map(line => `${JSON.stringify(line)}\n`).join('')
}

function parseObject(source: string, line: number): JsonObject {
  if (source.length > historyLineLengthMax) {
    throw new MalformedHistory(line, 'event', `at most ${historyLineLengthMax} characters`, source.length)
  }
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    throw new MalformedHistory(line, 'event', 'a JSON object', source)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedHistory(line, 'event', 'a JSON object', value)
  }
  const twice = fieldGivenTwice(source)
  if (twice !== null) throw new MalformedHistory(line, twice, 'it once in the event')
  return value as JsonObject
}

const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g

/** JSON.parse would take the last and say nothing. */
function fieldGivenTwice(source: string): string | null {
  const fields = new Set<string>()
  let depth = 0
  for (const [sign, colon] of source.matchAll(token)) {
    if (sign === '{' || sign === '[') depth++
    else if (sign === '}' || sign === ']') depth--
    else if (colon !== undefined && depth === 1) {
      const field = JSON.parse(sign.slice(0, -colon.length)) as string
      if (fields.has(field)) return field
      fields.add(field)
    }
  }
  return null
}

function readHeader({ history, model, initial }: JsonObject, line: number): HistoryHeader {
  if (history !== historyVersion) {
    throw new MalformedHistory(line, 'history', `${historyVersion}, the version of the format`, history)
  }
  return {
    line,
    model: model === undefined ? null : checkText(model, line, 'model'),
    ...(initial === undefined ? {} : { initial: checkValue(initial, line, 'initial') }),
  }
}

function readEvent({ process, type, f, key, value, result }: JsonObject, line: number): HistoryEvent {
  if (result !== undefined && typeof result !== 'boolean') {
    throw new MalformedHistory(line, 'result', 'true or false', result)
  }
  return {
    process: checkProcess(process, line),
    type: checkType(type, line),
    f: checkText(f, line, 'f'),
    ...(key === undefined || key === null ? {} : { key: checkKey(key, line) }),
    value: value === undefined ? undefined : checkValue(value, line, 'value'),
    ...(result === undefined ? {} : { result }),
  }
}

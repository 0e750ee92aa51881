// Histories as Jepsen writes them: maps in EDN, one after the other or in one vector.
//
//   {:process 0, :type :invoke, :f :cas, :value [0 2]}
//   {:process 0, :type :info, :f :cas, :value [0 2], :error :timeout}
//
// Two customs of Jepsen differ from ours. A key is no field: jepsen.independent writes `[key value]` for the value of
// every operation. And a cas that was refused is a `:fail`, for it changed nothing.

import { eventsOf, type History, type HistoryEvent, type HistoryValue, historyFrom, type SaidValue } from './history.ts'
import { type Edn, type PlacedForm, readEdn } from './history-edn.ts'
import { checkKey, checkProcess, checkText, checkType, checkValue } from './history-fields.ts'
import { MalformedHistory } from './history-malformed.ts'

interface PlacedEvent {
  readonly event: HistoryEvent
  readonly line: number
}

/** EDN says nothing of the model, so the caller must. */
export function readJepsen(text: string): History {
  const placed = readEdn(text).flatMap(readEvent)
  const isKeyed = placed.length > 0 && placed.every(({ event }) => hasKeyInValue(event))
  const events = placed.map(({ event, line }) => (isKeyed ? withKey(event, line) : event))
  return historyFrom(events, { model: null }, position => placed[position]!.line)
}

export function writeJepsen(history: History): string {
  return eventsOf(history)
    .map(({ process, type, f, key, value, result }) => {
      const word = type === 'ok' && result === false ? 'fail' : type
      const written = edn(key === undefined ? value : [key, value ?? null])
      return `{:process ${edn(process)}, :type :${word}, :f :${f}, :value ${written}}\n`
    })
    .join('')
}

/** Nothing for what the nemesis did: faults are no operations. */
function readEvent({ form, line }: PlacedForm): PlacedEvent[] {
  if (typeof form !== 'object' || form === null || !('fields' in form)) {
    throw new MalformedHistory(line, 'event', 'a map', plain(form))
  }
  const { fields } = form
  const process = fields.get('process')
  if (plain(process) === 'nemesis') return []
  const event: HistoryEvent = {
    process: checkProcess(plain(process), line),
    type: checkType(plain(fields.get('type')), line),
    f: checkText(plain(fields.get('f')), line, 'f'),
    value: checkValue(plain(fields.get('value') ?? null), line, 'value'), // to Clojure, what is not there is nil
  }
  return [{ event, line }]
}

/** Keywords become their names; maps have no place in a value and stay what they are, to be refused by line. */
function plain(form: Edn | undefined): unknown {
  if (typeof form !== 'object' || form === null) return form
  if ('keyword' in form) return form.keyword
  return 'fields' in form ? Object.fromEntries(form.fields) : form.map(plain)
}

/**
 * `[key value]`: since a cas has two values itself, `[0 2]` of a cas is no key. A history counts as keyed only where
 * each of its events has the form.
 */
function hasKeyInValue({ f, value }: HistoryEvent): boolean {
  if (!isPair(value) || (typeof value[0] !== 'number' && typeof value[0] !== 'string')) return false
  return f !== 'cas' || value[1] === null || isPair(value[1])
}

function isPair(value: SaidValue): value is readonly [HistoryValue, HistoryValue] {
  return Array.isArray(value) && value.length === 2
}

function withKey({ value, ...event }: HistoryEvent, line: number): HistoryEvent {
  const [key, own] = value as readonly [HistoryValue, HistoryValue]
  return { ...event, key: checkKey(key, line), value: own }
}

function edn(value: SaidValue): string {
  if (value == null) return 'nil'
  return typeof value === 'object' ? `[${value.map(edn).join(' ')}]` : JSON.stringify(value)
}

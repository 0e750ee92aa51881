// Histories told in few words, for tests that a person can read.

import { type History, type HistoryEvent, type HistoryValue, historyFrom } from '../../src/trace/history.ts'

export type ToldEvents = readonly (HistoryEvent | readonly HistoryEvent[])[]

type Told = Pick<HistoryEvent, 'process' | 'f' | 'value'> & Pick<Partial<HistoryEvent>, 'key' | 'result'>

/** Asked and answered before anything else begins: `done('a', 'write', 1)`. A key stands before the word: `x write`. */
export function done(process: string, words: string, value: HistoryValue, result?: boolean): HistoryEvent[] {
  return [asks(process, words, value), answers(process, words, value, result)]
}

export function asks(process: string, words: string, value: HistoryValue = null): HistoryEvent {
  return { ...tell(process, words, value), type: 'invoke' }
}

export function answers(process: string, words: string, value: HistoryValue = null, result?: boolean): HistoryEvent {
  return { ...tell(process, words, value), type: 'ok', ...(result === undefined ? {} : { result }) }
}

export function fails(process: string, words: string): HistoryEvent {
  return { ...tell(process, words, null), type: 'fail' }
}

export function givesUp(process: string, words: string): HistoryEvent {
  return { ...tell(process, words, null), type: 'info' }
}

export function told(...events: ToldEvents): History {
  return historyFrom(events.flat(), { model: null })
}

function tell(process: string, words: string, value: HistoryValue): Told {
  const [first, second] = words.split(' ')
  return second === undefined ? { process, f: first!, value } : { process, key: first!, f: second, value }
}

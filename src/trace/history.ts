// A history: what clients asked of a system, and what they learned, in the order in which they asked and learned it.
// It does not know what the words mean; the models of the checkers do.

import { MalformedHistory } from './history-malformed.ts'

export const historyEventsMax = 1_000_000

export type HistoryValue = null | boolean | number | string | readonly HistoryValue[]
/** Undefined where an event says nothing of its value, which not every word of a model allows. */
export type SaidValue = HistoryValue | undefined
export type HistoryKey = number | string
/** Who asks, one thing at a time. */
export type Process = number | string

/** One line of a history: a process asks (`invoke`), or learns what became of it. */
export interface HistoryEvent {
  readonly process: Process
  /** `ok`: it happened. `fail`: it did not, and never will. `info`: nobody can say. */
  readonly type: 'invoke' | 'ok' | 'fail' | 'info'
  readonly f: string
  readonly key?: HistoryKey
  readonly value: SaidValue
  /** Of a cas that is `ok`: false says that it was refused, for the register did not hold the expected value. */
  readonly result?: boolean
}

/** The place of an event among all others, and the line of text it stood in. */
export interface Moment {
  readonly position: number
  readonly line: number
}

export type Ending =
  | { readonly is: 'ok'; readonly at: Moment; readonly value: SaidValue; readonly result: boolean | null }
  | { readonly is: 'fail'; readonly at: Moment }
  /** It may take effect at any time after the invocation, or never; `at` is when the process gave up, if it said so. */
  | { readonly is: 'unknown'; readonly at: Moment | null }

export interface HistoryOperation {
  readonly process: Process
  readonly f: string
  readonly key: HistoryKey | null
  /** What it was asked with. */
  readonly value: SaidValue
  readonly invoked: Moment
  readonly ending: Ending
}

export interface HistoryHeader {
  /** The name of the model that gives the words their meaning; null where the source does not say. */
  readonly model: string | null
  /** What every key holds at first; left out, the model knows. */
  readonly initial?: HistoryValue
  /** Where that stood. */
  readonly line?: number
}

export interface History extends HistoryHeader {
  /** In the order of their invocations. */
  readonly operations: readonly HistoryOperation[]
}

/**
 * Pairs each invocation with its completion. `lineOf` tells where the event at a position stood; left out, every
 * event counts as a line. After `info` a process may ask again: what it left behind stays open on its own.
 */
export function historyFrom(
  events: readonly HistoryEvent[],
  header: HistoryHeader,
  lineOf: (position: number) => number = position => position + 1,
): History {
  if (events.length > historyEventsMax) {
    throw new MalformedHistory(lineOf(historyEventsMax), 'history', `at most ${historyEventsMax} events`)
  }
  const operations: HistoryOperation[] = []
  const open = new Map<Process, number>()
  events.forEach((event, position) => {
    const at = { position, line: lineOf(position) }
    const place = open.get(event.process)
    if (event.type === 'invoke') {
      if (place !== undefined) throw new MalformedHistory(at.line, 'process', idle(event, operations[place]!))
      open.set(event.process, operations.length)
      const { process, f, key = null, value } = event
      operations.push({ process, f, key, value, invoked: at, ending: { is: 'unknown', at: null } })
      return
    }
    if (place === undefined) {
      throw new MalformedHistory(
        at.line,
        'process',
        `an invocation by process ${event.process} before its ${event.type}`,
      )
    }
    open.delete(event.process)
    const operation = operations[place]!
    if (event.f !== operation.f) throw new MalformedHistory(at.line, 'f', `${operation.f}, as invoked`, event.f)
    if ((event.key ?? operation.key) !== operation.key) {
      throw new MalformedHistory(at.line, 'key', `${operation.key ?? 'none'}, as invoked`, event.key)
    }
    operations[place] = { ...operation, ending: endingOf(event, at) }
  })
  return { ...header, operations }
}

/** The events of a history, in their order: what `historyFrom` was made from. */
export function eventsOf(history: History): readonly HistoryEvent[] {
  const placed: { readonly position: number; readonly event: HistoryEvent }[] = []
  for (const { process, f, key, value, invoked, ending } of history.operations) {
    const asked = key === null ? { process, f } : { process, f, key }
    placed.push({ position: invoked.position, event: { ...asked, type: 'invoke', value } })
    if (ending.at === null) continue
    placed.push({ position: ending.at.position, event: { ...asked, ...eventEnding(ending, value) } })
  }
  return placed.sort((left, right) => left.position - right.position).map(({ event }) => event)
}

function idle(event: HistoryEvent, open: HistoryOperation): string {
  return `process ${event.process} to be idle: its ${open.f} of line ${open.invoked.line} has not completed`
}

function endingOf({ type, value, result }: HistoryEvent, at: Moment): Ending {
  if (type === 'ok') return { is: 'ok', at, value, result: result ?? null }
  return type === 'fail' ? { is: 'fail', at } : { is: 'unknown', at }
}

function eventEnding(ending: Ending, asked: SaidValue): Pick<HistoryEvent, 'type' | 'value' | 'result'> {
  switch (ending.is) {
    case 'ok':
      return ending.result === null
        ? { type: 'ok', value: ending.value }
        : { type: 'ok', value: ending.value, result: ending.result }
    case 'fail':
      return { type: 'fail', value: asked }
    case 'unknown':
      return { type: 'info', value: asked }
  }
}

// The history within a trace: what its clients wanted and what they learned, for the checkers and for Jepsen.

import type { Outcome } from '../core/outcome.ts'
import type { Happening, Operation } from './happening.ts'
import { type History, type HistoryEvent, type HistoryValue, historyFrom, type Process } from './history.ts'

/** `model` gives the words their meaning, where the caller knows it. */
export function historyOf(happenings: Iterable<Happening>, model: string | null = null): History {
  const events: HistoryEvent[] = []
  for (const happening of happenings) {
    if (happening.kind === 'begun') events.push(begun(happening.client, happening.operation))
    if (happening.kind === 'ended') events.push(ended(happening.client, happening.operation, happening.outcome))
  }
  return historyFrom(events, { model })
}

/** Jepsen's processes are numbers, in the order in which they came. */
export function withNumberedProcesses(history: History): History {
  const numbers = new Map<Process, number>()
  for (const { process } of history.operations) if (!numbers.has(process)) numbers.set(process, numbers.size)
  const operations = history.operations.map(one => ({ ...one, process: numbers.get(one.process)! }))
  return { ...history, operations }
}

function begun(process: string, { f, key, value }: Operation): HistoryEvent {
  return { process, type: 'invoke', f, value: historyValueOf(value), ...(key === undefined ? {} : { key }) }
}

function ended(process: string, operation: Operation, outcome: Outcome): HistoryEvent {
  const asked = begun(process, operation)
  switch (outcome.is) {
    case 'refused':
      return { ...asked, type: 'fail' }
    case 'unknown':
      return { ...asked, type: 'info' }
    case 'answered': {
      const { answer } = outcome
      // A cas answers whether it was done. Who asked with a value had it done; who asked with none learns one.
      if (operation.f === 'cas') return { ...asked, type: 'ok', result: answer !== false }
      return { ...asked, type: 'ok', value: asked.value ?? historyValueOf(answer) }
    }
  }
}

/** Histories know numbers, text, flags and lists; what else an operation carries is told by its JSON. */
function historyValueOf(value: unknown): HistoryValue {
  if (value == null) return null
  if (Array.isArray(value)) return value.map(historyValueOf)
  return typeof value === 'object' ? JSON.stringify(value) : (value as HistoryValue)
}

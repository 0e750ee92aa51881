// Transactions on lists, as Jepsen writes them: each appends elements to some lists and reads others as a whole.
//
//   {"process":0,"type":"invoke","f":"txn","value":[["append","x",1],["r","y",null]]}
//   {"process":0,"type":"ok","f":"txn","value":[["append","x",1],["r","y",[3,4]]]}

import { equal } from '../../core/plain.ts'
import type { History, HistoryKey, HistoryOperation, HistoryValue, SaidValue } from '../../trace/history.ts'
import { checkKey } from '../../trace/history-fields.ts'
import { MalformedHistory } from '../../trace/history-malformed.ts'

export type Element = number | string

export type Action =
  | { readonly is: 'append'; readonly key: HistoryKey; readonly element: Element }
  /** Null where nobody heard the answer. */
  | { readonly is: 'read'; readonly key: HistoryKey; readonly elements: readonly Element[] | null }

export interface Transaction {
  readonly operation: HistoryOperation
  readonly actions: readonly Action[]
}

/** Throws `MalformedHistory`, also where an element is appended to a list twice: then nobody could tell whose it is. */
export function transactionsOf(history: History): readonly Transaction[] {
  const appended = new Map<HistoryKey, Set<Element>>()
  return history.operations.map(operation => {
    const { f, invoked } = operation
    if (f !== 'txn') throw new MalformedHistory(invoked.line, 'f', 'txn for list-append', f)
    const transaction = { operation, actions: actionsOf(operation) }
    transaction.actions.forEach((action, index) => {
      if (action.is === 'read') return
      const elements = appended.get(action.key) ?? new Set()
      appended.set(action.key, elements)
      if (elements.has(action.element)) {
        throw new MalformedHistory(invoked.line, `value[${index}]`, 'an element that is appended once', action.element)
      }
      elements.add(action.element)
    })
    return transaction
  })
}

function actionsOf(operation: HistoryOperation): readonly Action[] {
  const { value, invoked, ending } = operation
  const asked = listOf(value, invoked.line, 'value').map((step, index) => actionOf(step, invoked.line, index))
  if (ending.is !== 'ok') return asked
  const { line } = ending.at
  const answered = listOf(ending.value, line, 'value')
  if (answered.length !== asked.length) {
    throw new MalformedHistory(line, 'value', `${asked.length} steps, as invoked`, answered.length)
  }
  return answered.map((step, index) => {
    const action = actionOf(step, line, index)
    const expected = asked[index]!
    if (action.is === 'read' && expected.is === 'read' && action.key === expected.key) {
      return { ...action, elements: action.elements ?? [] }
    }
    if (equal(action, expected)) return action
    throw new MalformedHistory(
      line,
      `value[${index}]`,
      `${JSON.stringify(listOf(value, line, 'value')[index])}, as invoked`,
      step,
    )
  })
}

function actionOf(step: HistoryValue, line: number, index: number): Action {
  const field = `value[${index}]`
  const [word, name, value, surplus] = listOf(step, line, field)
  if (surplus !== undefined || (word !== 'append' && word !== 'r')) {
    throw new MalformedHistory(line, field, '["append", key, element] or ["r", key, elements]', step)
  }
  const key = checkKey(name, line)
  if (word === 'append') return { is: 'append', key, element: elementOf(value, line, field) }
  const isOpen = value === undefined || value === null
  const elements = isOpen ? null : listOf(value, line, field).map(element => elementOf(element, line, field))
  return { is: 'read', key, elements }
}

function listOf(value: SaidValue, line: number, field: string): readonly HistoryValue[] {
  if (Array.isArray(value)) return value
  throw new MalformedHistory(line, field, 'a list', value)
}

function elementOf(value: HistoryValue | undefined, line: number, field: string): Element {
  if (typeof value === 'number' || typeof value === 'string') return value
  throw new MalformedHistory(line, field, 'a number or text as element', value)
}

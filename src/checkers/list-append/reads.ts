// What single answers give away, without any cycle: something that was undone, unfinished, twice there, out of order, or
// at odds with what the same transaction had read and appended before.

import { equal } from '../../core/plain.ts'
import type { HistoryKey } from '../../trace/history.ts'
import type { Anomaly } from './anomaly.ts'
import type { Element, Transaction } from './transaction.ts'
import type { Answer, VersionOrder } from './version-order.ts'

export function anomaliesOfReads(
  transactions: readonly Transaction[],
  orders: readonly VersionOrder[],
): readonly Anomaly[] {
  return [
    ...orders.flatMap(order => [
      ...order.answers.flatMap(answer => anomaliesOfAnswer(answer, order, transactions)),
      ...dirtyUpdates(order, transactions),
      ...shuffled(order, transactions),
    ]),
    ...transactions.flatMap(contradictions),
  ]
}

function anomaliesOfAnswer(
  { transaction, elements }: Answer,
  order: VersionOrder,
  transactions: readonly Transaction[],
): readonly Anomaly[] {
  const { key } = order
  const reader = transactions[transaction]!.operation
  const readerLine = reader.ending.at!.line
  const found: Anomaly[] = []
  const find = (name: Anomaly['name'], others: readonly number[], explanation: string) => {
    const operations = others.map(other => transactions[other]!.operation)
    found.push({ name, key, transactions: [reader, ...operations], explanation: `line ${readerLine} ${explanation}` })
  }
  const read = `read ${show(elements)} of ${show(key)}`
  if (new Set(elements).size < elements.length) find('duplicate-elements', [], `${read}, with an element twice`)
  if (!order.begins(elements)) {
    const other = order.answers.find(answer => answer.elements === order.elements)!.transaction
    const line = transactions[other]!.operation.ending.at!.line
    find('incompatible-order', [other], `${read}, and line ${line} read ${show(order.elements)}`)
  }
  const undone = elements.map(element => order.writeOf(element)).find(write => write?.outcome === 'fail')
  if (undone) {
    const { line } = transactions[undone.transaction]!.operation.invoked
    find('G1a', [undone.transaction], `${read}: ${show(undone.element)} is of line ${line}, which failed`)
  }
  const last = elements.length === 0 ? null : order.writeOf(elements.at(-1)!)
  if (last !== null && !last.isFinal && last.transaction !== transaction) {
    const { line } = transactions[last.transaction]!.operation.invoked
    find('G1b', [last.transaction], `${read}: after ${show(last.element)}, line ${line} appended more`)
  }
  return found
}

/** An append that happened upon one that did not: undoing the one would have undone the other. */
function dirtyUpdates(order: VersionOrder, transactions: readonly Transaction[]): readonly Anomaly[] {
  const writes = order.elements.flatMap(element => order.writeOf(element) ?? [])
  return writes.flatMap((write, place) => {
    const next = writes[place + 1]
    if (write.outcome !== 'fail' || next === undefined || next.outcome === 'fail') return []
    const [failed, built] = [write, next].map(({ transaction }) => transactions[transaction]!.operation)
    const explanation = `line ${built!.invoked.line} appended ${show(next.element)} to ${show(order.key)} after ${show(write.element)}, which line ${failed!.invoked.line} failed to append`
    return [{ name: 'dirty-update' as const, key: order.key, transactions: [failed!, built!], explanation }]
  })
}

/** What one transaction appended stands there in its order, and nothing of it without what it appended before. */
function shuffled({ key, writes, elements }: VersionOrder, transactions: readonly Transaction[]): readonly Anomaly[] {
  const placeOf = new Map(elements.map((element, place) => [element, place]))
  const unseen = elements.length
  return writes.flatMap((write, index) => {
    const next = writes[index + 1]
    if (next?.transaction !== write.transaction || !placeOf.has(next.element)) return []
    if ((placeOf.get(write.element) ?? unseen) < placeOf.get(next.element)!) return []
    const { operation } = transactions[write.transaction]!
    const order = `line ${operation.invoked.line} appended ${show(write.element)} to ${show(key)} and then ${show(next.element)}`
    const explanation = `${order}, and the list was read as ${show(elements)}`
    return [{ name: 'incompatible-order' as const, key, transactions: [operation], explanation }]
  })
}

/** A transaction sees what it read and appended before, and nothing that it appends later. */
function contradictions({ operation, actions }: Transaction): readonly Anomaly[] {
  if (operation.ending.is !== 'ok') return []
  const { line } = operation.ending.at
  /** Of each list, its end as far as the transaction knows it, and whether that is all of it. */
  const known = new Map<HistoryKey, { readonly elements: readonly Element[]; readonly isWhole: boolean }>()
  const found: Anomaly[] = []
  for (const action of actions) {
    const { key } = action
    const { elements, isWhole } = known.get(key) ?? { elements: [], isWhole: false }
    if (action.is === 'append') {
      known.set(key, { elements: [...elements, action.element], isWhole })
      continue
    }
    const answer = action.elements!
    const rest = Math.max(0, answer.length - elements.length)
    const isOwn = (element: Element) =>
      actions.some(other => other.is === 'append' && other.key === key && other.element === element)
    const isContradiction = isWhole ? !equal(answer, elements) : !equal(answer.slice(rest), elements)
    if (isContradiction || (!isWhole && answer.slice(0, rest).some(isOwn))) {
      const own = `it knew ${show(elements)} to be ${isWhole ? 'all' : 'the end'} of it`
      const explanation = `line ${line} read ${show(answer)} of ${show(key)}, when ${own}`
      found.push({ name: 'internal', key, transactions: [operation], explanation })
    }
    known.set(key, { elements: answer, isWhole: true })
  }
  return found
}

function show(value: Element | readonly Element[]): string {
  return JSON.stringify(value)
}

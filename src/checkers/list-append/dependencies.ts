// Which transaction came before which: Adya's graph, for lists (Kingsbury and Alvaro, Elle, 2020, §4).
//
// What nobody saw comes after all that was seen, in an order that nobody knows. So that this takes no dependency for each
// pair, nodes of their own stand between: one leads to an unseen append and to all after it, or to all before it.

import type { HistoryKey } from '../../trace/history.ts'
import type { Element, Transaction } from './transaction.ts'
import type { Answer, VersionOrder } from './version-order.ts'

/**
 * `ww`: the second appended after the first. `wr`: the second read what the first appended. `rw`: the first did not
 * see what the second appended. `process`: the two are of one process. `realtime`: the one returned before the other began.
 */
export type DependencyKind = 'ww' | 'wr' | 'rw' | 'process' | 'realtime'

export interface Dependency {
  readonly kind: DependencyKind
  readonly from: number
  readonly to: number
  /** What was appended, or else null. */
  readonly on: { readonly key: HistoryKey; readonly element: Element } | null
}

export interface Dependencies {
  /** Transactions by their places, and after them nodes that stand between. */
  readonly size: number
  readonly transactionsCount: number
  readonly all: readonly Dependency[]
}

export function dependenciesOf(transactions: readonly Transaction[], orders: readonly VersionOrder[]): Dependencies {
  let size = transactions.length
  const all = [...inProcesses(transactions), ...inRealTime(transactions)]
  for (const order of orders) {
    const unseen = new Unseen(order, size)
    size = unseen.size
    all.push(...unseen.dependencies, ...onList(order, unseen, transactions))
  }
  return { size, transactionsCount: transactions.length, all }
}

/** The appends to a list that nobody saw, and the nodes that lead to them. */
class Unseen {
  readonly size: number
  readonly dependencies: readonly Dependency[]
  readonly #first: number
  readonly #places: ReadonlyMap<number, number>
  readonly #count: number

  constructor({ key, unseen }: VersionOrder, first: number) {
    this.#first = first
    this.#count = unseen.length
    this.#places = new Map(unseen.map(({ transaction }, place) => [transaction, place]))
    this.size = first + 2 * unseen.length
    this.dependencies = unseen.flatMap(({ transaction, element }, place) =>
      [
        { from: first + place, next: first + place + 1, isLast: place + 1 === this.#count },
        { from: first + this.#count + place, next: first + this.#count + place - 1, isLast: place === 0 },
      ].flatMap(({ from, next, isLast }) => [
        { kind: 'ww' as const, from, to: transaction, on: { key, element } },
        ...(isLast ? [] : [{ kind: 'ww' as const, from, to: next, on: null }]),
      ]),
    )
  }

  /** What leads to all of them but the transaction itself. */
  nodesFor(transaction: number): readonly number[] {
    const own = this.#places.get(transaction) ?? -1
    const onward = own + 1 < this.#count ? [this.#first + own + 1] : []
    return own > 0 ? [...onward, this.#first + this.#count + own - 1] : onward
  }
}

function onList(order: VersionOrder, unseen: Unseen, transactions: readonly Transaction[]): readonly Dependency[] {
  const { key } = order
  const found: Dependency[] = []
  const writes = order.elements.map(element => {
    const write = order.writeOf(element)
    return write?.outcome === 'fail' ? null : write
  })
  /** Of each place, the last known append before it, and the first from it on. */
  const before: number[] = []
  const after: number[] = []
  for (let place = 0, last = -1; place <= writes.length; place++) {
    before.push(last)
    if (writes[place]) last = place
  }
  for (let place = writes.length, next = writes.length; place >= 0; place--) {
    if (writes[place]) next = place
    after[place] = next
  }
  const precede = (kind: DependencyKind, from: number, place: number) => {
    const next = writes[after[place]!]
    if (!next) found.push(...unseen.nodesFor(from).map(to => ({ kind, from, to, on: null })))
    else if (next.transaction !== from)
      found.push({ kind, from, to: next.transaction, on: { key, element: next.element } })
  }
  writes.forEach((write, place) => {
    if (write !== null) precede('ww', write.transaction, place + 1)
  })
  for (const answer of order.answers) {
    if (!isFirstSight(answer, order, transactions)) continue
    const last = before[answer.elements.length]!
    const read = last < 0 ? null : writes[last]!
    // What was there in between only is no version: who read it depends on nobody.
    if (read !== null && !read.isFinal) continue
    if (read !== null && read.transaction !== answer.transaction) {
      found.push({ kind: 'wr', from: read.transaction, to: answer.transaction, on: { key, element: read.element } })
    }
    precede('rw', answer.transaction, answer.elements.length)
  }
  return found
}

/** Whether the transaction had not read or appended there before: only then does the answer tell of others. */
function isFirstSight(
  { transaction, elements }: Answer,
  order: VersionOrder,
  transactions: readonly Transaction[],
): boolean {
  const first = transactions[transaction]!.actions.find(({ key }) => key === order.key)
  return first?.is === 'read' && first.elements === elements && order.begins(elements)
}

function inProcesses(transactions: readonly Transaction[]): readonly Dependency[] {
  const last = new Map<number | string, number>()
  return transactions.flatMap(({ operation: { process, ending } }, to) => {
    const from = last.get(process)
    if (ending.is === 'ok') last.set(process, to)
    return from === undefined || ending.is === 'fail' ? [] : [{ kind: 'process' as const, from, to, on: null }]
  })
}

/** No more than needed: what returned before something that had returned by then is left out. */
function inRealTime(transactions: readonly Transaction[]): readonly Dependency[] {
  const moments = transactions.flatMap(({ operation: { invoked, ending } }, place) => [
    { place, position: invoked.position, isReturn: false },
    ...(ending.is === 'ok' ? [{ place, position: ending.at.position, isReturn: true }] : []),
  ])
  const found: Dependency[] = []
  let latest: readonly number[] = []
  const precedingOf = new Map<number, readonly number[]>()
  for (const { place, isReturn } of moments.sort((left, right) => left.position - right.position)) {
    if (isReturn) {
      const preceding = new Set(precedingOf.get(place))
      precedingOf.delete(place)
      latest = [...latest.filter(earlier => !preceding.has(earlier)), place]
    } else if (transactions[place]!.operation.ending.is !== 'fail') {
      precedingOf.set(place, latest)
      for (const from of latest) found.push({ kind: 'realtime', from, to: place, on: null })
    }
  }
  return found
}

// The order in which the elements of a list were appended: the longest answer tells it, and all others begin it. Which
// transaction appended what, and which appends nobody saw.

import type { HistoryKey } from '../../trace/history.ts'
import type { Element, Transaction } from './transaction.ts'

/** One append, and its transaction by place. */
export interface Write {
  readonly transaction: number
  readonly element: Element
  /** Unknown, unless somebody saw what came of it. */
  readonly outcome: 'ok' | 'fail' | 'unknown'
  /** Whether the transaction appended no more to this list: others must not see what was there in between. */
  readonly isFinal: boolean
}

export interface Answer {
  readonly transaction: number
  readonly elements: readonly Element[]
}

export class VersionOrder {
  readonly key: HistoryKey
  /** What transactions that happened read, in the order of their invocations. */
  readonly answers: readonly Answer[]
  /** The longest of them. */
  readonly elements: readonly Element[]
  /** In the order of their invocations, and within a transaction in its own. */
  readonly writes: readonly Write[]
  readonly #writeOf: ReadonlyMap<Element, Write>

  constructor(key: HistoryKey, answers: readonly Answer[], writes: readonly Write[]) {
    this.key = key
    this.answers = answers
    this.elements = answers.reduce<readonly Element[]>(
      (longest, { elements }) => (elements.length > longest.length ? elements : longest),
      [],
    )
    this.writes = writes
    this.#writeOf = new Map(writes.map(write => [write.element, write]))
  }

  /** Null where the element was there before the history, or comes from nowhere. */
  writeOf(element: Element): Write | null {
    return this.#writeOf.get(element) ?? null
  }

  /** The last appends of transactions that happened, where no answer shows them: they come after all that was seen. */
  get unseen(): readonly Write[] {
    const seen = new Set(this.elements)
    return this.writes.filter(({ element, outcome, isFinal }) => outcome === 'ok' && isFinal && !seen.has(element))
  }

  begins(elements: readonly Element[]): boolean {
    return elements.every((element, place) => this.elements[place] === element)
  }
}

/** By key, in the order in which the keys were first met. */
export function versionOrdersOf(transactions: readonly Transaction[]): readonly VersionOrder[] {
  const lists = new Map<HistoryKey, { readonly answers: Answer[]; readonly writes: Write[] }>()
  transactions.forEach(({ operation, actions }, transaction) => {
    const outcome = operation.ending.is
    actions.forEach((action, place) => {
      const { key } = action
      const list = lists.get(key) ?? { answers: [], writes: [] }
      lists.set(key, list)
      if (action.is === 'append') {
        const isFinal = !actions.some((other, later) => later > place && other.is === 'append' && other.key === key)
        list.writes.push({ transaction, element: action.element, outcome, isFinal })
      } else if (action.elements !== null && outcome === 'ok') {
        list.answers.push({ transaction, elements: action.elements })
      }
    })
  })
  const orders = [...lists].map(([key, { answers, writes }]) => new VersionOrder(key, answers, writes))
  // Of unknown outcome, what was seen on one list did happen, on all lists.
  const seen = new Set(orders.flatMap(order => order.elements.map(element => order.writeOf(element)?.transaction)))
  return orders.map(({ key, answers, writes }) => {
    const isLate = ({ outcome, transaction }: Write) => outcome === 'unknown' && seen.has(transaction)
    return new VersionOrder(
      key,
      answers,
      writes.map(write => (isLate(write) ? { ...write, outcome: 'ok' } : write)),
    )
  })
}

// Small histories of transactions at random, of which many are wrong, with the definition to hold them against; and long
// ones of a real store.

import type { Isolation } from '../../src/checkers/list-append/anomaly.ts'
import { type Transaction, transactionsOf } from '../../src/checkers/list-append/transaction.ts'
import type { SeededRandom } from '../../src/core/random.ts'
import { type History, type HistoryEvent, type HistoryValue, historyFrom } from '../../src/trace/history.ts'

/** Two to five transactions on two lists. Each list has an order, and each read shows some beginning of it. */
export function randomTransactions(random: SeededRandom): History {
  const lists = new Map(['x', 'y'].map(key => [key, [] as number[]]))
  const drafts = Array.from({ length: random.between(2, 5) }, () =>
    Array.from({ length: random.between(1, 3) }, () => {
      const key = random.pick([...lists.keys()])
      if (random.chance(0.5)) return { key, element: null }
      const list = lists.get(key)!
      // Mostly at the end: an order at random is hardly ever right.
      const element = list.length + 1
      list.splice(random.chance(0.7) ? list.length : random.between(0, list.length), 0, element)
      return { key, element }
    }),
  )
  const events: HistoryEvent[] = []
  const open = new Map<number, { readonly asked: HistoryEvent; readonly draft: (typeof drafts)[number] }>()
  const processes = random.between(1, 3)
  while (drafts.length > 0 || open.size > 0) {
    const process = random.between(1, processes)
    const running = open.get(process)
    if (running !== undefined) {
      open.delete(process)
      const type = random.pick(['ok', 'ok', 'ok', 'ok', 'ok', 'info', 'fail'] as const)
      events.push({
        ...running.asked,
        type,
        value: type === 'ok' ? answersTo(running.draft, lists, random) : running.asked.value,
      })
      continue
    }
    const draft = drafts.shift()
    if (draft === undefined) continue
    const value = draft.map(
      ({ key, element }): HistoryValue => (element === null ? ['r', key, null] : ['append', key, element]),
    )
    const asked: HistoryEvent = { process, type: 'invoke', f: 'txn', value }
    open.set(process, { asked, draft })
    events.push(asked)
  }
  return historyFrom(events, { model: 'list-append' })
}

function answersTo(
  draft: readonly { readonly key: string; readonly element: number | null }[],
  lists: ReadonlyMap<string, readonly number[]>,
  random: SeededRandom,
): HistoryValue {
  const known = new Map<string, readonly number[]>()
  return draft.map(({ key, element }): HistoryValue => {
    const list = lists.get(key)!
    const before = known.get(key)
    if (element !== null) {
      if (before !== undefined) known.set(key, [...before, element])
      return ['append', key, element]
    }
    const own = draft.find(step => step.key === key && step.element !== null)?.element
    const end = before === undefined && own != null && random.chance(0.7) ? list.indexOf(own) : list.length
    const answer = before !== undefined && random.chance(0.8) ? before : list.slice(0, random.between(0, end))
    known.set(key, answer)
    return ['r', key, answer]
  })
}

/** What a real store did with clients that overlap: each transaction takes effect at one moment, or some never. */
export function storedTransactions(
  random: SeededRandom,
  { transactions, keys, clients }: { readonly transactions: number; readonly keys: number; readonly clients: number },
): History {
  const lists = new Map<number, readonly number[]>()
  const events: HistoryEvent[] = []
  const open = new Map<number, HistoryEvent>()
  let names = clients
  const idle = Array.from({ length: clients }, (_, client) => client)
  for (let begun = 0; begun < transactions || open.size > 0; ) {
    if (begun < transactions && idle.length > 0 && random.chance(0.5)) {
      begun++
      const process = idle.splice(random.between(0, idle.length - 1), 1)[0]!
      const value = Array.from({ length: random.between(1, 4) }, (_, step): HistoryValue => {
        // Lists are left behind after a while, as Elle's generator does: no answer gets long.
        const key = (begun >> 9) * keys + random.between(0, keys - 1)
        return random.chance(0.5) ? ['r', key, null] : ['append', key, begun * 4 + step]
      })
      const asked: HistoryEvent = { process, type: 'invoke', f: 'txn', value }
      open.set(process, asked)
      events.push(asked)
    } else if (open.size > 0) {
      const [process, asked] = random.pick([...open])
      open.delete(process)
      const isLost = random.chance(0.05)
      const value = isLost && random.chance(0.5) ? asked.value : performed(asked.value!, lists)
      events.push(isLost ? { ...asked, type: 'info' } : { ...asked, type: 'ok', value })
      idle.push(isLost ? names++ : process)
    }
  }
  return historyFrom(events, { model: 'list-append' })
}

function performed(steps: HistoryValue, lists: Map<number, readonly number[]>): HistoryValue {
  return (steps as readonly (readonly [string, number, number | null])[]).map(([word, key, element]): HistoryValue => {
    const held = lists.get(key) ?? []
    if (element === null) return [word, key, held]
    lists.set(key, [...held, element])
    return [word, key, element]
  })
}

/** The definition, word by word: some order of those that happened, and of some that may have, explains every answer. */
export function isSerializable(history: History, isolation: Isolation): boolean {
  const precedes = ({ operation: earlier }: Transaction, { operation: later }: Transaction) => {
    if (isolation === 'serializable' || earlier.ending.is !== 'ok') return false
    if (isolation === 'strict-serializable') return earlier.ending.at.position < later.invoked.position
    return earlier.process === later.process && earlier.invoked.position < later.invoked.position
  }
  const canBeOrdered = (left: readonly Transaction[], state: ReadonlyMap<string | number, string>): boolean => {
    if (left.every(({ operation }) => operation.ending.is !== 'ok')) return true
    return left.some((next, index) => {
      if (left.some(other => other !== next && precedes(other, next))) return false
      const after = outcome(next, state)
      return after !== null && canBeOrdered(left.toSpliced(index, 1), after)
    })
  }
  return canBeOrdered(
    transactionsOf(history).filter(({ operation }) => operation.ending.is !== 'fail'),
    new Map(),
  )
}

function outcome(
  { actions }: Transaction,
  state: ReadonlyMap<string | number, string>,
): ReadonlyMap<string | number, string> | null {
  const after = new Map(state)
  for (const action of actions) {
    const held = after.get(action.key) ?? ''
    if (action.is === 'append') after.set(action.key, `${held}${action.element} `)
    else if (action.elements !== null && held !== action.elements.map(element => `${element} `).join('')) return null
  }
  return after
}

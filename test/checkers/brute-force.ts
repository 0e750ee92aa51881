// The definitions, word by word: try every order. Slow, and too simple to be wrong.

import { type Model, objectsOf, type Played, playedOf } from '../../src/checkers/model.ts'
import type { History } from '../../src/trace/history.ts'

/** Each operation at one moment between its invocation and its return. */
export function isLinearizable(history: History, model: Model): boolean {
  return [...objectsOf(playedOf(history, model), model).values()].every(played =>
    canBeOrdered(played, model.initial(history.initial), model, precedesInTime),
  )
}

/** Each process's operations in their order. Small histories on one object only. */
export function isSequential(history: History, model: Model): boolean {
  return canBeOrdered(playedOf(history, model), model.initial(history.initial), model, precedesInProcess)
}

/**
 * For each process an order of its own operations and all writes, which keeps the causal order. Of registers without
 * cas, whose values are written once. Keys stand side by side in a map.
 */
export function isCausal(history: History, model: Model): boolean {
  const played = playedOf(history, model)
  const isRead = ({ call }: Played) => model.observes(call)
  const isSourceOf = (write: Played, read: Played) =>
    isRead(read) &&
    !isRead(write) &&
    write.operation.key === read.operation.key &&
    model.access!(write.call)!.writes === model.access!(read.call)!.reads
  const isDirectlyBefore = (earlier: Played, later: Played) =>
    precedesInProcess(earlier, later) || isSourceOf(earlier, later)
  const isCausallyBefore = closed(played, isDirectlyBefore)
  if (played.some(one => isCausallyBefore(one, one))) return false
  const stores: Model = {
    ...model,
    step(state: Readonly<Record<string, unknown>>, { key, call }: { readonly key: string; readonly call: unknown }) {
      const step = model.step(Object.hasOwn(state, key) ? state[key] : model.initial(history.initial), call)
      return step.is === 'taken' ? { is: 'taken', next: { ...state, [key]: step.next } } : step
    },
  }
  return [...new Set(played.map(({ operation }) => operation.process))].every(process => {
    const seen = played
      .filter(one => one.operation.process === process || !isRead(one))
      .map(one => ({ one, stored: { ...one, call: { key: `${one.operation.key}`, call: one.call } } }))
    const original = new Map(seen.map(({ one, stored }) => [stored as Played, one]))
    const precedes: Precedes = (earlier, later) => isCausallyBefore(original.get(earlier)!, original.get(later)!)
    return canBeOrdered([...original.keys()], {}, stores, precedes)
  })
}

function closed(played: readonly Played[], isBefore: Precedes): Precedes {
  const after = new Map(played.map(one => [one, new Set(played.filter(other => isBefore(one, other)))]))
  for (const middle of played) {
    for (const later of after.values()) if (later.has(middle)) for (const one of after.get(middle)!) later.add(one)
  }
  return (earlier, later) => after.get(earlier)!.has(later)
}

type Precedes = (earlier: Played, later: Played) => boolean

const precedesInTime: Precedes = ({ operation: { ending } }, { operation: { invoked } }) =>
  ending.is === 'ok' && ending.at.position < invoked.position

const precedesInProcess: Precedes = ({ operation: earlier, isPending }, { operation: later }) =>
  !isPending && earlier.process === later.process && earlier.invoked.position < later.invoked.position

function canBeOrdered(left: readonly Played[], state: unknown, model: Model, precedes: Precedes): boolean {
  if (left.every(({ isPending }) => isPending)) return true
  return left.some((next, index) => {
    if (left.some(other => other !== next && precedes(other, next))) return false
    const step = model.step(state, next.call)
    return step.is === 'taken' && canBeOrdered(left.toSpliced(index, 1), step.next, model, precedes)
  })
}

// A queue, first in, first out. A dequeue answers null where it found nothing.

import { equal } from '../../core/plain.ts'
import type { HistoryValue } from '../../trace/history.ts'
import { Interner } from '../interner.ts'
import type { Model, Passage } from '../model.ts'
import type { Pace, Preparing } from '../stretches.ts'
import { type Impossible, type Narrowed, never, type Window } from '../window.ts'
import { answered, asked, wrong } from './words.ts'

type State = readonly HistoryValue[]

type QueueCall =
  | { readonly is: 'enqueue'; readonly value: HistoryValue }
  | { readonly is: 'dequeue'; readonly value: HistoryValue }
  /** Nobody heard what it took. */
  | { readonly is: 'lost dequeue' }

export const queue: Model<State, QueueCall> = {
  name: 'queue',
  initial: given => (Array.isArray(given) ? given : []),
  misfit: given => (Array.isArray(given) ? null : 'a list'),
  words: {
    enqueue(operation) {
      const value = asked(operation)
      return value === null ? wrong(operation, 'something', value) : { is: 'enqueue', value }
    },
    dequeue(operation) {
      const value = answered(operation)
      return value === undefined ? { is: 'lost dequeue' } : { is: 'dequeue', value }
    },
  },
  step(state, call) {
    switch (call.is) {
      case 'enqueue':
        return { is: 'taken', next: [...state, call.value] }
      case 'dequeue':
        return equal(state[0] ?? null, call.value) ? { is: 'taken', next: state.slice(1) } : { is: 'impossible' }
      case 'lost dequeue':
        return { is: 'taken', next: state.slice(1) }
    }
  },
  observes: call => call.is === 'dequeue' && call.value === null,
  partition: ({ key }) => key,
  narrow,
  flow: { held: state => state, passageOf },
  describe: {
    call(call) {
      if (call.is === 'lost dequeue') return 'dequeue'
      if (call.value === null) return 'dequeue that found nothing'
      return `${call.is} ${JSON.stringify(call.value)}`
    },
    state: state => (state.length === 0 ? 'the queue is empty' : `the queue holds ${JSON.stringify(state)}`),
  },
}

function passageOf(call: QueueCall): Passage {
  if (call.is === 'lost dequeue') return { is: 'lost' }
  if (call.is === 'enqueue') return { is: 'in', value: call.value }
  return call.value === null ? { is: 'empty' } : { is: 'out', value: call.value }
}

type QueueWindow = Window<QueueCall>

/** When a value came and when it left. */
interface Turn {
  readonly came: Time
  readonly left: Time
}

type Time = Pick<Window, 'from' | 'to'>

/** A value that comes once: what brought it, unless it was there at first, and what took it, if that is known. */
interface Coming {
  enqueue: number | null
  dequeue: number | null
}

/** What nobody is known to have taken, and nobody knows to be there, can be left out. */
function* narrow(windows: readonly QueueWindow[], initial: State, pace: Pace): Preparing<Narrowed<QueueCall>> {
  const values = new Interner<HistoryValue>()
  const passages = new Map(
    initial.map((value): [number, Coming] => [values.idOf(value), { enqueue: null, dequeue: null }]),
  )
  let isUnique = values.values.length === initial.length
  for (const [index, { call }] of windows.entries()) {
    if (pace.isOverAfter()) yield
    if (call.is === 'lost dequeue' || call.value === null) continue
    const id = values.idOf(call.value)
    const passage = passages.get(id) ?? { enqueue: null, dequeue: null }
    passages.set(id, passage)
    if (passage[call.is] !== null || (call.is === 'enqueue' && id < initial.length)) isUnique = false
    passage[call.is] = index
  }
  for (const [id, { enqueue, dequeue }] of passages) {
    if (enqueue !== null || dequeue === null || id < initial.length) continue
    const { to } = windows[dequeue]!
    if (to < never) return { is: 'impossible', at: to }
  }
  // What will get its answer later competes with what was lost: then nobody can say which took what.
  const isAnyLost = windows.some(({ call }) => call.is === 'lost dequeue')
  const isDoubtful = isAnyLost && windows.some(({ call, to }) => call.is === 'dequeue' && to === never)
  const isKnown = isUnique && !isDoubtful
  if (pace.isOverAfter(windows.length)) yield
  const found = isKnown ? findLost(windows, passages, values) : windows
  const narrowed = isUnique ? inOrder(found, [...passages.values()], isDoubtful) : windows
  if ('is' in narrowed) return narrowed
  if (pace.isOverAfter(windows.length)) yield
  const wanted = narrowed.map(window => {
    const { call, to } = window
    if (call.is === 'lost dequeue') return isKnown ? null : window
    const isWanted = call.is !== 'enqueue' || to < never || passages.get(values.idOf(call.value))!.dequeue !== null
    return isWanted ? window : null
  })
  return { is: 'narrowed', windows: wanted }
}

/**
 * Of values that come once, tells which a lost dequeue took, if it took any. A value that nobody is known to have taken
 * may have entered as late as it can, and left so much later, for a lost dequeue has all the time in the world. So the
 * order in which such values entered is known; and the first that left was taken by the first that was lost.
 */
function findLost(
  windows: readonly QueueWindow[],
  passages: ReadonlyMap<number, Coming>,
  values: Interner<HistoryValue>,
): readonly QueueWindow[] {
  const found = [...windows]
  const enteredBy = ({ enqueue }: Coming) => (enqueue === null ? -1 : windows[enqueue]!.to)
  const waiting = [...passages]
    .filter(([, passage]) => passage.dequeue === null && enteredBy(passage) < never)
    .sort(([, left], [, right]) => enteredBy(left) - enteredBy(right))
  for (const [, { enqueue }] of waiting) {
    if (enqueue !== null) found[enqueue] = { ...windows[enqueue]!, from: windows[enqueue]!.to }
  }
  const lost = [...windows.keys()]
    .filter(index => windows[index]!.call.is === 'lost dequeue')
    .sort((left, right) => windows[left]!.from - windows[right]!.from)
  for (const [place, index] of lost.slice(0, waiting.length).entries()) {
    const [id, passage] = waiting[place]!
    found[index] = { ...windows[index]!, call: { is: 'dequeue', value: values.values[id]! } }
    passage.dequeue = index
  }
  return found
}

/**
 * Where each value comes once, it entered before it left, and all entered in the order in which they left. What did not
 * leave came last, unless it is doubtful what took it.
 */
function inOrder(
  windows: readonly QueueWindow[],
  passages: readonly Coming[],
  isDoubtful: boolean,
): readonly QueueWindow[] | Impossible {
  const narrowed = [...windows]
  const turns: Turn[] = []
  for (const { enqueue, dequeue } of passages) {
    if (enqueue === null) continue
    const came = windows[enqueue]!
    if (dequeue === null) {
      if (!isDoubtful) turns.push({ came, left: { from: never, to: never } })
      continue
    }
    const left = windows[dequeue]!
    const from = Math.max(left.from, came.from)
    if (from > left.to) return { is: 'impossible', at: left.to }
    narrowed[enqueue] = { ...came, to: Math.min(came.to, left.to) }
    narrowed[dequeue] = { ...left, from }
    if (!isDoubtful || left.to < never) turns.push({ came: narrowed[enqueue], left: narrowed[dequeue] })
  }
  return overtaken(turns) ?? narrowed
}

/** Where a value certainly came after another, and certainly left before it; null if none did. */
function overtaken(turns: readonly Turn[]): Impossible | null {
  const byFrom = turns.toSorted((left, right) => left.came.from - right.came.from)
  const byTo = turns.toSorted((left, right) => left.came.to - right.came.to)
  let earlier = 0
  let lastLeft = -1
  for (const { came, left } of byFrom) {
    while (byTo[earlier]!.came.to < came.from) lastLeft = Math.max(lastLeft, byTo[earlier++]!.left.from)
    if (left.to < lastLeft) return { is: 'impossible', at: lastLeft }
  }
  return null
}

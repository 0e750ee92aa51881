// What a search for an order begins with: windows as narrow as the answers make them, kinds in the place of calls, and
// what nobody heard of again as spares.

import type { Question } from './find-order.ts'
import { type Kind, Kinds } from './kind.ts'
import type { Model, Played } from './model.ts'
import { narrowByValues } from './narrow-values.ts'
import type { Ordered } from './order.ts'
import type { Spare, Task } from './situation.ts'
import type { Pace, Preparing } from './stretches.ts'
import { type Impossible, type Narrowed, never, type Window } from './window.ts'

export type Prepared = Omit<Task, 'order'>

/** What is left of each operation, by object. */
export interface Placement {
  readonly is: 'placed'
  readonly objects: readonly (readonly Placed[])[]
}

export interface Placed {
  readonly played: Played
  readonly window: Window
}

export function* place({ model, initial, objects, keeping }: Question, pace: Pace): Preparing<Placement | Impossible> {
  const began = model.initial(initial)
  const placements: (readonly Placed[])[] = []
  for (const played of objects.values()) {
    const windows = windowsOf(played)
    const narrowed: Narrowed<unknown> =
      keeping === 'real time' ? yield* narrow(model, windows, began, pace) : { is: 'narrowed', windows }
    if (narrowed.is === 'impossible') return narrowed
    if (pace.isOverAfter(windows.length)) yield
    placements.push(
      narrowed.windows.flatMap((window, index) => (window === null ? [] : [{ played: played[index]!, window }])),
    )
  }
  return { is: 'placed', objects: placements }
}

export function* prepareSearch(
  { model, initial, allowance }: Question,
  placement: Placement,
  pace: Pace,
): Preparing<Prepared> {
  const began = model.initial(initial)
  const searched: Kinds<unknown, unknown>[] = []
  const operations: Ordered[] = []
  const pending = new Map<Kind, Played[]>()
  for (const placed of placement.objects) {
    const calls = placed.map(({ window }) => window.call)
    if (pace.isOverAfter(calls.length)) yield
    const kinds = new Kinds(model, searched.length, began, calls, allowance)
    searched.push(kinds)
    for (const { played, window } of placed) {
      if (pace.isOverAfter()) yield
      const { operation } = played
      const { call, from: invokedAt, to: returnedAt } = window
      const kind = kinds.of(call)
      const alike = pending.get(kind)
      if (returnedAt !== never) operations.push({ operation, kind, invokedAt, returnedAt })
      else if (alike === undefined) pending.set(kind, [played])
      else alike.push(played)
    }
  }
  if (pace.isOverAfter(operations.length)) yield
  operations.sort((left, right) => left.invokedAt - right.invokedAt)
  return { objects: searched, operations, spares: sparesOf(pending) }
}

function windowsOf(played: readonly Played[]): readonly Window[] {
  return played.map(({ operation: { invoked, ending }, call, isPending }) => ({
    call,
    from: invoked.position,
    to: isPending ? never : ending.at!.position,
  }))
}

function narrow(model: Model, windows: readonly Window[], began: unknown, pace: Pace): Preparing<Narrowed<unknown>> {
  return model.narrow === undefined ? narrowByValues(model, windows, began, pace) : model.narrow(windows, began, pace)
}

function sparesOf(pending: ReadonlyMap<Kind, readonly Played[]>): readonly Spare[] {
  return [...pending].map(([kind, alike]) => ({ kind, operations: alike.map(({ operation }) => operation) }))
}

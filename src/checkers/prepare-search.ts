// What a search for an order begins with: kinds in the place of calls, windows as narrow as the answers make them, and
// what nobody heard of again as spares.

import type { Question } from './find-order.ts'
import { type Kind, Kinds } from './kind.ts'
import type { Model, Played } from './model.ts'
import { narrowByValues } from './narrow-values.ts'
import type { Ordered } from './order.ts'
import type { Spare, Task } from './situation.ts'
import { type Impossible, type Narrowed, never, type Window } from './window.ts'

export interface Prepared extends Omit<Task, 'order'> {
  readonly is: 'prepared'
  /** What is left of each operation, before calls became kinds. */
  readonly placed: readonly Placed[]
}

export interface Placed {
  readonly played: Played
  readonly window: Window
}

/** A stretch at a time. */
export function* prepareSearch({
  model,
  initial,
  objects,
  keeping,
  allowance,
}: Question): Generator<undefined, Prepared | Impossible> {
  const began = model.initial(initial)
  const searched: Kinds<unknown, unknown>[] = []
  const operations: Ordered[] = []
  const placed: Placed[] = []
  const pending: { readonly played: Played; readonly kind: Kind }[] = []
  for (const played of objects.values()) {
    const windows = windowsOf(played)
    const narrowed: Narrowed<unknown> =
      keeping === 'real time' ? yield* narrow(model, windows, began) : { is: 'narrowed', windows }
    if (narrowed.is === 'impossible') return narrowed
    yield
    const calls = narrowed.windows.flatMap(window => (window === null ? [] : [window.call]))
    const kinds = new Kinds(model, searched.length, began, calls, allowance)
    searched.push(kinds)
    for (const [index, window] of narrowed.windows.entries()) {
      if (window === null) continue
      placed.push({ played: played[index]!, window })
      const { operation } = played[index]!
      const { call, from: invokedAt, to: returnedAt } = window
      const kind = kinds.of(call)
      if (returnedAt === never) pending.push({ played: played[index]!, kind })
      else operations.push({ operation, kind, invokedAt, returnedAt })
    }
  }
  yield
  operations.sort((left, right) => left.invokedAt - right.invokedAt)
  return { is: 'prepared', placed, objects: searched, operations, spares: sparesOf(pending) }
}

function windowsOf(played: readonly Played[]): readonly Window[] {
  return played.map(({ operation: { invoked, ending }, call, isPending }) => ({
    call,
    from: invoked.position,
    to: isPending ? never : ending.at!.position,
  }))
}

function* narrow(model: Model, windows: readonly Window[], began: unknown): Generator<undefined, Narrowed<unknown>> {
  return model.narrow === undefined ? yield* narrowByValues(model, windows, began) : model.narrow(windows, began)
}

function sparesOf(pending: readonly { readonly played: Played; readonly kind: Kind }[]): readonly Spare[] {
  const byKind = new Map<Kind, Played[]>()
  for (const { played, kind } of pending) {
    const alike = byKind.get(kind)
    if (alike === undefined) byKind.set(kind, [played])
    else alike.push(played)
  }
  return [...byKind].map(([kind, alike]) => ({ kind, operations: alike.map(({ operation }) => operation) }))
}

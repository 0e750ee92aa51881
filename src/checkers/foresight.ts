// What is known of all that a search has yet to take: what somebody has to find, and who can bring it about in time.

import { Demand } from './demand.ts'
import { Part } from './part.ts'
import type { Task } from './situation.ts'
import type { Pace, Preparing } from './stretches.ts'
import { Supply } from './supply.ts'
import { never } from './window.ts'

export interface Foresight {
  /** By operation, and by spare and use. */
  readonly parts: readonly Part[]
  readonly spareParts: readonly (readonly Part[])[]
  /** By object. */
  readonly supplies: readonly Supply[]
  /** Null where spares are never used up, so that counting tells nothing. */
  readonly demands: readonly Demand[] | null
}

export function* foresee(
  { objects, operations, spares, order }: Task,
  isLavish: boolean,
  pace: Pace,
): Preparing<Foresight> {
  const parts: Part[] = []
  for (const { kind, invokedAt, returnedAt } of operations) {
    if (pace.isOverAfter()) yield
    parts.push(new Part(kind, order.isTimed ? invokedAt : 0, returnedAt, false))
  }
  const spareParts = spares.map(({ kind, operations }) =>
    operations.map(({ invoked }) => new Part(kind, order.isTimed ? invoked.position : 0, never, true)),
  )
  const supplies = objects.map(({ mayBecome }) => new Supply(mayBecome))
  const demands = isLavish ? null : objects.map(({ growthOf }) => new Demand(growthOf))
  const all = [...parts, ...spareParts.flat()]
  for (const part of all.toSorted((left, right) => left.to - right.to)) {
    if (pace.isOverAfter()) yield
    supplies[part.kind.object]!.addReader(part)
    demands?.[part.kind.object]?.addReader(part)
  }
  for (const part of all.toSorted((left, right) => left.from - right.from)) {
    if (pace.isOverAfter()) yield
    supplies[part.kind.object]!.addWriter(part)
    demands?.[part.kind.object]?.addWriter(part)
  }
  return { parts, spareParts, supplies, demands }
}

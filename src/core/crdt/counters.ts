// Counters that many raise at once. Shapiro, Preguiça, Baquero & Zawirski, "A Comprehensive Study of Convergent and
// Commutative Replicated Data Types", 2011, §3.1: each actor counts alone, and the value is the sum.

import { mapOf, type Of, record, type Shape } from '../shape.ts'
import { type Actor, actor, count, countMax } from './dot.ts'

/** Only grows (specification 6). An actor that never counted is left out. */
export type GCounter = ReadonlyMap<Actor, number>
export const gCounter: Shape<GCounter> = mapOf(actor, count)

/** Two of them: what was added, and what was taken away (specification 7). */
export const pnCounter = record({ added: gCounter, taken: gCounter })
export type PnCounter = Of<typeof pnCounter>

export const noCount: GCounter = new Map()
export const noPnCount: PnCounter = { added: noCount, taken: noCount }

/** As an operation: done twice, it counts twice. */
export const increment = (counter: GCounter, actor: Actor, by: number): GCounter =>
  by === 0 ? counter : new Map(counter).set(actor, Math.min(countMax, (counter.get(actor) ?? 0) + by))

export const adjust = ({ added, taken }: PnCounter, actor: Actor, by: number): PnCounter =>
  by < 0 ? { added, taken: increment(taken, actor, -by) } : { added: increment(added, actor, by), taken }

/** As a merge: an actor's own count only rises, so the higher one is the newer one, however often it comes. */
export function joinCounters(left: GCounter, right: GCounter): GCounter {
  const joined = new Map(left)
  for (const [actor, count] of right) joined.set(actor, Math.max(count, left.get(actor) ?? 0))
  return joined
}

export const joinPnCounters = (left: PnCounter, right: PnCounter): PnCounter => ({
  added: joinCounters(left.added, right.added),
  taken: joinCounters(left.taken, right.taken),
})

export function totalOf(counter: GCounter): number {
  let total = 0
  for (const count of counter.values()) total += count
  return total
}

export const balanceOf = ({ added, taken }: PnCounter): number => totalOf(added) - totalOf(taken)

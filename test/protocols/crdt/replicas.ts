// A few replicas on the bench, without a network: they edit, and are told of each other's edits in one of three ways.

import fc from 'fast-check'
import { visible } from '../../../src/core/crdt/sequence.ts'
import { covers, knows, meetVectors } from '../../../src/core/crdt/version-vector.ts'
import { deltaFor, type Intervals, noIntervals, withInterval } from '../../../src/protocols/crdt/delta-based.ts'
import { operationFor } from '../../../src/protocols/crdt/node.ts'
import type { Change, Operation } from '../../../src/protocols/crdt/operation.ts'
import { apply, collect, emptyReplica, join, type Replica, whole } from '../../../src/protocols/crdt/replica.ts'

export const replicasMax = 3

/** What may be done on the bench; the places of a text are taken as they come. */
export type Act =
  | { readonly is: 'edit'; readonly at: number; readonly change: Exclude<Change, { readonly type: 'insert' | 'cut' }> }
  | { readonly is: 'insert' | 'cut'; readonly at: number; readonly place: number; readonly text: string }
  | { readonly is: 'tell'; readonly at: number; readonly to: number; readonly how: 'state' | 'delta' | 'operations' }
  | { readonly is: 'collect'; readonly at: number }

const at = fc.nat({ max: replicasMax - 1 })
const word = fc.constantFrom('milk', 'bread')
const change = fc.oneof(
  fc.record({ type: fc.constant('increment' as const), by: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ type: fc.constant('adjust' as const), by: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ type: fc.constant('assign' as const), value: word, atMs: fc.integer({ min: -2, max: 2 }) }),
  fc.record({ type: fc.constant('write' as const), value: word }),
  fc.record({ type: fc.constantFrom('add' as const, 'remove' as const), element: word }),
  fc.record({ type: fc.constant('put' as const), key: word, value: word }),
  fc.record({ type: fc.constant('erase' as const), key: word }),
)

/** Half of it is writing, where order matters most. */
export const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ is: fc.constant('edit' as const), at, change }),
  fc.record({
    is: fc.constantFrom('insert' as const, 'insert' as const, 'cut' as const),
    at,
    place: fc.nat({ max: 6 }),
    text: fc.constantFrom('a', 'bc', '🐝'),
  }),
  fc.record({
    is: fc.constant('tell' as const),
    at,
    to: at,
    how: fc.constantFrom('state' as const, 'delta' as const, 'operations' as const),
  }),
  fc.record({ is: fc.constant('collect' as const), at }),
)

export const acts = fc.array(act, { maxLength: 40 })

export class Bench {
  readonly replicas: Replica[] = Array.from({ length: replicasMax }, () => emptyReplica)
  /** All that was ever done, in an order that keeps cause before effect. */
  readonly operations: Operation[] = []
  readonly #intervals: Intervals[] = this.replicas.map(() => noIntervals)

  constructor(acts: readonly Act[]) {
    for (const act of acts) this.#do(act)
  }

  /** What a replica has taken in. */
  operationsOf({ context }: Replica): readonly Operation[] {
    return this.operations.filter(({ dot }) => knows(context, dot))
  }

  #do(act: Act): void {
    switch (act.is) {
      case 'edit':
        return this.#edit(act.at, act.change)
      case 'insert':
      case 'cut': {
        const letters = visible(this.replicas[act.at]!.objects.sequence)
        const place = Math.min(act.place, letters.length)
        if (act.is === 'insert') {
          return this.#edit(act.at, { type: 'insert', after: letters[place - 1]?.id ?? null, text: act.text })
        }
        const ids = letters.slice(place, place + 2).map(({ id }) => id)
        return ids.length > 0 ? this.#edit(act.at, { type: 'cut', ids }) : undefined
      }
      case 'tell':
        return this.#set(act.to, this.#told(act))
      case 'collect': {
        // The bench sees all, so it knows what everyone has taken in.
        const stable = this.replicas.map(({ context }) => context).reduce(meetVectors)
        const { [act.at]: replica } = this.replicas
        this.replicas[act.at] = collect({ ...replica!, stable })
      }
    }
  }

  #edit(at: number, change: Change): void {
    const replica = this.replicas[at]!
    const operation = operationFor({ actor: `n${at + 1}`, replica }, change)
    this.operations.push(operation)
    this.#set(at, apply(replica, operation))
  }

  #told({ at, to, how }: Extract<Act, { readonly is: 'tell' }>): Replica {
    const [teller, listener] = [this.replicas[at]!, this.replicas[to]!]
    switch (how) {
      case 'state':
        return join(listener, whole(teller))
      case 'delta':
        return join(listener, deltaFor(this.#intervals[at]!, teller, listener.context) ?? whole(teller))
      case 'operations':
        return this.operationsOf(teller)
          .filter(({ dot }) => !knows(listener.context, dot))
          .reduce(apply, listener)
    }
  }

  #set(at: number, after: Replica): void {
    const before = this.replicas[at]!
    this.replicas[at] = collect(after)
    if (covers(before.context, after.context)) return
    this.#intervals[at] = withInterval(this.#intervals[at]!, before, this.replicas[at]!)
  }
}

// Where a search stands: which operations it has taken, which spares it has used up, and the state of every object.

import type { HistoryOperation } from '../trace/history.ts'
import type { GrowthOf } from './demand.ts'
import type { Foresight } from './foresight.ts'
import { type Kind, nowhere } from './kind.ts'
import type { Order, Ordered } from './order.ts'
import type { Part } from './part.ts'
import type { Pace, Preparing } from './stretches.ts'
import type { MayBecome } from './supply.ts'

/** Operations of unknown outcome that do the same. They differ only in when they were invoked. */
export interface Spare {
  readonly kind: Kind
  readonly operations: readonly HistoryOperation[]
}

export interface SearchObject {
  readonly initial: number
  /** Whether the object can go from one state to another without a whole state being written; null if unknown. */
  readonly mayBecome: MayBecome | null
  readonly growthOf: GrowthOf
}

export interface Task {
  readonly objects: readonly SearchObject[]
  readonly operations: readonly Ordered[]
  readonly spares: readonly Spare[]
  readonly order: Order
}

export class Situation {
  readonly operations: readonly Ordered[]
  readonly spares: readonly Spare[]
  readonly order: Order
  readonly states: number[]
  readonly used: Uint16Array
  readonly #foresight: Foresight
  /** For each object, the spares on it, by the state that they have to find; `nowhere` for those that need none. */
  readonly #sparesOn: readonly ReadonlyMap<number, readonly number[]>[]

  /** Without demands, spares are never used up. Then what cannot be ordered, cannot be ordered with less either. */
  constructor({ objects, operations, spares, order }: Task, foresight: Foresight) {
    this.operations = operations
    this.spares = spares
    this.order = order
    this.states = objects.map(({ initial }) => initial)
    this.used = new Uint16Array(spares.length)
    this.#foresight = foresight
    this.#sparesOn = objects.map((_, object) => byReads(spares, object))
  }

  /** Whether a value that has to be found can no more be there. */
  *isLost(pace: Pace): Preparing<boolean> {
    for (const [object, supply] of this.#foresight.supplies.entries()) {
      if (yield* supply.strandsAny(this.states[object]!, pace)) return true
    }
    return false
  }

  get #isLavish(): boolean {
    return this.#foresight.demands === null
  }

  kindOf(operation: number): Kind {
    return this.operations[operation]!.kind
  }

  take(operation: number): void {
    this.order.take(operation)
    this.#foresight.parts[operation]!.take()
  }

  putBack(operation: number): void {
    this.order.putBack(operation)
    this.#foresight.parts[operation]!.putBack()
  }

  /** Those that are possible in a state, as far as that can be said. */
  sparesAt(object: number, state: number): readonly number[] {
    const spares = this.#sparesOn[object]!
    return [...(spares.get(state) ?? []), ...(spares.get(nowhere) ?? [])]
  }

  hasLeft(spare: number): boolean {
    return this.used[spare]! < this.order.countOpen(this.spares[spare]!.operations)
  }

  spend(chain: readonly number[]): void {
    if (this.#isLavish) return
    for (const spare of chain) this.#foresight.spareParts[spare]![this.used[spare]!++]!.take()
  }

  refund(chain: readonly number[]): void {
    if (this.#isLavish) return
    for (const spare of chain.toReversed()) this.#foresight.spareParts[spare]![--this.used[spare]!]!.putBack()
  }

  /** Whether a read of this object was waiting for the state. */
  isReadOf(state: number, operation: number): boolean {
    const kind = this.kindOf(operation)
    return kind.observes && kind.next(state) !== nowhere
  }

  /** Whether taking it, from one state to the other, leaves what somebody has yet to find and nobody will bring back. */
  strands(operation: number, state: number, next: number): boolean {
    return this.#strands(this.kindOf(operation), this.#foresight.parts[operation]!, state, next)
  }

  /** The same of a spare. */
  isSpareStranding(spare: number, state: number, next: number): boolean {
    const part = this.#isLavish ? null : this.#foresight.spareParts[spare]![this.used[spare]!]!
    return this.#strands(this.spares[spare]!.kind, part, state, next)
  }

  signature(): string {
    let text = ''
    for (const state of this.states) text += String.fromCharCode(state & 0xffff, state >>> 16)
    return text + this.order.signature()
  }

  #strands({ object, observes }: Kind, part: Part | null, state: number, next: number): boolean {
    if (observes) return false
    part?.take()
    const isLost =
      (state !== next && this.#foresight.supplies[object]!.strands(state, next)) ||
      (this.#foresight.demands?.[object]?.isUnmet(state, next) ?? false)
    part?.putBack()
    return isLost
  }
}

function byReads(spares: readonly Spare[], object: number): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>()
  spares.forEach(({ kind }, spare) => {
    if (kind.object !== object) return
    const alike = found.get(kind.reads)
    if (alike === undefined) found.set(kind.reads, [spare])
    else alike.push(spare)
  })
  return found
}

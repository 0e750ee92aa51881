// Where a search stands: which operations it has taken, which spares it has used up, and the state of every object.

import type { HistoryOperation } from '../trace/history.ts'
import { type Kind, nowhere } from './kind.ts'
import type { Order, Ordered } from './order.ts'
import { type Supplied, Supply } from './supply.ts'

/** Operations of unknown outcome that do the same. They differ only in when they were invoked. */
export interface Spare {
  readonly kind: Kind
  readonly operations: readonly HistoryOperation[]
}

export interface SearchObject {
  readonly initial: number
  /** Whether the object can go from one state to another without a whole state being written; null if unknown. */
  readonly mayBecome: ((from: number, to: number) => boolean) | null
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
  /** For each object, the spares on it. */
  readonly sparesOn: readonly (readonly number[])[]
  readonly order: Order
  readonly states: number[]
  readonly used: Uint16Array
  readonly #supplies: readonly Supply[]
  readonly #isLavish: boolean

  /** `isLavish`: spares are never used up. Then what cannot be ordered, cannot be ordered with less either. */
  constructor({ objects, operations, spares, order }: Task, isLavish: boolean) {
    this.operations = operations
    this.spares = spares
    this.sparesOn = objects.map((_, object) =>
      spares.flatMap(({ kind }, spare) => (kind.object === object ? [spare] : [])),
    )
    this.order = order
    this.states = objects.map(({ initial }) => initial)
    this.used = new Uint16Array(spares.length)
    this.#isLavish = isLavish
    const supplied = [
      ...operations.map(({ kind }): Supplied => ({ kind, isPending: false })),
      ...spares.flatMap(({ kind, operations }) => operations.map((): Supplied => ({ kind, isPending: true }))),
    ]
    this.#supplies = objects.map(({ mayBecome }, object) => {
      const onObject = supplied.filter(({ kind }) => kind.object === object)
      return new Supply(onObject, mayBecome)
    })
  }

  /** Whether a value that has to be found can no more be there. */
  get isLost(): boolean {
    return this.#supplies.some((supply, object) => supply.strandsAny(this.states[object]!))
  }

  kindOf(operation: number): Kind {
    return this.operations[operation]!.kind
  }

  take(operation: number): void {
    this.order.take(operation)
    this.#supplyOf(this.kindOf(operation)).take(this.kindOf(operation), false)
  }

  putBack(operation: number): void {
    this.order.putBack(operation)
    this.#supplyOf(this.kindOf(operation)).putBack(this.kindOf(operation), false)
  }

  hasLeft(spare: number): boolean {
    return this.used[spare]! < this.order.countOpen(this.spares[spare]!.operations)
  }

  spend(chain: readonly number[]): void {
    if (this.#isLavish) return
    for (const spare of chain) {
      const { kind } = this.spares[spare]!
      this.used[spare]!++
      this.#supplyOf(kind).take(kind, true)
    }
  }

  refund(chain: readonly number[]): void {
    if (this.#isLavish) return
    for (const spare of chain) {
      const { kind } = this.spares[spare]!
      this.used[spare]!--
      this.#supplyOf(kind).putBack(kind, true)
    }
  }

  /** Whether a read of this object was waiting for the state. */
  isReadOf(state: number, operation: number): boolean {
    const kind = this.kindOf(operation)
    return kind.observes && kind.next(state) !== nowhere
  }

  /** Whether the step leaves a state that somebody still has to find, with nothing left to bring it back. */
  strands(kind: Kind, state: number, next: number, isPending: boolean): boolean {
    if (state === next) return false
    const supply = this.#supplyOf(kind)
    const isSpent = !(isPending && this.#isLavish)
    if (isSpent) supply.take(kind, isPending)
    const isLost = supply.strands(state, next)
    if (isSpent) supply.putBack(kind, isPending)
    return isLost
  }

  signature(): string {
    let text = ''
    for (const state of this.states) text += String.fromCharCode(state & 0xffff, state >>> 16)
    return text + this.order.signature()
  }

  #supplyOf(kind: Kind): Supply {
    return this.#supplies[kind.object]!
  }
}

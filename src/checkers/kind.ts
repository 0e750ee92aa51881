// The kinds of calls on one object, and what each does to each state, as numbers. Operations that call the same are of
// one kind. What a kind does to a state is asked of the model once.

import type { Allowance } from './allowance.ts'
import type { Growth } from './demand.ts'
import { Interner } from './interner.ts'
import type { Growths, Lens, Model } from './model.ts'
import type { MayBecome } from './supply.ts'

/** The state after a call that is impossible. */
export const nowhere = -1

/** So many characters of a text weigh as much as a place; so many items of a list; and one place more its name. */
const charactersPerPlace = 100
const itemsPerPlace = 20
/** What a kind does to a state weighs as much as so much of a place. */
const placesPerStep = 0.25

export interface Kind {
  /** The place of its object among those that are searched together. */
  readonly object: number
  readonly observes: boolean
  /** The only state in which it is possible, or `nowhere` where that cannot be said. */
  readonly reads: number
  /** The state it always leaves behind, or `nowhere` where that cannot be said. */
  readonly writes: number
  /** The state after it, or `nowhere`. */
  next(state: number): number
}

/** One object: its states, and the kinds of calls on it. */
export class Kinds<State, Call> {
  readonly initial: number
  readonly #model: Model<State, Call>
  readonly #object: number
  readonly #allowance: Allowance
  readonly #lens: Lens<State, Call> | undefined
  readonly #states = new Interner<State>()
  readonly #calls = new Interner<Call>()
  readonly #kinds: Kind[] = []
  readonly #given: readonly Call[]
  readonly #growth: Growths<State, Call> | null
  /** By state. */
  readonly #growths: (Growth | null)[] = []

  constructor(model: Model<State, Call>, object: number, initial: State, calls: readonly Call[], allowance: Allowance) {
    this.#model = model
    this.#object = object
    this.#allowance = allowance
    this.#lens = model.lens?.(calls, initial)
    this.#given = calls
    this.#growth = model.growth?.(calls, initial) ?? null
    this.initial = this.#stateId(initial)
  }

  of(call: Call): Kind {
    const seen = this.#lens?.call(call) ?? call
    return (this.#kinds[this.#calls.idOf(seen)] ??= this.#kindOf(seen))
  }

  /** Whether calls that do not write a whole state may lead from one to another; null where the model cannot say. */
  get mayBecome(): MayBecome | null {
    const { mayBecome } = this.#model
    const isKnown = this.#kinds.every(({ observes, writes }) => observes || writes !== nowhere)
    if (isKnown) return 'only itself'
    if (mayBecome === undefined) return null
    return (from, to) => mayBecome(this.#states.values[from]!, this.#states.values[to]!)
  }

  /** The only kind of call that grows into a state, and from where; null if there are several, or none. */
  readonly growthOf = (state: number): Growth | null => {
    const known = this.#growths[state]
    if (known !== undefined) return known
    const [growth, ...others] = this.#growth?.(this.#states.values[state]!) ?? []
    const before = growth === undefined ? undefined : this.#model.access?.(growth.as)?.reads
    if (growth === undefined || before === undefined || others.length > 0) return (this.#growths[state] = null)
    const kind = this.of(this.#given[growth.alike[0]!]!)
    return (this.#growths[state] = { kind, before: this.#stateId(before) })
  }

  #kindOf(call: Call): Kind {
    const access = this.#model.access?.(call) ?? {}
    const observes = this.#model.observes(call)
    const reads = access.reads === undefined ? nowhere : this.#stateId(access.reads)
    const writes = access.writes === undefined ? nowhere : this.#stateId(access.writes)
    return { object: this.#object, observes, reads, writes, next: this.#nextOf(call, observes ? reads : writes, reads) }
  }

  /** What is possible in one state only, and leaves one and the same, needs not be asked of the model. */
  #nextOf(call: Call, writes: number, reads: number): Kind['next'] {
    if (reads !== nowhere && writes !== nowhere) return state => (state === reads ? writes : nowhere)
    // Each of thousands of kinds meets a few of thousands of states.
    let known: Map<number, number> | null = null
    return state => {
      known ??= new Map()
      const before = known.get(state)
      if (before !== undefined) return before
      const next = this.#next(state, call)
      known.set(state, next)
      return next
    }
  }

  #next(state: number, call: Call): number {
    this.#allowance.spend(placesPerStep)
    const step = this.#model.step(this.#states.values[state]!, call)
    return step.is === 'taken' ? this.#stateId(step.next) : nowhere
  }

  #stateId(state: State): number {
    const seen = this.#lens?.state(state) ?? state
    const count = this.#states.values.length
    const id = this.#states.idOf(seen)
    if (id === count) this.#allowance.spend(1 + weightOf(seen))
    return id
  }
}

/** In places. */
function weightOf(state: unknown): number {
  if (typeof state === 'string') return state.length / charactersPerPlace
  return Array.isArray(state) ? 1 + state.length / itemsPerPlace : 0
}

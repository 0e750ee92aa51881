// The timers of one node. A timer is its value: setting an equal one again moves it.

import { digest } from '../core/digest.ts'
import type { Timer, Vocabulary } from '../core/protocol.ts'

/** A timer that is set. It has one alarm, which may be earlier than its deadline. */
export interface SetTimer<V extends Vocabulary, Alarm> {
  readonly timer: Timer<V>
  deadlineUs: number
  cause: number
  alarm: Alarm | null
  alarmUs: number
}

/**
 * By the value of one field: the only timer that has it, or a branch by the next field. Nothing is put together from the
 * fields, so that a million timers need no million names.
 */
type Branch<T> = Map<unknown, T | Branch<T>>

export class Timers<V extends Vocabulary, Alarm> {
  readonly #root: Branch<SetTimer<V, Alarm>> = new Map()
  readonly #fieldsOf: ReadonlyMap<string, readonly string[]>
  /** Most timers are constants, and the same one is set again and again. */
  #latest: SetTimer<V, Alarm> | null = null

  constructor(vocabulary: V) {
    const kinds = Object.entries(vocabulary.timers)
    this.#fieldsOf = new Map(kinds.map(([type, fields]) => [type, ['type', ...Object.keys(fields)]]))
  }

  /** The one that is set and equal to this. */
  find(timer: Timer<V>): SetTimer<V, Alarm> | undefined {
    if (this.#latest?.timer === timer) return this.#latest
    const fields = this.#fieldsOf.get(timer.type)!
    let found = this.#root.get(timer.type)
    let depth = 1
    for (; found instanceof Map; depth++) found = found.get(partOf(timer, fields[depth]!))
    if (found === undefined) return undefined
    for (; depth < fields.length; depth++)
      if (partOf(found.timer, fields[depth]!) !== partOf(timer, fields[depth]!)) return undefined
    this.#latest = found
    return found
  }

  has(timer: SetTimer<V, Alarm>): boolean {
    return this.find(timer.timer) === timer
  }

  /** No equal one may be set. */
  put(timer: SetTimer<V, Alarm>): void {
    grow(this.#root, timer, this.#fieldsOf.get(timer.timer.type)!, 0)
  }

  remove(timer: SetTimer<V, Alarm>): void {
    prune(this.#root, timer, this.#fieldsOf.get(timer.timer.type)!, 0)
    if (this.#latest === timer) this.#latest = null
  }

  clear(): void {
    this.#root.clear()
    this.#latest = null
  }

  get all(): Iterable<SetTimer<V, Alarm>> {
    return leaves(this.#root)
  }
}

interface Leaf {
  readonly timer: object
}

function grow<T extends Leaf>(branch: Branch<T>, leaf: T, fields: readonly string[], depth: number): void {
  const part = partOf(leaf.timer, fields[depth]!)
  const below = branch.get(part)
  if (below === undefined) branch.set(part, leaf)
  else if (below instanceof Map) grow(below, leaf, fields, depth + 1)
  else {
    const fork: Branch<T> = new Map()
    branch.set(part, fork)
    grow(fork, below, fields, depth + 1)
    grow(fork, leaf, fields, depth + 1)
  }
}

/** A branch goes with its last leaf, or a timer with a number in it would leave one behind each time. */
function prune<T extends Leaf>(branch: Branch<T>, leaf: T, fields: readonly string[], depth: number): void {
  const part = partOf(leaf.timer, fields[depth]!)
  const below = branch.get(part)
  if (below instanceof Map) prune(below, leaf, fields, depth + 1)
  if (!(below instanceof Map) || below.size === 0) branch.delete(part)
}

function* leaves<T extends Leaf>(branch: Branch<T>): Generator<T> {
  for (const below of branch.values()) {
    if (below instanceof Map) yield* leaves(below)
    else yield below
  }
}

/** What may be compared by identity. */
function partOf(timer: object, field: string): unknown {
  const part: unknown = timer[field as never]
  return typeof part === 'object' && part !== null ? `digest ${digest(part)}` : part
}

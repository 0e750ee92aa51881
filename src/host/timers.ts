// The timers of one node. A timer is its value: setting an equal one again moves it.

import { digest } from '../core/digest.ts'
import type { Timer, Vocabulary } from '../core/protocol.ts'

/** A timer that is set. It has one alarm, which may be earlier than its deadline. */
export interface SetTimer<V extends Vocabulary, Alarm> {
  readonly key: string
  readonly timer: Timer<V>
  deadlineUs: number
  cause: number
  alarm: Alarm | null
  alarmUs: number
}

export class Timers<V extends Vocabulary, Alarm> {
  readonly #set = new Map<string, SetTimer<V, Alarm>>()
  /** Most timers are constants, and the same one is set again and again. */
  #latest: SetTimer<V, Alarm> | null = null
  readonly #fieldsOf: ReadonlyMap<string, readonly string[]>

  constructor(vocabulary: V) {
    this.#fieldsOf = new Map(Object.entries(vocabulary.timers).map(([type, fields]) => [type, Object.keys(fields)]))
  }

  /** Equal timers have equal keys. */
  keyOf(timer: Timer<V>): string {
    let key: string = timer.type
    for (const field of this.#fieldsOf.get(timer.type)!) {
      const value: unknown = timer[field as never]
      if (typeof value === 'number') key += ` ${value}`
      else if (typeof value === 'string') key += ` ${value.length}:${value}`
      else key += ` ${digest(value)}`
    }
    return key
  }

  /** The timer that is set and equal to this one. */
  find(timer: Timer<V>): SetTimer<V, Alarm> | undefined {
    if (this.#latest?.timer === timer) return this.#latest
    const known = this.#set.get(this.keyOf(timer))
    if (known !== undefined) this.#latest = known
    return known
  }

  has(timer: SetTimer<V, Alarm>): boolean {
    return this.#set.get(timer.key) === timer
  }

  put(timer: SetTimer<V, Alarm>): void {
    this.#set.set(timer.key, timer)
  }

  remove(timer: SetTimer<V, Alarm>): void {
    this.#set.delete(timer.key)
    if (this.#latest === timer) this.#latest = null
  }

  clear(): void {
    this.#set.clear()
    this.#latest = null
  }

  get all(): Iterable<SetTimer<V, Alarm>> {
    return this.#set.values()
  }
}

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

  get(key: string): SetTimer<V, Alarm> | undefined {
    return this.#set.get(key)
  }

  put(timer: SetTimer<V, Alarm>): void {
    this.#set.set(timer.key, timer)
  }

  /** The timer that had this key, which is no longer set. */
  take(key: string): SetTimer<V, Alarm> | undefined {
    const timer = this.#set.get(key)
    if (timer !== undefined) this.#set.delete(key)
    return timer
  }

  clear(): void {
    this.#set.clear()
  }

  get all(): Iterable<SetTimer<V, Alarm>> {
    return this.#set.values()
  }
}

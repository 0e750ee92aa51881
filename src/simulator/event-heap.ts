// Scheduled events, soonest first, and of the same moment in the order of their turns.

/** What a heap, and the queue that is made of two, must know of an event. */
export interface Scheduled {
  readonly atUs: number
  /** True while it waits in the queue and nobody has called it off. */
  isPending: boolean
  /** Its place in the order in which all events were scheduled. */
  turn: number
  /** Another that waits for the same slice of time. */
  next: Scheduled | null
}

/** Children of one place. With four a large heap is half as deep as with two, and the four lie side by side. */
const arity = 4

export class EventHeap<E extends Scheduled> {
  readonly #events: E[] = []
  /** Beside each event its time, so that comparing two need not fetch them from all over the memory. */
  readonly #times: number[] = []

  /** In no particular order. */
  get all(): readonly E[] {
    return this.#events
  }

  get length(): number {
    return this.#events.length
  }

  get first(): E | undefined {
    return this.#events[0]
  }

  /** When the first is due; Infinity where there is none. */
  get firstUs(): number {
    return this.#times.length === 0 ? Infinity : this.#times[0]!
  }

  push(event: E): void {
    this.#events.push(event)
    this.#times.push(event.atUs)
    if (this.#times.length > 1) this.#rise(event, event.atUs)
  }

  /** There must be one. */
  pop(): E {
    const first = this.#events[0]!
    const last = this.#events.pop()!
    const time = this.#times.pop()!
    if (this.#events.length > 0) this.#sink(last, time)
    return first
  }

  clear(): void {
    this.#events.length = this.#times.length = 0
  }

  /** Lets the last event go up to its place. */
  #rise(event: E, time: number): void {
    const events = this.#events
    const times = this.#times
    let place = times.length - 1
    while (place > 0) {
      const parent = ((place - 1) / arity) | 0
      if (!isSooner(time, event, times[parent]!, events[parent]!)) break
      events[place] = events[parent]!
      times[place] = times[parent]!
      place = parent
    }
    events[place] = event
    times[place] = time
  }

  /** Puts an event at the top, and lets it go down to its place. */
  #sink(event: E, time: number): void {
    const events = this.#events
    const times = this.#times
    const length = times.length
    let place = 0
    for (let child = 1; child < length; child = place * arity + 1) {
      const end = Math.min(child + arity, length)
      for (let other = child + 1; other < end; other++)
        if (isSooner(times[other]!, events[other]!, times[child]!, events[child]!)) child = other
      if (!isSooner(times[child]!, events[child]!, time, event)) break
      events[place] = events[child]!
      times[place] = times[child]!
      place = child
    }
    events[place] = event
    times[place] = time
  }
}

const isSooner = (leftTime: number, left: Scheduled, rightTime: number, right: Scheduled): boolean =>
  leftTime < rightTime || (leftTime === rightTime && left.turn < right.turn)

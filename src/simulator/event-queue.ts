// What is to come, soonest first: a heap. Events of the same moment keep the order they were scheduled in, but for
// those that were put first.

export interface Scheduled {
  readonly atUs: number
  /** True while it waits in the queue and nobody has called it off. */
  isPending: boolean
  /** Its place in the order in which all events were scheduled. */
  turn: number
}

/** Below this many, called-off events are not worth a clean-up. */
const calledOffMin = 64

/** Children of one place. With four a large heap is half as deep as with two, and the four lie side by side. */
const arity = 4

export class EventQueue<E extends Scheduled> {
  readonly #events: E[] = []
  /** Beside each event its time, so that comparing two need not fetch them from all over the memory. */
  readonly #times: number[] = []
  #nextTurn = 0
  /** Far below all others, and still a small integer to every engine. */
  #nextFirst = -(2 ** 30)
  #calledOff = 0

  /** How many are still to come. */
  get length(): number {
    return this.#events.length - this.#calledOff
  }

  /** Everything still to come, in no particular order. */
  get pending(): readonly E[] {
    return this.#events.filter(event => event.isPending)
  }

  push(event: E): void {
    this.#enter(event, this.#nextTurn++)
  }

  /** Of its moment it comes before all others, but for those that were put first before it. */
  pushFirst(event: E): void {
    this.#enter(event, this.#nextFirst++)
  }

  /** An event that will not happen after all. It leaves the heap when it comes up, or when too many like it are there. */
  callOff(event: E): void {
    if (!event.isPending) return
    event.isPending = false
    this.#calledOff++
    if (this.#calledOff > calledOffMin && this.#calledOff * 2 > this.#events.length) this.#cleanUp()
  }

  /** When the next event is due; Infinity when nothing will ever happen again. */
  get nextUs(): number {
    if (this.#calledOff > 0) this.#skip()
    return this.#times.length === 0 ? Infinity : this.#times[0]!
  }

  pop(): E | undefined {
    if (this.#calledOff > 0) this.#skip()
    if (this.#events.length === 0) return undefined
    const first = this.#events[0]!
    first.isPending = false
    this.#drop()
    return first
  }

  /** Lets go of what was called off at the top. */
  #skip(): void {
    while (this.#calledOff > 0 && !this.#events[0]!.isPending) {
      this.#calledOff--
      this.#drop()
    }
  }

  #drop(): void {
    const last = this.#events.pop()!
    const time = this.#times.pop()!
    if (this.#events.length > 0) this.#sink(0, last, time)
  }

  #enter(event: E, turn: number): void {
    event.isPending = true
    event.turn = turn
    const events = this.#events
    const times = this.#times
    const time = event.atUs
    let place = events.length
    events.push(event)
    times.push(time)
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

  #sink(from: number, event: E, time: number): void {
    const events = this.#events
    const times = this.#times
    const length = times.length
    let place = from
    for (let child = place * arity + 1; child < length; child = place * arity + 1) {
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

  /** Time and turn order all events, so that whatever heap is built of them gives them out the same way. */
  #cleanUp(): void {
    const events = this.#events
    const times = this.#times
    let kept = 0
    for (let place = 0; place < events.length; place++) {
      if (!events[place]!.isPending) continue
      events[kept] = events[place]!
      times[kept] = times[place]!
      kept++
    }
    events.length = times.length = kept
    this.#calledOff = 0
    for (let place = Math.floor((kept - 2) / arity); place >= 0; place--)
      this.#sink(place, events[place]!, times[place]!)
  }
}

const isSooner = (leftTime: number, left: Scheduled, rightTime: number, right: Scheduled): boolean =>
  leftTime < rightTime || (leftTime === rightTime && left.turn < right.turn)

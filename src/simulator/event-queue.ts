// What is to come, soonest first: a binary heap. Events of the same moment keep the order they were scheduled in, but for
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

export class EventQueue<E extends Scheduled> {
  readonly #events: E[] = []
  /** Beside each event its time and its turn, so that comparing two need not fetch them from all over the memory. */
  readonly #times: number[] = []
  readonly #turns: number[] = []
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
    this.#skip()
    return this.#times.length === 0 ? Infinity : this.#times[0]!
  }

  pop(): E | undefined {
    this.#skip()
    const first = this.#events[0]
    if (first === undefined) return undefined
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
    const turn = this.#turns.pop()!
    if (this.#events.length > 0) this.#sink(0, last, time, turn)
  }

  #enter(event: E, turn: number): void {
    event.isPending = true
    event.turn = turn
    this.#rise(this.#events.length, event, event.atUs, turn)
  }

  #rise(from: number, event: E, time: number, turn: number): void {
    const [events, times, turns] = [this.#events, this.#times, this.#turns]
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!isSooner(time, turn, times[parent]!, turns[parent]!)) break
      events[place] = events[parent]!
      times[place] = times[parent]!
      turns[place] = turns[parent]!
      place = parent
    }
    events[place] = event
    times[place] = time
    turns[place] = turn
  }

  #sink(from: number, event: E, time: number, turn: number): void {
    const [events, times, turns] = [this.#events, this.#times, this.#turns]
    const length = events.length
    let place = from
    for (let child = place * 2 + 1; child < length; child = place * 2 + 1) {
      const right = child + 1
      if (right < length && isSooner(times[right]!, turns[right]!, times[child]!, turns[child]!)) child = right
      if (!isSooner(times[child]!, turns[child]!, time, turn)) break
      events[place] = events[child]!
      times[place] = times[child]!
      turns[place] = turns[child]!
      place = child
    }
    events[place] = event
    times[place] = time
    turns[place] = turn
  }

  /** Time and turn order all events, so that whatever heap is built of them gives them out the same way. */
  #cleanUp(): void {
    const [events, times, turns] = [this.#events, this.#times, this.#turns]
    let kept = 0
    for (let place = 0; place < events.length; place++) {
      if (!events[place]!.isPending) continue
      events[kept] = events[place]!
      times[kept] = times[place]!
      turns[kept] = turns[place]!
      kept++
    }
    events.length = times.length = turns.length = kept
    this.#calledOff = 0
    for (let place = (kept >> 1) - 1; place >= 0; place--)
      this.#sink(place, events[place]!, times[place]!, turns[place]!)
  }
}

const isSooner = (leftTime: number, leftTurn: number, rightTime: number, rightTurn: number): boolean =>
  leftTime < rightTime || (leftTime === rightTime && leftTurn < rightTurn)

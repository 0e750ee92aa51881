// What is to come, soonest first. Events of the same moment keep the order they were scheduled in, but for those that
// were put first. Most of a simulation is due within milliseconds: such an event only joins the others of its slice of
// time, and a heap has to order no more than the slice that has come.

import { EventHeap, type Scheduled } from './event-heap.ts'

/** Measured: with as few events as five nodes have under way, one or two fall into a slice; with a thousand, some fifty. */
const sliceUs = 64
/** How many slices lie ahead: some thirty milliseconds, which is more than most messages travel. A power of two. */
const slicesAhead = 512
const aheadMaxUs = sliceUs * slicesAhead
/** Below this many, called-off events are not worth a clean-up. */
const calledOffMin = 64

export class EventQueue<E extends Scheduled> {
  /** All of the slice that time has reached, and of those before. */
  readonly #near = new EventHeap<E>()
  /** By slice, around and around: the last that was put there, linked to the others. */
  readonly #slices: (E | null)[] = new Array(slicesAhead).fill(null)
  /** All that is later than the slices ahead. */
  readonly #far = new EventHeap<E>()
  /** Where the slice begins that time has reached, and its slot. */
  #reachedUs = 0
  #slot = 0
  #aheadCount = 0
  #nextTurn = 0
  /** Far below all others, and still a small integer to every engine. */
  #nextFirst = -(2 ** 30)
  #calledOff = 0

  /** How many are still to come. */
  get length(): number {
    return this.#near.length + this.#aheadCount + this.#far.length - this.#calledOff
  }

  /** Everything still to come, in no particular order. */
  get pending(): readonly E[] {
    const all = [...this.#near.all, ...this.#far.all]
    for (let event of this.#slices) for (; event !== null; event = event.next as E | null) all.push(event)
    return all.filter(event => event.isPending)
  }

  push(event: E): void {
    event.turn = this.#nextTurn++
    this.#enter(event)
  }

  /** Of its moment it comes before all others, but for those that were put first before it. */
  pushFirst(event: E): void {
    event.turn = this.#nextFirst++
    this.#enter(event)
  }

  /** An event that will not happen after all. It leaves the queue when it comes up, or when too many like it are there. */
  callOff(event: E): void {
    if (!event.isPending) return
    event.isPending = false
    this.#calledOff++
    if (this.#calledOff > calledOffMin && this.#calledOff > this.length) this.#cleanUp()
  }

  /** When the next event is due; Infinity when nothing will ever happen again. */
  get nextUs(): number {
    this.#draw()
    return this.#near.firstUs
  }

  /** The next event, if it is due by then. */
  pop(untilUs = Infinity): E | undefined {
    this.#draw()
    if (this.#near.length === 0 || this.#near.firstUs > untilUs) return undefined
    const first = this.#near.pop()
    first.isPending = false
    return first
  }

  #enter(event: E): void {
    event.isPending = true
    const aheadUs = event.atUs - this.#reachedUs
    if (aheadUs < sliceUs) this.#near.push(event)
    else if (aheadUs < aheadMaxUs) {
      const slot = (this.#slot + ((aheadUs / sliceUs) | 0)) & (slicesAhead - 1)
      event.next = this.#slices[slot]!
      this.#slices[slot] = event
      this.#aheadCount++
    } else this.#far.push(event)
  }

  /** Lets time come so far that the next of all events is the first of the near ones. */
  #draw(): void {
    for (;;) {
      while (this.#calledOff > 0 && this.#near.first?.isPending === false) {
        this.#calledOff--
        this.#near.pop()
      }
      if (this.#near.length > 0 || this.#aheadCount + this.#far.length === 0) return
      this.#reachNext()
    }
  }

  /** Goes on to the next slice in which something is due. */
  #reachNext(): void {
    const far = this.#far
    if (this.#aheadCount === 0) this.#reachedUs = far.firstUs
    else {
      const slices = this.#slices
      // As far as nothing is due that waits in the heap.
      const farUs = far.length === 0 ? aheadMaxUs : far.firstUs - this.#reachedUs
      let slot = this.#slot
      let aheadUs = 0
      do {
        slot = (slot + 1) & (slicesAhead - 1)
        aheadUs += sliceUs
      } while (slices[slot] === null && aheadUs + sliceUs <= farUs)
      this.#slot = slot
      this.#reachedUs += aheadUs
      let event = slices[slot] ?? null
      slices[slot] = null
      while (event !== null) {
        const next = event.next as E | null
        event.next = null
        this.#near.push(event)
        this.#aheadCount--
        event = next
      }
    }
    while (far.length > 0 && far.firstUs - this.#reachedUs < sliceUs) this.#near.push(far.pop())
  }

  #cleanUp(): void {
    const kept = this.pending
    this.#near.clear()
    this.#far.clear()
    this.#slices.fill(null)
    this.#aheadCount = this.#calledOff = 0
    for (const event of kept) this.#enter(event)
  }
}

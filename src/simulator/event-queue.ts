// What is to come, soonest first: a binary heap. Events of the same moment keep the order they were scheduled in.

export interface Scheduled {
  readonly atUs: number
  /** Breaks ties, so that a run never leans on the habits of a sort. */
  order: number
}

export class EventQueue<E extends Scheduled> {
  readonly #heap: E[] = []
  #nextOrder = 0

  get length(): number {
    return this.#heap.length
  }

  /** Everything scheduled, in no particular order. */
  get pending(): readonly E[] {
    return this.#heap
  }

  push(event: E): void {
    event.order = this.#nextOrder++
    const heap = this.#heap
    let place = heap.length
    heap.push(event)
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = heap[parent]!
      if (!isSooner(event, above)) break
      heap[place] = above
      place = parent
    }
    heap[place] = event
  }

  peek(): E | undefined {
    return this.#heap[0]
  }

  pop(): E | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return first
    const length = heap.length
    let place = 0
    for (let child = 1; child < length; child = place * 2 + 1) {
      if (child + 1 < length && isSooner(heap[child + 1]!, heap[child]!)) child++
      const below = heap[child]!
      if (!isSooner(below, last)) break
      heap[place] = below
      place = child
    }
    heap[place] = last
    return first
  }
}

const isSooner = (left: Scheduled, right: Scheduled): boolean =>
  left.atUs < right.atUs || (left.atUs === right.atUs && left.order < right.order)

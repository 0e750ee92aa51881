// The least that a simulator must do: a binary heap of what is to come, and chance that says when. The yardstick.

import { SeededRandom } from '../../src/core/random.ts'

export interface BareEvent {
  readonly atUs: number
  readonly order: number
  readonly node: number
}

/** Handles so many events, of which `pending` are always still to come; each leads to one more. Returns the last time. */
export function runBareLoop(events: number, pending: number, seed: number): number {
  const random = new SeededRandom(seed)
  const heap: BareEvent[] = []
  let order = 0
  let nowUs = 0
  for (let number = 0; number < pending; number++)
    push(heap, { atUs: random.between(1_000, 5_000), order: order++, node: number })
  for (let number = 0; number < events; number++) {
    const { atUs, node } = pop(heap)
    nowUs = atUs
    push(heap, { atUs: nowUs + random.between(1_000, 5_000), order: order++, node })
  }
  return nowUs
}

export function push(heap: BareEvent[], event: BareEvent): void {
  let place = heap.length
  heap.push(event)
  while (place > 0) {
    const parent = (place - 1) >> 1
    if (!isSooner(event, heap[parent]!)) break
    heap[place] = heap[parent]!
    place = parent
  }
  heap[place] = event
}

export function pop(heap: BareEvent[]): BareEvent {
  const first = heap[0]!
  const last = heap.pop()!
  const length = heap.length
  if (length === 0) return first
  let place = 0
  for (let child = 1; child < length; child = place * 2 + 1) {
    if (child + 1 < length && isSooner(heap[child + 1]!, heap[child]!)) child++
    if (!isSooner(heap[child]!, last)) break
    heap[place] = heap[child]!
    place = child
  }
  heap[place] = last
  return first
}

const isSooner = (left: BareEvent, right: BareEvent): boolean =>
  left.atUs < right.atUs || (left.atUs === right.atUs && left.order < right.order)

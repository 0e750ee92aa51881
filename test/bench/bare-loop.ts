// The least that is an event loop: a binary heap of calls, and chance that says when each is due. The yardstick. Beside it
// the least of all, which calls nobody: the heap and chance alone.

import { SeededRandom } from '../../src/core/random.ts'

interface BareEvent {
  readonly atUs: number
  readonly order: number
  readonly call: (() => void) | null
}

const nodeCount = 5

/** Takes so many events, of which `pending` are always still to come; each tells a node, which tells the next, or nobody. */
export function runBareLoop(events: number, pending: number, seed: number, isCalling: boolean): number {
  const random = new SeededRandom(seed)
  const heap: BareEvent[] = []
  let order = 0
  let nowUs = 0
  const later = (call: (() => void) | null): void =>
    push(heap, { atUs: nowUs + random.between(1_000, 5_000), order: order++, call })
  const tell = (node: number): void => later(() => tell((node + 1) % nodeCount))
  for (let number = 0; number < pending; number++) {
    if (isCalling) tell(number % nodeCount)
    else later(null)
  }
  for (let number = 0; number < events; number++) {
    const { atUs, call } = pop(heap)
    nowUs = atUs
    if (call === null) later(null)
    else call()
  }
  return nowUs
}

function push(heap: BareEvent[], event: BareEvent): void {
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

function pop(heap: BareEvent[]): BareEvent {
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

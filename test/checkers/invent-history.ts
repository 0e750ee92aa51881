// Invents histories of a real store under concurrent clients: linearizable by construction, since each operation that
// happens takes effect at one moment inside its window. Some clients give up: the operation may still happen, any time.

import { SeededRandom } from '../../src/core/random.ts'
import { type History, type HistoryEvent, type HistoryValue, historyFrom } from '../../src/trace/history.ts'

export interface Invention {
  readonly seed: number
  readonly model: 'cas-register' | 'key-value' | 'queue'
  readonly clients: number
  readonly keys: number
  readonly operations: number
  /** Few values, which come again and again, or null: no value is written twice. */
  readonly values: number | null
  /** The part of operations whose outcome nobody learns. */
  readonly lostPart: number
  /**
   * The part of operations that append (key-value), enqueue, or compare and set; the rest reads and writes by halves, or
   * dequeues.
   */
  readonly specialPart: number
}

interface OpenCall {
  readonly client: number
  readonly event: HistoryEvent
  answer: HistoryEvent | null
}

export function inventHistory(invention: Invention): History {
  return historyFrom(inventEvents(invention), { model: invention.model, initial: initialOf(invention) })
}

export function inventEvents(invention: Invention): HistoryEvent[] {
  const random = new SeededRandom(invention.seed)
  const store = new Map<string, HistoryValue>()
  const events: HistoryEvent[] = []
  const idle = Array.from({ length: invention.clients }, (_, client) => client)
  const running: OpenCall[] = []
  /** Given up by their clients, and yet to happen, if ever. */
  const adrift: OpenCall[] = []
  let names = invention.clients
  let begun = 0
  while (begun < invention.operations || running.length > 0) {
    const turn = random.unit()
    if (adrift.length > 0 && turn < 0.02) {
      takeEffect(adrift.splice(random.between(0, adrift.length - 1), 1)[0]!.event, store, invention)
    } else if (idle.length > 0 && begun < invention.operations && turn < 0.5) {
      const client = idle.splice(random.between(0, idle.length - 1), 1)[0]!
      const event = inventCall(client, ++begun, random, invention, store)
      events.push(event)
      running.push({ client, event, answer: null })
    } else if (running.length > 0) {
      const place = random.between(0, running.length - 1)
      const call = running[place]!
      if (call.answer === null && random.chance(invention.lostPart)) {
        running.splice(place, 1)
        adrift.push(call)
        if (random.chance(0.5)) events.push({ ...call.event, type: 'info' })
        idle.push(names++)
      } else if (call.answer === null) {
        call.answer = takeEffect(call.event, store, invention)
      } else {
        running.splice(place, 1)
        events.push(call.answer)
        idle.push(call.client)
      }
    }
  }
  return events
}

function initialOf({ model }: Invention): HistoryValue {
  return model === 'queue' ? [] : model === 'key-value' ? '' : null
}

function inventCall(
  process: number,
  count: number,
  random: SeededRandom,
  { model, keys, values, specialPart }: Invention,
  store: ReadonlyMap<string, HistoryValue>,
): HistoryEvent {
  const key = `k${random.between(0, keys - 1)}`
  const fresh = () => (values === null ? count : random.between(1, values))
  if (model === 'queue') {
    const isComing = random.chance(specialPart)
    return { process, type: 'invoke', f: isComing ? 'enqueue' : 'dequeue', key, value: isComing ? fresh() : null }
  }
  const isStore = model === 'key-value'
  const value = () => (isStore ? `v${fresh()} ` : fresh())
  if (random.chance(specialPart)) {
    if (isStore && random.chance(0.8)) return { process, type: 'invoke', f: 'append', key, value: value() }
    const seen = values === null ? (store.get(key) ?? (isStore ? '' : null)) : value()
    return { process, type: 'invoke', f: 'cas', key, value: [seen, value()] }
  }
  return random.chance(0.5)
    ? { process, type: 'invoke', f: isStore ? 'get' : 'read', key, value: null }
    : { process, type: 'invoke', f: isStore ? 'put' : 'write', key, value: value() }
}

function takeEffect(call: HistoryEvent, store: Map<string, HistoryValue>, invention: Invention): HistoryEvent {
  const { f, key = '', value = null } = call
  const held = store.get(key as string) ?? initialOf(invention)
  const ok = { ...call, type: 'ok' } as const
  if (f === 'read' || f === 'get') return { ...ok, value: held }
  if (f === 'enqueue' || f === 'dequeue') {
    const queue = held as readonly HistoryValue[]
    store.set(key as string, f === 'enqueue' ? [...queue, value] : queue.slice(1))
    return f === 'enqueue' ? ok : { ...ok, value: queue[0] ?? null }
  }
  if (f === 'append') {
    store.set(key as string, `${held}${value}`)
    return ok
  }
  if (f !== 'cas') {
    store.set(key as string, value)
    return ok
  }
  const [expected, next] = value as readonly HistoryValue[]
  const result = held === expected
  if (result) store.set(key as string, next!)
  return { ...ok, result }
}

/** Makes one read answer what some other read of its key answered. Most of the time, that cannot be explained. */
export function corrupt(events: readonly HistoryEvent[], seed: number): HistoryEvent[] {
  const random = new SeededRandom(seed)
  const reads = events.flatMap((event, index) => (event.type === 'ok' && /read|get/.test(event.f) ? [index] : []))
  const late = reads.slice(Math.floor(reads.length / 2))
  const chosen = random.pick(late)
  const { key, value } = events[chosen]!
  const others = reads.map(index => events[index]!).filter(read => read.key === key && read.value !== value)
  if (others.length === 0) return [...events]
  return events.map((event, index) => (index === chosen ? { ...event, value: random.pick(others).value } : event))
}

/** Makes two dequeues, far apart, answer what the other one did. That cannot be explained. */
export function swapDequeued(events: readonly HistoryEvent[]): HistoryEvent[] {
  const took = events.flatMap(({ f, type, value }, index) =>
    f === 'dequeue' && type === 'ok' && value !== null ? [index] : [],
  )
  const [early, late] = [took[Math.floor(took.length / 2)]!, took.at(-1)!]
  const swapped = new Map([
    [early, events[late]!.value],
    [late, events[early]!.value],
  ])
  return events.map((event, index) => ({ ...event, value: swapped.get(index) ?? event.value }))
}

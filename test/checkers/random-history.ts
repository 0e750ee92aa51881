// Small histories at random, of which many are wrong: food for checkers that must agree.

import type { SeededRandom } from '../../src/core/random.ts'
import { type History, type HistoryEvent, type HistoryValue, historyFrom } from '../../src/trace/history.ts'

/** What to ask, and what might be answered. */
type Draw = (
  random: SeededRandom,
  count: number,
) => Pick<HistoryEvent, 'f' | 'value'> & {
  readonly answer: Pick<HistoryEvent, 'value' | 'result'>
}

const few = (random: SeededRandom) => random.between(1, 3)

const letter = (count: number) => String.fromCharCode(96 + count)
const shown = ['', 'a', 'b', 'c', 'ab', 'ba', 'ac', 'bc', 'cb', 'abc', 'acb', 'bca', 'abcd', 'acd'] as const

const queued: readonly Draw[] = [
  random => asked('enqueue', few(random)),
  random => ({ f: 'dequeue', value: null, answer: { value: random.pick([null, 1, 2, 3]) } }),
]

const draws: Readonly<Record<string, readonly Draw[]>> = {
  'cas-register': [
    random => ({ f: 'read', value: null, answer: { value: random.pick([null, 1, 2, 3]) } }),
    random => asked('write', few(random)),
    random => {
      const value = [few(random), few(random)]
      return { f: 'cas', value, answer: random.chance(0.5) ? { value } : { value, result: random.chance(0.5) } }
    },
  ],
  'written-once': [
    random => ({ f: 'read', value: null, answer: { value: random.pick([null, 1, 2, 3, 4]) } }),
    (_, count) => asked('write', count),
  ],
  'key-value': [
    random => ({ f: 'get', value: null, answer: { value: random.pick(['', 'a', 'b', 'ab', 'ba', 'aa']) } }),
    random => asked('put', random.pick(['a', 'b', ''])),
    random => asked('append', random.pick(['a', 'b'])),
    random =>
      asked(
        'cas',
        random.pick([
          ['a', 'b'],
          ['', 'a'],
          ['ab', 'a'],
        ]),
      ),
  ],
  'set-once': [
    random => ({ f: 'read', value: null, answer: { value: random.pick([null, 1, 2, 3, 4]) } }),
    (_, count) => asked('write', count),
    (random, count) => {
      const value = [random.pick([null, 1, 2, 3]), count]
      return { f: 'cas', value, answer: { value, result: random.chance(0.8) } }
    },
  ],
  'appended-once': [
    random => ({ f: 'get', value: null, answer: { value: random.pick(shown) } }),
    random => ({ f: 'get', value: null, answer: { value: random.pick(shown) } }),
    (_, count) => asked('put', letter(count)),
    (_, count) => asked('append', letter(count)),
    (_, count) => asked('append', letter(count)),
    (random, count) => {
      const value = [random.pick(shown), letter(count)]
      return { f: 'cas', value, answer: { value, result: random.chance(0.6) } }
    },
  ],
  mutex: [() => asked('acquire', null), () => asked('release', null)],
  queue: queued,
  'queued-before': queued,
  'queued-once': [
    (_, count) => asked('enqueue', count),
    random => ({ f: 'dequeue', value: null, answer: { value: random.pick([null, 1, 2, 3, 4]) } }),
  ],
}

/** What objects hold at first, where that is something. */
const initials: Readonly<Record<string, HistoryValue>> = { 'queued-before': [2, 1, 2] }

export function randomHistory(
  random: SeededRandom,
  model: string,
  keys: number,
  { processesMax, eventsMax } = { processesMax: 4, eventsMax: 14 },
): History {
  const processes = random.between(2, processesMax)
  const length = random.between(4, eventsMax)
  const lostPart = random.pick([0, 0.1, 0.4])
  let writes = 0
  const open = new Map<number, { readonly event: HistoryEvent; readonly answer: Pick<HistoryEvent, 'value'> }>()
  const events: HistoryEvent[] = []
  for (let count = 0; count < length; count++) {
    const process = random.between(0, processes - 1)
    const call = open.get(process)
    if (call === undefined) {
      const { f, value, answer } = random.pick(draws[model]!)(random, writes + 1)
      if (!/read|get|dequeue/.test(f)) writes++
      const event = { process, type: 'invoke', f, key: `k${random.between(1, keys)}`, value } as const
      open.set(process, { event, answer })
      events.push(event)
    } else {
      open.delete(process)
      if (random.chance(lostPart)) events.push({ ...call.event, type: 'info' })
      else if (random.chance(0.1)) events.push({ ...call.event, type: 'fail' })
      else events.push({ ...call.event, type: 'ok', ...call.answer })
    }
  }
  const initial = initials[model]
  return historyFrom(events, { model, ...(initial === undefined ? {} : { initial }) })
}

function asked(f: string, value: HistoryValue): ReturnType<Draw> {
  return { f, value, answer: { value } }
}

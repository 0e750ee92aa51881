// Timers of a page, with a worker that rings, with one that is refused, and with none.

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FromClock, ToClock } from '../../src/swarm/clock.ts'

/** Rings when told to. */
class FakeWorker {
  static made: FakeWorker[] = []
  readonly heard: ToClock[] = []
  isTerminated = false
  onmessage: (event: { data: FromClock }) => void = () => {}
  onerror: () => void = () => {}

  constructor() {
    FakeWorker.made.push(this)
  }

  postMessage(said: ToClock): void {
    this.heard.push(said)
  }

  terminate(): void {
    this.isTerminated = true
  }
}

/** A clock of its own for each test, as in a page that has just loaded. */
const freshClock = async () => {
  vi.resetModules()
  return await import('../../src/swarm/clock.ts')
}

beforeEach(() => {
  vi.useFakeTimers()
  FakeWorker.made = []
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('where there is no page, its own timers ring, once or again and again, until stopped', async () => {
  const { after, every } = await freshClock()
  const rung: string[] = []
  const stops = [after(10, () => rung.push('once')), every(4, () => rung.push('again'))]
  after(1, () => rung.push('never'))()
  vi.advanceTimersByTime(11)
  for (const stop of stops) stop()
  vi.advanceTimersByTime(100)
  expect(rung).toEqual(['again', 'again', 'once'])
  expect(vi.getTimerCount()).toBe(0)
})

/** A page that can be hidden. */
class Page extends EventTarget {
  hidden: boolean

  constructor(hidden: boolean) {
    super()
    this.hidden = hidden
    vi.stubGlobal('document', this)
    vi.stubGlobal('Worker', FakeWorker)
  }

  turn(hidden: boolean): void {
    this.hidden = hidden
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

it('in a hidden page one worker rings for all, from the first timer to the last', async () => {
  new Page(true)
  const { after, every } = await freshClock()
  expect(FakeWorker.made.length).toBe(0)
  const rung: string[] = []
  const stop = every(5, () => rung.push('again'))
  after(10, () => rung.push('once'))
  const [worker] = FakeWorker.made as [FakeWorker]
  for (const timer of [0, 1, 0, 1]) worker.onmessage({ data: { timer } })
  expect(rung).toEqual(['again', 'once', 'again'])
  stop()
  worker.onmessage({ data: { timer: 0 } }) // it was on its way
  expect(rung.length).toBe(3)
  expect(worker.heard.filter(({ ms }) => ms !== null)).toEqual([
    { timer: 0, ms: 5 },
    { timer: 1, ms: 10 },
    { timer: 0, ms: 10 },
    { timer: 0, ms: 15 },
  ])
  expect(worker.heard.at(-1)).toEqual({ timer: 0, ms: null })
  expect([worker.isTerminated, FakeWorker.made.length, vi.getTimerCount()]).toEqual([true, 1, 0])
  after(1, () => {})
  expect(FakeWorker.made.length).toBe(2)
})

it('a page that is seen has no worker; hidden, it has one go on where its timers were, and takes them back', async () => {
  const page = new Page(false)
  const { after, every } = await freshClock()
  const rung: string[] = []
  every(20, () => rung.push('again'))
  after(50, () => rung.push('once'))
  vi.advanceTimersByTime(30)
  expect([rung, FakeWorker.made]).toEqual([['again'], []])
  page.turn(true)
  const [worker] = FakeWorker.made as [FakeWorker]
  expect([worker.heard, vi.getTimerCount()]).toEqual([
    [
      { timer: 0, ms: 10 },
      { timer: 1, ms: 20 },
    ],
    0,
  ])
  page.turn(false)
  expect(worker.heard.slice(2)).toEqual([
    { timer: 0, ms: null },
    { timer: 1, ms: null },
  ])
  vi.advanceTimersByTime(20)
  expect(rung).toEqual(['again', 'again', 'once'])
  worker.onmessage({ data: { timer: 1 } }) // it was on its way
  expect(rung.length).toBe(3)
})

it('a page that is hidden and seen again more often than a timer rings does not silence it', async () => {
  const page = new Page(false)
  const { every } = await freshClock()
  let rung = 0
  every(20, () => rung++)
  for (let turns = 0; turns < 10; turns++) {
    page.turn(true)
    page.turn(false)
    vi.advanceTimersByTime(10)
  }
  expect(rung).toBe(5)
})

it.each(['refuses at once', 'refuses a moment later'])(
  'where a hidden page %s to have a worker, its own timers ring',
  async when => {
    new Page(true)
    const isAtOnce = when === 'refuses at once'
    vi.stubGlobal(
      'Worker',
      class extends FakeWorker {
        constructor() {
          if (isAtOnce) throw new DOMException('worker-src', 'SecurityError')
          super()
        }
      },
    )
    const { after } = await freshClock()
    const rung: string[] = []
    after(10, () => rung.push('before'))
    FakeWorker.made[0]?.onerror()
    after(10, () => rung.push('after'))
    vi.advanceTimersByTime(10)
    expect(rung).toEqual(['before', 'after'])
    expect(FakeWorker.made.length).toBe(isAtOnce ? 0 : 1)
  },
)

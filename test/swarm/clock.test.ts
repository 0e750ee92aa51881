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

it('in a page one worker rings for all, from the first timer to the last', async () => {
  vi.stubGlobal('document', {})
  vi.stubGlobal('Worker', FakeWorker)
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
  expect(worker.heard).toEqual([
    { is: 'every', timer: 0, ms: 5 },
    { is: 'after', timer: 1, ms: 10 },
    { is: 'stop', timer: 0 },
  ])
  expect([worker.isTerminated, FakeWorker.made.length, vi.getTimerCount()]).toEqual([true, 1, 0])
  after(1, () => {})
  expect(FakeWorker.made.length).toBe(2)
})

it.each(['refuses at once', 'refuses a moment later'])(
  'where the page %s to have a worker, its own timers ring',
  async when => {
    vi.stubGlobal('document', {})
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

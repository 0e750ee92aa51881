// The worker that keeps time for its page: browsers slow the timers of a hidden page to one a minute, but not a worker's.

import type { FromClock, ToClock } from './clock.ts'

const timers = new Map<number, ReturnType<typeof setTimeout>>()

addEventListener('message', ({ data: { timer, ms } }: MessageEvent<ToClock>) => {
  clearTimeout(timers.get(timer))
  timers.delete(timer)
  if (ms === null) return
  const ring = () => {
    timers.delete(timer)
    postMessage({ timer } satisfies FromClock)
  }
  timers.set(timer, setTimeout(ring, ms))
})

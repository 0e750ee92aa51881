// The worker that keeps time for its page: browsers slow the timers of a hidden page to one a minute, but not a worker's.

import type { FromClock, ToClock } from './clock.ts'

const stops = new Map<number, () => void>()

addEventListener('message', ({ data }: MessageEvent<ToClock>) => {
  const { is, timer } = data
  stops.get(timer)?.()
  stops.delete(timer)
  if (is === 'stop') return
  const ring = () => {
    if (is === 'after') stops.delete(timer)
    postMessage({ timer } satisfies FromClock)
  }
  const begun = is === 'every' ? setInterval(ring, data.ms) : setTimeout(ring, data.ms)
  stops.set(timer, () => clearTimeout(begun)) // one list of timers for both, by the HTML standard
})

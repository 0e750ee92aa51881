// Thirty peers typing at once over a slow network converge within two seconds of the last key.

import { afterEach, expect, it, vi } from 'vitest'
import { convergence, crowdSize } from './crowd.ts'

const convergeWithinMs = 2000

afterEach(() => void vi.useRealTimers())

it('thirty peers that type at once hold the same bytes two seconds after the last key', {
  timeout: 60_000,
}, async () => {
  vi.useFakeTimers() // the network's time, in which our own arithmetic takes none
  const wait = async (ms: number) => void (await vi.advanceTimersByTimeAsync(ms))
  const seed = 30
  const { differing, characters, tookMs } = await convergence({ seed, wait })
  console.log(`seed ${seed}: ${crowdSize} peers, ${characters} characters, the same ${tookMs} ms after the last key`)
  expect(differing).toBeGreaterThan(1) // the last keys were on their way
  expect(characters).toBeGreaterThan(400)
  expect(tookMs).toBeLessThan(convergeWithinMs)
})

// What becomes true soon on a quiet machine, and is still allowed to take its time on a busy one.

import { expect, vi } from 'vitest'

const eventuallyMs = 15_000

vi.setConfig({ testTimeout: 2 * eventuallyMs })

export const eventually = <T>(read: () => T, { timeout = eventuallyMs } = {}) =>
  expect.poll(read, { timeout, interval: 20 })

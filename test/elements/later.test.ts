// What comes later comes once, and a connection that broke on its way keeps nobody from asking again.

import { expect, test } from 'vitest'
import { Later } from '../../src/elements/later.ts'

test('what is wanted twice is loaded once', async () => {
  let loads = 0
  const part = new Later(async () => ++loads)
  expect(part.value).toBeNull()
  expect(await Promise.all([part.now(), part.now()])).toEqual([1, 1])
  expect(await part.now()).toBe(1)
  expect(part.value).toBe(1)
})

test('what failed to come is loaded again when it is wanted next', async () => {
  let isOnline = false
  const part = new Later(async () => {
    if (!isOnline) throw new Error('offline')
    return 'here'
  })
  await expect(Promise.all([part.now(), part.now()])).rejects.toThrow('offline')
  expect(part.value).toBeNull()
  isOnline = true
  expect(await part.now()).toBe('here')
  expect(part.value).toBe('here')
})

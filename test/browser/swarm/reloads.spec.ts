// A tab that is reloaded again and again, in a room of real tabs.

import { expect, test } from '@playwright/test'
import { loopbackLaunch, loopbackPermissions, type ServedPages, servePages } from './serve-pages.ts'
import { joinIn, toldTo, waysOf } from './tabs.ts'

test.use({ permissions: [...loopbackPermissions], launchOptions: loopbackLaunch })

let pages: ServedPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

test('a tab that is reloaded twenty-five times in a row is there each time, with the same id, and once', async ({
  context,
}) => {
  test.setTimeout(90_000)
  const url = `${pages.origin}/room.html`
  const [left, right] = [
    await joinIn(await context.newPage(), url, { room: 'reloads' }),
    await joinIn(await context.newPage(), url, { room: 'reloads' }),
  ]
  for (let number = 0; number < 25; number++) {
    const again = await joinIn(right.page, url, { room: 'reloads' })
    expect(again.id).toBe(right.id)
    await expect.poll(() => waysOf(again), { timeout: 5000 }).toEqual({ [left.id]: 'direct' })
  }
  await expect.poll(() => waysOf(left)).toEqual({ [right.id]: 'direct' })
  await left.page.evaluate(() => window.room.broadcast(new Uint8Array(3)))
  await expect.poll(() => toldTo(right)).toContain(`broadcast ${left.id} 3`)
})

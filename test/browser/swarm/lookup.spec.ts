// Lookup between two tabs: what does the work is another file, which a page asks for when it, or another, asks something.

import { expect, type Page, test } from '@playwright/test'
import { loopbackLaunch, loopbackPermissions, type ServedPages, servePages } from './serve-pages.ts'
import { expectPeers, openTab } from './tabs.ts'

test.use({ permissions: [...loopbackPermissions], launchOptions: loopbackLaunch })

let pages: ServedPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

test('a tab finds what another put, and neither loads lookup before', async ({ context }) => {
  const [left, right] = [
    await openTab(context, url(), { room: 'lookup' }),
    await openTab(context, url(), { room: 'lookup' }),
  ]
  await expectPeers(left, [right], 'direct')
  await expectPeers(right, [left], 'direct')
  expect(await Promise.all([left, right].map(({ page }) => filesOf(page, /kademlia/)))).toEqual([[], []])
  const keepers = await left.page.evaluate(() => window.room.lookup.put('lesson', Uint8Array.of(1, 2, 3)))
  expect(keepers).toEqual([right.id])
  expect(await right.page.evaluate(async () => [...(await window.room.lookup.get('lesson'))!])).toEqual([1, 2, 3])
  expect(await left.page.evaluate(() => window.room.lookup.closest('lesson'))).toEqual([right.id])
  for (const { page } of [left, right]) expect(await filesOf(page, /kademlia/)).toHaveLength(1)
})

const url = () => `${pages.origin}/room.html`

const filesOf = async (page: Page, name: RegExp): Promise<string[]> => {
  const files = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  return files.filter(file => name.test(file))
}

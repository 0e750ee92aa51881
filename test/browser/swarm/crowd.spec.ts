// A class that opens the page at one moment, as tabs of one browser: far more than there are cores to carry them. By default
// there are sixteen; `TABSWARM_CROWD=30` makes it thirty.

import { expect, type Page, test } from '@playwright/test'
import { loopbackLaunch, loopbackPermissions, type ServedPages, servePages } from './serve-pages.ts'

test.use({ permissions: [...loopbackPermissions], launchOptions: loopbackLaunch })

/** Thirty on two calm cores see each other in less than twenty seconds, on busy ones in a minute. */
const crowd = Number(process.env.TABSWARM_CROWD ?? 16)
const patienceMs = 90_000

let pages: ServedPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

test('tabs that all join at once see each other, and hear a broadcast once', async ({ context }) => {
  test.setTimeout(3 * patienceMs)
  const tabs = await Promise.all(
    Array.from({ length: crowd }, async () => {
      const page = await context.newPage()
      await page.goto(`${pages.origin}/room.html`)
      await page.waitForFunction(() => window.join !== undefined)
      return page
    }),
  )
  const all = <T>(read: (tab: Page) => Promise<T>) => Promise.all(tabs.map(read))
  const beganMs = performance.now()
  const ids = await all(tab => tab.evaluate(() => window.join({ room: 'crowd', storage: 'memory' })))
  const seen = () => all(tab => tab.evaluate(() => window.room.peers.size))
  const patience = { timeout: patienceMs, intervals: [1000] }
  await expect.poll(seen, patience).toEqual(Array(crowd).fill(crowd - 1))
  console.log(`${crowd} tabs saw each other after ${((performance.now() - beganMs) / 1000).toFixed(0)} s`)

  await tabs[0]!.evaluate(() => window.room.broadcast(new Uint8Array(7)))
  const said = `broadcast ${ids[0]} 7`
  const heard = () => all(tab => tab.evaluate(said => window.told.filter(line => line === said).length, said))
  await expect.poll(heard, patience).toEqual([0, ...Array(crowd - 1).fill(1)])
})

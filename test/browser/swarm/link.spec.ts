// The libp2p link in a real browser, direct and carried, through the acceptance suite of links.

import { expect, test } from '@playwright/test'
import { linkAcceptance } from '../../swarm/link.acceptance.ts'
import { loopbackLaunch, loopbackPermissions, type ServedPages, servePages } from './serve-pages.ts'

test.use({
  permissions: [...loopbackPermissions],
  launchOptions: loopbackLaunch,
})

let pages: ServedPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

for (const kind of ['direct', 'carried'] as const) {
  for (const { claim } of linkAcceptance) {
    test(`libp2p, ${kind}: ${claim}`, async ({ page }) => {
      await page.goto(`${pages.origin}/acceptance.html`)
      await page.evaluate(([kind, claim]) => window.runClaim(kind, claim), [kind, claim] as const)
    })
  }
}

test('two peers find the direct way, and move to it in the middle of a talk without losing or doubling a word', async ({
  page,
}) => {
  await page.goto(`${pages.origin}/acceptance.html`)
  const { ways, heard } = await page.evaluate(() => window.moveWhileTalking())
  expect(ways).toEqual(['tabs', 'direct'])
  expect(heard).toEqual(heard.map((_, index) => index))
  expect(heard.length).toBeGreaterThan(100)
})

// What clients saw, in the built pages: bars, the verdict at the reader's place, its evidence, and the list that says the same.

import { expect, type Page, test } from '@playwright/test'
import type { Workbench } from '../../../src/lab/workbench.ts'
import { type BuiltPages, servePages } from './built-pages.ts'
import { expectAccessible } from './looks.ts'

let pages: BuiltPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

/** A leader that answers reads without asking whether it still leads. */
const stale = 'protocol=raft&scenario=stale-leader&seed=12&mutant=readsWithoutAsking'

async function openOperations(page: Page, query: string): Promise<void> {
  await page.goto(`${pages.origin}demo/lab.html?${query}`)
  await page.getByRole('button', { name: 'To the end of the scenario' }).click()
  const isWhole = () =>
    page.evaluate(() => {
      const { bench } = document.querySelector('swarm-lab') as unknown as { bench: Workbench }
      return bench.lab.rules.length > 0 && bench.atMs >= bench.run.endMs!
    })
  await expect.poll(isWhole, { timeout: 20_000 }).toBe(true) // until then it is another run with each frame
  await page.getByRole('tab', { name: 'Operations' }).click()
}

test('[R12] a stale read: its verdict, the way to it, and before it nothing is wrong', async ({ page }) => {
  await openOperations(page, stale)
  const panel = page.locator('swarm-operations')
  await expect(panel.getByRole('status')).toHaveText(
    'Not linearizable: no order explains get c → "", which c4 was told.',
  )
  await expect(panel.locator('.verdict li').last()).toHaveText('put c "c4.39;"')
  await expect(panel.locator('.bar.stuck')).toHaveCount(1)
  await panel.getByRole('button', { name: 'Show where' }).click()
  await expect(panel.locator('.verdict.broken')).toBeVisible()
  await page.getByRole('button', { name: 'One step back' }).click()
  await expect(panel.getByRole('status')).toContainText('linearizable.')
  await expect(panel.locator('.verdict.holds')).toBeVisible()
  await expect(panel.locator('.bar.stuck')).toHaveCount(0)
})

test('the list is the twin of the bars, and leads to the same places', async ({ page }) => {
  await openOperations(page, stale)
  const panel = page.locator('swarm-operations')
  await expect(panel.locator('.verdict.broken')).toBeVisible()
  await panel.getByText('As a list').click()
  const before = await page.locator('swarm-lab .place .number').textContent()
  await panel.getByRole('row').last().getByRole('button').press('Enter')
  await expect(page.locator('swarm-lab .place .number')).not.toHaveText(before!)
})

test('while it is judged the page answers, and the search can be stopped and taken up again', async ({ page }) => {
  await openOperations(page, 'protocol=raft&scenario=busy&seed=1')
  const panel = page.locator('swarm-operations')
  const stop = panel.getByRole('button', { name: 'Stop looking' })
  await panel.evaluate(async element => {
    const button = () => element.shadowRoot?.querySelector<HTMLButtonElement>('.verdict button')
    while (button() == null) await new Promise(requestAnimationFrame)
    button()!.click()
  })
  await expect(panel.getByRole('status')).toHaveText('Nobody can say: the search was stopped.')
  await panel.getByRole('button', { name: 'Look again' }).click()
  await expect(panel.locator('.verdict.holds')).toBeVisible()
  await expect(stop).toHaveCount(0)
})

test('a lab without clients has no such panel', async ({ page }) => {
  await page.goto(`${pages.origin}demo/lab.html?protocol=ping`)
  await expect(page.getByRole('tab', { name: 'Rules' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Operations' })).toHaveCount(0)
})

test('axe finds nothing, with the list open, light and dark, in three languages', async ({ page }) => {
  test.setTimeout(180_000)
  await openOperations(page, stale)
  await page.locator('swarm-operations details summary').click()
  await expect(page.locator('swarm-operations .verdict.broken')).toBeVisible()
  await expectAccessible(page)
})

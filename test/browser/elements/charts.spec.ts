// What is counted of a run, in the built pages: lines, the table that says the same, and the way from both into the run.

import { expect, type Page, test } from '@playwright/test'
import { type BuiltPages, servePages } from './built-pages.ts'
import { expectAccessible } from './looks.ts'

let pages: BuiltPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

async function openCharts(page: Page, query: string): Promise<void> {
  await page.goto(`${pages.origin}demo/lab.html?${query}`)
  await page.getByRole('button', { name: 'To the end of the scenario' }).click()
  await page.getByRole('tab', { name: 'Charts' }).click()
  await expect(page.locator('swarm-charts figure')).not.toHaveCount(0)
}

test('the run goes to its end although its rules arrive on the way, and is counted as far as that', async ({
  page,
}) => {
  await openCharts(page, 'protocol=raft&scenario=stale-leader&seed=12')
  const panel = page.locator('swarm-charts')
  await panel.getByText('As a table').click()
  await expect(panel.getByRole('row').last().getByRole('button')).toHaveText('10,000')
})

test('a number that nodes hold is chosen, drawn for each node and told in the table', async ({ page }) => {
  await openCharts(page, 'protocol=raft&scenario=calm&seed=3')
  const panel = page.locator('swarm-charts')
  await panel.getByLabel('A number that nodes hold').selectOption('commitIndex')
  await expect(panel.locator('figcaption').last()).toContainText('commitIndex')
  await expect(panel.locator('figure').last().locator('.name')).toHaveText(['n1', 'n2', 'n3'])
  await panel.getByText('As a table').click()
  await expect(panel.getByRole('columnheader').last()).toHaveText('n3: commitIndex')
})

test('a row of the table and a place on a line lead there', async ({ page }) => {
  await openCharts(page, 'protocol=ping&seed=3')
  const panel = page.locator('swarm-charts')
  const clock = page.locator('swarm-lab .clock')
  await panel.getByText('As a table').click()
  const row = panel.getByRole('row').nth(20).getByRole('button')
  const ms = (await row.textContent())!.replace(/,/g, '')
  await row.press('Enter')
  await expect(clock).toContainText(`${Number(ms).toFixed(1)} ms`)
  await panel
    .locator('figure svg')
    .first()
    .click({ position: { x: 5, y: 40 } })
  await expect(clock).not.toContainText(`${Number(ms).toFixed(1)} ms`)
})

test('axe finds nothing, with the table open, light and dark, in three languages', async ({ page }) => {
  test.setTimeout(180_000)
  await openCharts(page, 'protocol=ping&seed=3')
  await page.locator('swarm-charts details summary').click()
  await expectAccessible(page)
})

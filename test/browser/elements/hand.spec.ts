// You are the network, in the built pages: held, carried by button and by key alone, counted, judged, and restored by a link.

import { expect, type Page, test } from '@playwright/test'
import { type BuiltPages, servePages } from './built-pages.ts'
import { expectAccessible } from './looks.ts'

let pages: BuiltPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

async function openHand(page: Page, query: string): Promise<void> {
  await page.goto(`${pages.origin}demo/lab.html?${query}`)
  await page.getByRole('tab', { name: 'By hand' }).click()
  await page.getByRole('button', { name: 'Hold all messages' }).click()
}

const tally = (page: Page, name: string) => page.locator('swarm-hand dl div').filter({ hasText: name }).locator('dd')

test('by keyboard alone: a leader is elected, message by message, and the price is told', async ({ page }) => {
  await page.goto(`${pages.origin}demo/lab.html?protocol=raft&scenario=calm&seed=1`)
  const hand = page.locator('swarm-hand')
  await page.getByRole('tab', { name: 'By hand' }).focus()
  await page.keyboard.press('Enter')
  await hand.getByRole('button', { name: 'Hold all messages' }).focus()
  await page.keyboard.press('Enter')
  await hand.getByRole('button', { name: 'Until something is said' }).focus()
  await page.keyboard.press('Enter')
  await expect(hand.locator('li')).not.toHaveCount(0)
  await hand.locator('li button').first().focus()
  const isLed = () => page.locator('swarm-network .node[aria-label*="leader"]').count()
  for (let deliveries = 0; deliveries < 12 && (await isLed()) === 0; deliveries++) await page.keyboard.press('d')
  expect(await isLed()).toBe(1)
  await expect(tally(page, 'Delivered by you')).not.toHaveText('0')
  await expect(hand.locator('.safety')).toContainText('Safety holds')
})

test('what is dropped never arrives, and the focus stays in the list', async ({ page }) => {
  await openHand(page, 'protocol=ping&seed=1')
  const hand = page.locator('swarm-hand')
  await hand.getByRole('button', { name: 'Until something is said' }).click()
  const rows = hand.locator('li')
  const before = await rows.count()
  await rows.first().getByRole('button').first().focus()
  await page.keyboard.press('x')
  await expect(rows).toHaveCount(before - 1)
  await expect(tally(page, 'Dropped by you')).toHaveText('1')
  await expect(rows.first().getByRole('button').first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1).getByRole('button').first()).toBeFocused()
})

test('a mistake lets the reader break a rule, and it is named', async ({ page }) => {
  await openHand(page, 'protocol=raft&scenario=calm&seed=1&mutant=votesTwice')
  const hand = page.locator('swarm-hand')
  for (let round = 0; round < 20 && (await hand.locator('.safety.broken').count()) === 0; round++) {
    await hand.getByRole('button', { name: 'Until something is said' }).click()
    if (round % 3 === 2) await hand.getByRole('button', { name: /^Deliver these/ }).click()
  }
  await expect(hand.locator('.safety.broken').first()).toContainText('You broke R')
})

test('of many messages only those of one node are shown, and a picture has them all', async ({ page }) => {
  await openHand(page, 'protocol=ping&seed=1')
  const hand = page.locator('swarm-hand')
  await hand.getByRole('button', { name: 'Until something is said' }).click()
  await hand.getByLabel('Of and to').selectOption('n2')
  for (const row of await hand.locator('li .what b').allTextContents()) expect(row).toContain('n2')
  await expect(page.locator('swarm-network .message').first()).toBeVisible()
})

test('let go, the network does its work', async ({ page }) => {
  await openHand(page, 'protocol=raft&scenario=calm&seed=1')
  await page.locator('swarm-hand').getByRole('button', { name: 'Until something is said' }).click()
  await page.locator('swarm-hand').getByRole('button', { name: 'Let everything go' }).click()
  await expect(page.getByRole('button', { name: 'Hold all messages' })).toBeVisible()
  await page.getByRole('button', { name: 'To the end of the scenario' }).click()
  await expect(page.locator('swarm-network .node[aria-label*="leader"]')).toHaveCount(1)
})

test('axe finds nothing, light and dark, in three languages', async ({ page }) => {
  test.setTimeout(180_000)
  await openHand(page, 'protocol=ping&seed=1')
  await page.locator('swarm-hand .on').click()
  await expectAccessible(page)
})

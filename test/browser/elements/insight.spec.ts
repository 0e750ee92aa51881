// Goal: what a lab is there to show can be reached without a hand on a mouse. Method: one script of keys for each lab, read
// off its page as everyone reads it; and a lab without such a script fails.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type BuiltPages, servePages } from './built-pages.ts'

let pages: BuiltPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

interface Script {
  readonly insight: string
  readonly query: string
  follow(page: Page, lab: Locator): Promise<void>
}

const scripts: Readonly<Record<string, Script>> = {
  ping: {
    insight: 'who is slow looks dead, and is not',
    query: 'scenario=closed-lid',
    async follow(page, lab) {
      await onUntilTold(page, lab, 'n1 no longer sees n3.')
      await onUntilTold(page, lab, 'n1 sees n3.')
    },
  },
  gossip: {
    insight: 'a rumor may die before all have heard it, and with pull it does not',
    query: 'scenario=residue',
    async follow(page, lab) {
      await page.keyboard.press('End')
      await openPanel(page, lab, 'Rules')
      await expect(rule(lab, 'R9')).toHaveClass('holds')
      await chooseScenario(page, lab, 'pull-finishes')
      await page.keyboard.press('End')
      await expect(rule(lab, 'R10')).toHaveClass('holds')
      await expect(rule(lab, 'R9')).toHaveClass('unknown')
    },
  },
  'byzantine-generals': {
    insight: 'one traitor among three divides the loyal, and among four does not',
    query: 'scenario=three-generals',
    async follow(page, lab) {
      await page.keyboard.press('End')
      await openPanel(page, lab, 'Rules')
      await expect(rule(lab, 'R2')).toHaveClass('broken')
      await chooseScenario(page, lab, 'four-generals')
      await page.keyboard.press('End')
      await expect(rule(lab, 'R5')).toHaveClass('holds')
      await expect(rule(lab, 'R2')).toHaveClass('holds')
    },
  },
  'lost-writes': {
    insight: 'the latest write wins, and one that was acknowledged is gone',
    query: 'scenario=cart-latest',
    async follow(page, lab) {
      await onUntilTold(page, lab, 'and it is lost')
      await openPanel(page, lab, 'Rules')
      await expect(rule(lab, 'R1')).toHaveClass('broken')
    },
  },
  crdt: {
    insight: 'a clock that is behind makes the later assignment lose',
    query: 'scenario=clock-behind',
    follow: (page, lab) => onUntilTold(page, lab, 'and it is lost at once'),
  },
  raft: {
    insight: 'a majority is not enough for an entry of an older term (figure 8)',
    query: 'scenario=figure-8&mutant=countsOldTerms',
    async follow(page, lab) {
      await page.keyboard.press('End')
      await expect(lab.locator('.ticks .violation')).not.toHaveCount(0)
      await page.keyboard.press('v')
      await openPanel(page, lab, 'Rules')
      await expect(rule(lab, 'R7')).toContainText('counted entry 2, of term 2')
      await expect(rule(lab, 'R5')).toHaveClass('holds')
      await page.keyboard.press('End')
      await expect(rule(lab, 'R5')).toContainText('without entry 2, which was committed')
    },
  },
}

const rule = (lab: Locator, id: string): Locator =>
  lab.locator('swarm-rules li', { has: lab.page().getByText(id, { exact: true }) })

/** From one decision to the next: the place must move with each, or else there are no more. */
async function onUntilTold(page: Page, lab: Locator, sentence: string): Promise<void> {
  const place = lab.locator('.place .number')
  const told = lab.locator('swarm-story .now')
  do {
    const before = (await place.textContent())!
    await page.keyboard.press('Shift+ArrowRight')
    await expect(place).not.toHaveText(before)
  } while (!(await told.textContent())!.includes(sentence))
}

/** From the list of what can be done, along the tabs. */
async function openPanel(page: Page, lab: Locator, name: string): Promise<void> {
  await page.keyboard.press('.')
  await expect(lab.getByRole('tab', { name: 'What can be done' })).toBeFocused()
  const tab = lab.getByRole('tab', { name })
  const isThere = () => tab.evaluate(element => element.matches(':focus'))
  while (!(await isThere())) {
    const here = await lab.getByRole('tab', { selected: true }).textContent()
    await page.keyboard.press('ArrowLeft')
    await expect(lab.getByRole('tab', { selected: true })).not.toHaveText(here!)
    await expect(lab.getByRole('tab', { selected: true })).toBeFocused()
  }
}

/** The way by Tab to what is set up, the name of the choice, and back to where the lab's keys are heard. */
async function chooseScenario(page: Page, lab: Locator, name: string): Promise<void> {
  const summary = lab.locator('summary', { hasText: 'Set up' })
  await tabTo(page, summary)
  await page.keyboard.press('Enter')
  await tabTo(page, lab.locator('.setup select').first())
  await page.keyboard.type(name)
  await expect(lab).toHaveAttribute('scenario', name)
  await expect(lab.locator('.clock')).toContainText(/^0\.0/)
  await tabTo(page, lab.getByRole('tab', { selected: true }), 'Shift+Tab')
}

async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let count = 0; count < 200; count++) {
    if (await target.evaluate(element => element.matches(':focus'))) return
    await page.keyboard.press(key)
  }
  throw new Error(`no way by ${key} to ${target}`)
}

test('every lab has a script', () => {
  const folders = readdirSync(join(import.meta.dirname, '../../../src/protocols'), { withFileTypes: true })
  const labs = folders.filter(folder => folder.isDirectory()).map(({ name }) => name)
  expect(Object.keys(scripts).sort()).toEqual(labs.sort())
})

for (const [protocol, { insight, query, follow }] of Object.entries(scripts))
  test(`${protocol}, by keyboard alone: ${insight}`, async ({ page }) => {
    await page.goto(`${pages.origin}demo/lab.html?protocol=${protocol}&${query}`)
    const lab = page.locator('swarm-lab')
    await expect(lab.locator('swarm-story .now')).toBeVisible()
    const play = lab.getByRole('button', { name: 'Play' })
    await tabTo(page, play)
    await follow(page, lab)
  })

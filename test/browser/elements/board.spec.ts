// The element <swarm-board> in real tabs under a strict policy: by pointer, by finger and by key, and with several at once.

import { AxeBuilder } from '@axe-core/playwright'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { type DocumentPages, test } from './document-page.ts'

let documents: DocumentPages
test.beforeEach(({ documents: opened }) => {
  documents = opened
})

const boardIn = (page: Page) => page.locator('swarm-board')
const columnIn = (page: Page, id: string) => boardIn(page).locator(`[data-column="${id}"]`)
const cardIn = (page: Page, words: string) => boardIn(page).getByRole('button', { name: words, exact: true })
const newsIn = (page: Page) => boardIn(page).locator('.unseen[aria-live]')

async function openAs(context: BrowserContext, name: string, query = '?room=cs101'): Promise<Page> {
  const page = await documents.open(context, name, query)
  await boardIn(page).scrollIntoViewIfNeeded()
  await expect(boardIn(page).locator('.columns')).toBeVisible()
  return page
}

async function add(page: Page, column: string, ...words: readonly string[]): Promise<void> {
  await columnIn(page, column).getByRole('button', { name: 'Add a card' }).click()
  for (const typed of words) {
    await page.getByLabel('What is to be done?').fill(typed)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
}

const wordsIn = (page: Page, column: string) => columnIn(page, column).locator('.words').allTextContents()

async function expectBoard(page: Page, board: Readonly<Record<string, readonly string[]>>): Promise<void> {
  await expect
    .poll(async () =>
      Object.fromEntries(await Promise.all(Object.keys(board).map(async id => [id, await wordsIn(page, id)]))),
    )
    .toEqual(board)
}

test('a card is dragged to another column, and every tab sees it there and who is at it', async ({ context }) => {
  const [ann, bob] = [await openAs(context, 'Ann'), await openAs(context, 'Bob')]
  await add(ann, 'todo', 'milk', 'bread')
  await add(ann, 'doing', 'tea')
  const from = (await cardIn(ann, 'milk').boundingBox())!
  const to = (await cardIn(ann, 'tea').boundingBox())!
  await ann.mouse.move(from.x + 20, from.y + 10)
  await ann.mouse.down()
  await ann.mouse.move(to.x + 30, to.y + to.height, { steps: 8 })
  await expect(boardIn(ann).locator('.ghost')).toHaveText('milk')
  await ann.mouse.up()
  await expectBoard(ann, { todo: ['bread'], doing: ['tea', 'milk'], done: [] })
  await expectBoard(bob, { todo: ['bread'], doing: ['tea', 'milk'], done: [] })
  await expect(newsIn(ann)).toHaveText('“milk” is in Doing, 2 of 2.')
  await expect(ann.getByLabel('What is to be done?')).toHaveCount(0) // the drag was no click
  await expect(cardIn(ann, 'milk')).toBeFocused()
  await expect(boardIn(bob).locator('.card', { hasText: 'milk' }).locator('.faces')).toContainText('Ann here')
})

test('Escape puts a card that is carried back, and the button that goes up later does nothing', async ({ context }) => {
  const page = await openAs(context, 'Ann', '')
  await add(page, 'todo', 'milk')
  const from = (await cardIn(page, 'milk').boundingBox())!
  const to = (await columnIn(page, 'done').boundingBox())!
  await page.mouse.move(from.x + 20, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(to.x + 30, to.y + 30, { steps: 8 })
  await expect(boardIn(page).locator('.ghost')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(boardIn(page).locator('.ghost')).toHaveCount(0)
  await page.mouse.up()
  await expect(newsIn(page)).toHaveText('“milk” stays where it was.')
  await expectBoard(page, { todo: ['milk'], done: [] })
  await cardIn(page, 'milk').click()
  await expect(page.getByLabel('What is to be done?')).toHaveValue('milk')
})

test('a finger drags a card by its grip, and elsewhere on it scrolls the page', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 390, height: 800 } })
  const page = await openAs(context, 'Ann', '')
  await add(page, 'todo', 'milk', 'bread')
  const session = await context.newCDPSession(page)
  const touch = async (from: { x: number; y: number }, by: number) => {
    const at = (y: number) => [{ x: from.x, y }]
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(from.y) })
    for (let step = 1; step <= 8; step++)
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(from.y + (by * step) / 8) })
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
  const grip = async () => {
    const { x, y, height } = (await boardIn(page).locator('.grip').first().boundingBox())!
    return { x: x + 8, y: y + height / 2 }
  }
  await touch(await grip(), 75)
  await expectBoard(page, { todo: ['bread', 'milk'] })
  const before = await page.evaluate(() => scrollY)
  const words = (await cardIn(page, 'bread').boundingBox())!
  await touch({ x: words.x + 60, y: words.y + 10 }, -200)
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before)
  await expectBoard(page, { todo: ['bread', 'milk'] })
  await context.close()
})

test('by keyboard alone: add, move every way, edit, delete, undo, and each is said', async ({ context }) => {
  const page = await openAs(context, 'Ann', '')
  await columnIn(page, 'todo').getByRole('button', { name: 'Add a card' }).focus()
  await page.keyboard.press('Enter')
  for (const words of ['one', 'two', 'three']) {
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
    await expect(newsIn(page)).toHaveText(`“${words}” is added.`)
  }
  await page.keyboard.press('Escape')
  await expect(columnIn(page, 'todo').getByRole('button', { name: 'Add a card' })).toBeFocused()
  await cardIn(page, 'three').focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expectBoard(page, { todo: ['one', 'three', 'two'] })
  await page.keyboard.press('Alt+ArrowRight')
  await expectBoard(page, { todo: ['one', 'two'], doing: ['three'] })
  await expect(newsIn(page)).toHaveText('“three” is in Doing, 1 of 1.')
  await expect(cardIn(page, 'three')).toBeFocused()
  await page.keyboard.press('Alt+ArrowLeft')
  await page.keyboard.press('Alt+ArrowDown')
  await expectBoard(page, { todo: ['one', 'three', 'two'], doing: [] })
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('four')
  await page.keyboard.press('Enter')
  await expect(cardIn(page, 'four')).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(newsIn(page)).toHaveText('“four” is deleted. Undo brings it back.')
  await expectBoard(page, { todo: ['one', 'two'] })
  await boardIn(page).getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await expect(cardIn(page, 'four')).toBeVisible()
})

test('who cannot drag opens the menu of a card, and finds every way there', async ({ context }) => {
  const page = await openAs(context, 'Ann', '')
  await add(page, 'todo', 'one', 'two')
  await boardIn(page).getByRole('button', { name: 'More for “two”' }).click()
  await boardIn(page).getByRole('button', { name: 'Up', exact: true }).click()
  await expectBoard(page, { todo: ['two', 'one'] })
  await boardIn(page).getByRole('button', { name: 'More for “two”' }).click()
  await boardIn(page).getByRole('button', { name: 'To “Done”' }).click()
  await expectBoard(page, { todo: ['one'], done: ['two'] })
  await expect(cardIn(page, 'two')).toBeFocused()
})

test("a card that two tabs move at once is in one place, and undo takes back only one's own move", async ({
  context,
}) => {
  const [ann, bob] = [await openAs(context, 'Ann'), await openAs(context, 'Bob')]
  await add(ann, 'todo', 'milk', 'bread')
  await expectBoard(bob, { todo: ['milk', 'bread'] })
  await Promise.all([cardIn(ann, 'milk').press('Alt+ArrowRight'), cardIn(bob, 'milk').press('Alt+ArrowDown')])
  const all = (page: Page) => Promise.all(['todo', 'doing', 'done'].map(id => wordsIn(page, id)))
  const areAlike = async () => JSON.stringify(await all(ann)) === JSON.stringify(await all(bob))
  await expect.poll(areAlike).toBe(true)
  await expect(boardIn(ann).locator('.words').filter({ hasText: 'milk' })).toHaveCount(1)
  await cardIn(bob, 'bread').press('Delete')
  await expect(cardIn(ann, 'bread')).toHaveCount(0)
  await boardIn(ann).getByRole('button', { name: 'Undo' }).click()
  await expect(cardIn(bob, 'bread')).toHaveCount(0)
  await boardIn(bob).getByRole('button', { name: 'Undo' }).click()
  await expect(cardIn(ann, 'bread')).toBeVisible()
})

test('columns are added, named and removed, and a version brings all of it back', async ({ context }) => {
  const [ann, bob] = [await openAs(context, 'Ann'), await openAs(context, 'Bob')]
  const columns = (page: Page) => boardIn(page).locator('.columns .column-title')
  await boardIn(ann).getByRole('button', { name: 'Add a column' }).click()
  await ann.getByLabel('Title of the column').fill('Later')
  await ann.keyboard.press('Enter')
  await boardIn(ann).getByRole('button', { name: 'Rename “To do”' }).click()
  await ann.getByLabel('Title of the column').fill('Ideas')
  await ann.keyboard.press('Enter')
  await expect(columns(bob)).toHaveText(['Ideas', 'Doing', 'Done', 'Later'])
  await boardIn(ann).getByRole('button', { name: 'Versions' }).click()
  await boardIn(ann).getByLabel('Name of the version').fill('four')
  await boardIn(ann).getByRole('button', { name: 'Keep this version' }).click()
  await boardIn(bob).getByRole('button', { name: 'Remove “Doing”' }).click()
  await expect(boardIn(ann).locator('.board .column-title')).toHaveText(['Ideas', 'Done', 'Later'])
  await boardIn(ann).getByRole('slider').press('ArrowLeft')
  await expect(boardIn(ann).locator('.older .column-title')).toHaveText(['Ideas', 'Doing', 'Done', 'Later'])
  await boardIn(ann).getByRole('button', { name: 'Restore' }).click()
  await expect(columns(bob)).toHaveText(['Ideas', 'Doing', 'Done', 'Later'])
})

test('what peers write on cards and columns is text, and a reader can change none of it', async ({ context }) => {
  const markup = '<img src=x onerror="window.hit=1">'
  const [eve, ann] = [await openAs(context, markup), await openAs(context, 'Ann')]
  await add(eve, 'todo', markup)
  await boardIn(eve).getByRole('button', { name: 'Rename “To do”' }).click()
  await eve.getByLabel('Title of the column').fill(markup)
  await eve.keyboard.press('Enter')
  await cardIn(eve, markup).focus()
  await expect(boardIn(ann).locator('.faces')).toContainText('<img src=x')
  await expect(columnIn(ann, 'todo').locator('.column-title')).toHaveText(markup)
  await expectBoard(ann, { todo: [markup] })
  for (const page of [ann, eve]) {
    expect(await page.locator('swarm-board img').count()).toBe(0)
    expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  }
  await ann.evaluate(() => document.querySelector('swarm-board')!.setAttribute('readonly', ''))
  await expect(boardIn(ann).locator('.badge')).toContainText('Read only')
  await expect(boardIn(ann).locator('.board').getByRole('button')).toHaveCount(0)
})

test('axe finds nothing, light and dark, in three languages, with a menu and a form open', async ({ context }) => {
  const [ann, bob] = [await openAs(context, 'Ann'), await openAs(context, 'Bob')]
  await add(ann, 'todo', 'milk', 'bread')
  await cardIn(bob, 'bread').focus()
  await expect(boardIn(ann).locator('.faces')).toHaveCount(1)
  await columnIn(ann, 'doing').getByRole('button', { name: 'Add a card' }).click()
  await boardIn(ann).getByRole('button', { name: 'More for “milk”' }).click()
  for (const [language, done] of Object.entries({ en: 'Done', es: 'Hecho', pt: 'Feito' })) {
    await ann.evaluate(lang => void (document.documentElement.lang = lang), language)
    await expect(columnIn(ann, 'done').locator('.column-title')).toHaveText(done)
    for (const colorScheme of ['light', 'dark'] as const) {
      await ann.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page: ann }).include('swarm-board').analyze()
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
    }
  }
})

// Replicated data types as a reader handles them: replicas are dragged onto each other, or told by key, to meet; and what
// became of edits is drawn in three languages.

import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type BuiltPages, servePages } from './built-pages.ts'

let pages: BuiltPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

const lab = (page: Page): Locator => page.locator('swarm-lab')
const story = (page: Page): Locator => lab(page).locator('swarm-story .now p').first()
const replica = (page: Page, name: string): Locator =>
  lab(page)
    .locator('.replicas')
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^\\s*${name}\\b`) })
/** What the chosen replica shows in its set, its counter and its text. */
const shown = (page: Page, term: string): Locator => lab(page).locator(`.crdt dt:text-is("${term}") + dd`)

async function openLab(page: Page, query: string): Promise<void> {
  await page.goto(`${pages.origin}demo/lab.html?${query}`)
  await expect(lab(page).getByRole('tab', { name: 'State' })).toBeVisible()
}

/** Event by event to this one, which is told so; then looks at replicas again. */
async function forward(page: Page, event: number, told: RegExp): Promise<void> {
  await lab(page).getByRole('tab', { name: 'Story' }).click()
  await lab(page).locator('.lab').focus()
  const place = lab(page).locator('.place .number')
  let before = (await place.textContent())!
  while (Number.parseInt(before, 10) < event) {
    await page.keyboard.press('ArrowRight')
    await expect(place).not.toHaveText(before)
    before = (await place.textContent())!
  }
  await expect(story(page)).toHaveText(told)
  await lab(page).getByRole('tab', { name: 'State' }).click()
}

/** All three have made an edit, and nobody has told anybody. */
async function openApart(page: Page): Promise<void> {
  await openLab(page, 'protocol=crdt&scenario=by-hand')
  await forward(page, 18, /^n3 makes edit 1: insert/)
}

async function choose(page: Page, name: string): Promise<void> {
  await lab(page).locator('swarm-state nav').getByRole('button', { name, exact: true }).click()
}

test('a replica that is dragged onto another tells it what it knows, and a key press does the same', async ({
  page,
}) => {
  await openApart(page)
  await choose(page, 'n3')
  await expect(shown(page, 'Text')).toHaveText(/t\s*e\s*a/)
  await expect(shown(page, 'Counter that grows')).toHaveText(/^\s*0/)
  await replica(page, 'n2').dragTo(replica(page, 'n3'))
  await forward(page, 20, /^n3 takes in something new from n2/)
  await expect(shown(page, 'Counter that grows')).toHaveText(/^\s*2/)
  await choose(page, 'n1')
  await expect(shown(page, 'Set, adding wins')).toContainText('milk')
  await lab(page).getByRole('button', { name: 'n1 meets n3' }).focus()
  await page.keyboard.press('Enter')
  await forward(page, 22, /^n3 takes in something new from n1/)
  await choose(page, 'n3')
  await expect(shown(page, 'Set, adding wins')).toContainText('milk')
  await expect(shown(page, 'Counter that grows')).toHaveText(/^\s*2/)
})

test('a finger drags a replica onto another', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true })
  const page = await context.newPage()
  await openApart(page)
  const session = await context.newCDPSession(page)
  const placeOf = async (name: string) => {
    const { x, y } = (await replica(page, name).boundingBox())!
    return { x: x + 6, y: y + 6 }
  }
  await replica(page, 'n3').scrollIntoViewIfNeeded()
  const [from, to] = [await placeOf('n1'), await placeOf('n3')]
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] })
  await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [to] })
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await forward(page, 19, /^n1 is asked for meet\(peer: n3\)/)
  await context.close()
})

test('what is dragged onto a replica from elsewhere, and a replica onto itself, changes nothing', async ({ page }) => {
  await openApart(page)
  const beside = { x: 6, y: 6 } // the button in it would take a press without a way for a click
  await replica(page, 'n2').dragTo(replica(page, 'n2'), { sourcePosition: beside, targetPosition: { x: 12, y: 12 } })
  await replica(page, 'n3').evaluate(target => {
    for (const kind of ['application/x-tabswarm-replica', 'text/plain']) {
      const dataTransfer = new DataTransfer()
      dataTransfer.setData(kind, kind === 'text/plain' ? 'n1' : '<img src=x>')
      target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    }
  })
  await replica(page, 'n1').dragTo(replica(page, 'n3'))
  await forward(page, 19, /^n1 is asked for meet\(peer: n3\)/) // what was asked before would come before it
})

test('what was lost is told beside the cart; both views speak three languages, and axe finds nothing, light and dark', async ({
  page,
}) => {
  await openApart(page)
  await expectAccessible(page, '.crdt')
  await openLab(page, 'protocol=lost-writes&scenario=cart-latest')
  await lab(page).locator('.lab').focus()
  await page.keyboard.press('End')
  await lab(page).getByRole('tab', { name: 'State' }).click()
  await choose(page, 'n1')
  await expect(lab(page).locator('.carts')).toContainText('acknowledged edits lost')
  await expectAccessible(page, '.carts')
})

async function expectAccessible(page: Page, part: string): Promise<void> {
  for (const language of ['en', 'es', 'pt']) {
    await page.evaluate(lang => void (document.documentElement.lang = lang), language)
    await expect(lab(page).locator(part)).toContainText(firstWords[part]![language]!)
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page })
      .include({ fromShadowDom: ['swarm-lab', 'swarm-state', part] })
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  }
  await page.evaluate(() => void (document.documentElement.lang = 'en'))
}

const firstWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '.crdt': { en: 'Drag one replica', es: 'Arrastra una réplica', pt: 'Arrasta uma réplica' },
  '.carts': { en: 'The latest cart', es: 'El último carrito', pt: 'O último carrinho' },
}

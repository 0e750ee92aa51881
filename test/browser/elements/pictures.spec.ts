// The pictures <swarm-network> and <swarm-timeline> in a real page, under a strict policy: all that is drawn can be read, reached and
// acted upon, by pointer and by keyboard, and nothing moves that should not.

import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import sirv from 'sirv'
import { build } from 'vite'

/** Both pictures in sight: what is not is not drawn. */
test.use({ viewport: { width: 900, height: 1_900 } })

let folder: string
let server: Server
let origin: string
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tabswarm-pictures-'))
  const root = join(import.meta.dirname, 'pages')
  const rolldownOptions = { input: join(root, 'pictures.html') }
  await build({
    root,
    configFile: false,
    base: './',
    logLevel: 'error',
    build: { outDir: folder, target: 'es2022', rolldownOptions },
  })
  server = createServer(sirv(folder))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`
})
test.afterAll(async () => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  await rm(folder, { recursive: true })
})

/** Whatever the policy forbids, or the page throws, fails the test that caused it. */
async function open(page: Page, query: string): Promise<void> {
  page.on('console', message => {
    if (message.type() === 'error') throw new Error(message.text())
  })
  page.on('pageerror', error => {
    throw error
  })
  await page.goto(`${origin}/pictures.html?${query}`)
  await expect(node(page, 'n1')).toBeVisible()
}

const node = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name},`) })
const menu = (page: Page) => page.getByRole('dialog')
const events = (page: Page) => page.locator('swarm-timeline .event')
const position = (page: Page) => page.evaluate(() => window.bench.position)

test('a node tells its role, its term and how it stands, by shape, letter and name', async ({ page }) => {
  await open(page, 'lab=raft&scenario=stale-leader&ms=1900')
  await expect(node(page, 'n1')).toHaveAccessibleName('n1, leader, term 1, up')
  await expect(node(page, 'n1').locator('.letter')).toHaveText('L')
  await expect(page.locator('swarm-network .legend')).toContainText('leader 1')
})

test('by keyboard alone: to the third node, its menu, a crash, and back to where one was', async ({ page }) => {
  await open(page, 'lab=raft&scenario=calm&ms=900')
  await node(page, 'n1').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(node(page, 'n3')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(menu(page).getByRole('button', { name: 'Crash', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(node(page, 'n3')).toHaveAccessibleName('n3, down')
  await expect(menu(page)).toBeHidden()
  await expect(node(page, 'n3')).toBeFocused()
})

test('a message on its way can be dropped: it falls off its link, and the diagram shows where', async ({ page }) => {
  await open(page, 'lab=ping&ms=0')
  const message = page.locator('swarm-network .message').first()
  await page.evaluate(() => {
    while (window.bench.tape.onTheWay(window.bench.position).length === 0) window.bench.step()
  })
  await expect(message).toBeVisible()
  const before = await page.locator('swarm-network .message').count()
  await message.click()
  await menu(page).getByRole('button', { name: 'Drop' }).click()
  await expect(page.locator('swarm-network .message')).toHaveCount(before - 1)
  await expect(page.locator('swarm-network .fallen')).toHaveCount(1)
  await expect(page.locator('swarm-timeline .arrow .lost')).toHaveCount(1)
})

test('what a message says can be changed, and a field that does not fit is named', async ({ page }) => {
  await open(page, 'lab=ping&ms=0')
  await page.evaluate(() => {
    while (window.bench.tape.onTheWay(window.bench.position).length === 0) window.bench.step()
  })
  await page.locator('swarm-network .message').first().click()
  await menu(page).getByText('Change it').click()
  await menu(page).getByLabel('serial').fill('<img src=x>')
  await menu(page).getByRole('button', { name: 'Do it' }).click()
  await expect(menu(page).getByRole('alert')).toContainText('serial: expected')
  expect(await page.locator('swarm-network img').count()).toBe(0)
  await menu(page).getByLabel('serial').fill('77')
  await menu(page).getByRole('button', { name: 'Do it' }).click()
  await expect(menu(page)).toBeHidden()
  expect(await page.evaluate(() => window.bench.happening?.kind)).toBe('meddled')
})

test('a link is cut one way from its own menu', async ({ page }) => {
  await open(page, 'lab=ping&nodes=4&ms=100')
  await node(page, 'n1').focus()
  await page.keyboard.press('Enter')
  await menu(page).getByLabel('To').selectOption('n3')
  await menu(page).getByRole('button', { name: 'Cut n3 → n1' }).click()
  await expect(page.locator('swarm-network .cut')).toHaveCount(1)
  expect(await page.evaluate(() => [...window.bench.tape.conditionsAt(window.bench.position).cuts])).toEqual(['n3>n1'])
})

test('a partition by the list, and the same drawn around the nodes', async ({ page }) => {
  await open(page, 'lab=ping&nodes=5&ms=100')
  const groups = () =>
    page.evaluate(() => [...(window.bench.tape.conditionsAt(window.bench.position).groups?.entries() ?? [])])
  await page.getByRole('button', { name: 'Partition…' }).click()
  await menu(page).getByLabel('n1').check()
  await menu(page).getByRole('button', { name: 'Partition' }).click()
  await expect(page.locator('swarm-network .side-name')).toHaveText(['side A', 'side B'])
  const listed = await groups()
  await page.getByRole('button', { name: 'Partition…' }).click()
  await menu(page).getByRole('button', { name: 'Heal' }).click()
  await expect(page.locator('swarm-network .side-name')).toHaveCount(0)

  await page.getByRole('button', { name: 'Draw a partition' }).click()
  const { x, y, width, height } = (await node(page, 'n1').locator('.body').boundingBox())!
  const around = [
    [x - 20, y - 20],
    [x + width + 20, y - 20],
    [x + width + 20, y + height + 20],
    [x - 20, y + height + 20],
  ] as const
  await page.mouse.move(...around[0])
  await page.mouse.down()
  for (const corner of [...around, around[0]]) await page.mouse.move(...corner, { steps: 4 })
  await page.mouse.up()
  await expect(page.locator('swarm-network .side-name')).toHaveCount(2)
  expect(await groups()).toEqual(listed)
})

/** The first that nothing lies over: those above may be under the names of the lanes. */
const firstEventInSight = (page: Page) =>
  page.evaluate((): [x: number, y: number] => {
    const { shadowRoot } = document.querySelector('swarm-timeline')!
    for (const reach of shadowRoot!.querySelectorAll('.event .reach')) {
      const { left, top, width, height } = reach.getBoundingClientRect()
      const [x, y] = [left + width / 2, top + height / 2]
      if (shadowRoot!.elementFromPoint(x, y)?.closest('.event') === reach.closest('.event')) return [x, y]
    }
    throw new Error('no happening is in sight')
  })

test('a click on a happening goes there, dims what is to come, and shows what could have led to it', async ({
  page,
}) => {
  await open(page, 'lab=raft&scenario=split-vote&ms=1200')
  const end = await position(page)
  await page.locator('swarm-timeline .scroll').scrollIntoViewIfNeeded()
  await page.mouse.click(...(await firstEventInSight(page)))
  await expect.poll(() => position(page)).toBeLessThan(end)
  await expect(page.locator('swarm-timeline .to-come')).toHaveCount(1)
  await expect(page.locator('swarm-timeline .event.itself')).toHaveCount(1)
  await expect(page.locator('swarm-timeline .legend')).toContainText('could have led to it')
  await page.locator('swarm-timeline .scroll').press('Escape')
  await expect(page.locator('swarm-timeline .event.itself')).toHaveCount(0)
})

test('the diagram is steered by keys, and says what it is at', async ({ page }) => {
  await open(page, 'lab=raft&scenario=split-vote&ms=1200')
  const scroll = page.locator('swarm-timeline .scroll')
  await scroll.focus()
  await page.keyboard.press('ArrowUp')
  const said = page.locator('swarm-timeline [role=status]')
  await expect(said).toContainText(/^#\d+ at/)
  const first = await said.textContent()
  await page.keyboard.press('k')
  await expect(said).not.toHaveText(first!)
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => window.bench.isAtEnd)).toBe(false)
})

test('the list says the same without a picture, and goes there too', async ({ page }) => {
  await open(page, 'lab=raft&scenario=split-vote&ms=1200')
  await page.getByRole('button', { name: 'List', exact: true }).click()
  const lines = page.locator('swarm-timeline ol button')
  await expect(lines).toHaveCount(40)
  await page.getByRole('button', { name: 'Earlier' }).click()
  await lines.first().click()
  expect(await position(page)).toBeLessThan(await page.evaluate(() => window.bench.tape.length - 40))
})

test('a long run is a few elements: only what is in sight is drawn', async ({ page }) => {
  await open(page, 'lab=raft&scenario=busy&ms=6000')
  expect(await page.evaluate(() => window.bench.tape.length)).toBeGreaterThan(5_000)
  expect(await events(page).count()).toBeLessThan(150)
  await page.locator('swarm-timeline .scroll').evaluate(scroll => scroll.scrollTo(0, 0))
  await expect(page.locator('swarm-timeline .time').first()).toHaveText('0.0')
})

test('where motion is reduced, a message stands at quarters of a whole arrow, and nothing is animated', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await open(page, 'lab=ping&ms=0')
  await page.evaluate(() => {
    while (window.bench.tape.onTheWay(window.bench.position).length === 0) window.bench.step()
  })
  await expect(page.locator('swarm-network .message')).not.toHaveCount(0)
  const places = () =>
    page.locator('swarm-network .message').evaluateAll(all => all.map(one => one.getAttribute('transform')))
  const before = await places()
  await page.evaluate(() => window.bench.play(0.05))
  expect(await places()).toEqual(before)
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
})

test('nothing moves while the run is paused', async ({ page }) => {
  await open(page, 'lab=ping&ms=30')
  await page.evaluate(() => {
    window.bench.play(0)
    const target = document.querySelector('swarm-network')!.shadowRoot!
    const watched = window as unknown as { changes: number }
    watched.changes = 0
    new MutationObserver(records => void (watched.changes += records.length)).observe(target, {
      attributes: true,
      childList: true,
      subtree: true,
    })
  })
  const changesInFrames = (count: number) =>
    page.evaluate(async count => {
      const watched = window as unknown as { changes: number }
      const before = watched.changes
      for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame)
      return watched.changes - before
    }, count)
  // What is loaded after the first picture may still come. What moves by itself never ends.
  await expect.poll(() => changesInFrames(30)).toBe(0)
})

test('a crowd is painted, and a dot can be picked', async ({ page }) => {
  await page.goto(`${origin}/pictures.html?lab=gossip&nodes=300&ms=20`)
  await expect(page.locator('swarm-network canvas')).toBeVisible()
  await expect(page.locator('swarm-network .node')).toHaveCount(0)
  const { x, y, width, height } = (await page.locator('swarm-network .stage > svg').boundingBox())!
  await page.mouse.click(x + width / 2, y + height / 2)
  await expect(menu(page)).toHaveAccessibleName(/^n\d+$/)
})

test('axe finds nothing, light and dark, in three languages, with a menu open and the list too', async ({ page }) => {
  test.setTimeout(90_000)
  await open(page, 'lab=raft&scenario=stale-leader&ms=2100')
  for (const [language, list] of Object.entries({ en: 'List', es: 'Lista', pt: 'Lista' })) {
    await page.evaluate(lang => void (document.documentElement.lang = lang), language)
    await expect(page.getByRole('button', { name: list, exact: true })).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectNothing(page)
    }
  }
  await page.getByRole('button', { name: 'Lista', exact: true }).click()
  await node(page, 'n1').focus()
  await page.keyboard.press('Enter')
  await expectNothing(page)
})

async function expectNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
}

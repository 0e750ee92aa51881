// One lab on the second ground: tabs of one browser become its nodes, everyone sees all of it, what one does strikes
// everywhere, and what was recorded goes on in the simulator.

import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import { type Relay, startRelay } from '../../../src/relay/relay.ts'
import { loopbackLaunch, loopbackPermissions } from '../swarm/serve-pages.ts'
import { type BuiltPages, servePages } from './built-pages.ts'
import { looks } from './looks.ts'

test.use({ permissions: [...loopbackPermissions], launchOptions: loopbackLaunch })

let pages: BuiltPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

async function openLab(context: BrowserContext, room: string, more = '', origin = pages.origin): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${origin}demo/lab.html?protocol=raft&room=${room}${more}`)
  await expect(page.locator('swarm-lab .transport')).toBeVisible()
  await expect(page.locator('swarm-room button.join')).toBeVisible()
  return page
}

async function join(page: Page, name: string): Promise<void> {
  await page.locator('swarm-room input[name=name]').fill(name)
  await page.locator('swarm-room button.join').click()
  await expect(page.locator('swarm-ground .hosts')).toBeVisible()
}

/** Each host and its nodes, as the lab shows them: `Ann (you): n1 n2`. */
const hostsOf = (page: Page): Promise<string[]> =>
  page
    .locator('swarm-ground .hosts li')
    .evaluateAll(hosts =>
      hosts.map(host => [...host.querySelectorAll('span')].map(part => part.textContent?.trim()).join(' ')),
    )

test('tabs become the nodes; a fault of one strikes on all; what was recorded goes on in the simulator', async ({
  context,
}) => {
  const complaints: string[] = []
  const [ann, bob] = [await openLab(context, 'live'), await openLab(context, 'live')]
  for (const page of [ann, bob]) {
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
  }
  await expect(ann.locator('swarm-lab [part=ground]').first()).toHaveText('simulated')
  await join(ann, 'Ann')
  await expect.poll(() => hostsOf(ann)).toEqual(['Ann (you) n1 n2 n3 n4 n5'])
  await join(bob, 'Bob')
  await expect.poll(() => hostsOf(ann)).toEqual(['Ann (you) n1 n2 n3', 'Bob n4 n5'])
  await expect.poll(() => hostsOf(bob)).toEqual(['Bob (you) n4 n5', 'Ann n1 n2 n3'])
  for (const page of [ann, bob]) await expect(page.locator('.badge[part=ground]')).toHaveText('this browser’s tabs')

  // Real peers have a speed of their own, and what they say is in nobody's hand.
  await expect(ann.locator('.speed')).toHaveCount(0)
  await ann.getByRole('tab', { name: 'What can be done' }).click()
  await expect(ann.locator('swarm-faults')).toContainText('what is said is in nobody’s hand')
  await expect(ann.getByRole('tab', { name: 'By hand' })).toHaveCount(0)

  // Bob ends a node that lives on Ann's page, from the list of what can be done.
  await bob.bringToFront()
  await bob.evaluate(() => {
    const lab = document.querySelector('swarm-lab') as unknown as { bench: { act(act: unknown): boolean } }
    lab.bench.act({ kind: 'fault', fault: { type: 'crash', node: 'n1', disk: 'synced' } })
  })
  for (const page of [bob, ann]) {
    await page.bringToFront()
    await expect
      .poll(() =>
        page.evaluate(() => {
          const lab = document.querySelector('swarm-lab') as unknown as { bench: any }
          return lab.bench.tape.actor('n1', lab.bench.tape.length).is
        }),
      )
      .toBe('down')
  }

  await ann.locator('summary', { hasText: 'Share' }).click()
  await ann.locator('button', { hasText: 'Run it again in the simulator' }).click()
  await expect(ann.locator('.badge[part=ground]')).toHaveText('simulated')
  await ann.locator('swarm-ground button', { hasText: 'Show what happens now' }).click()
  await expect(ann.locator('.badge[part=ground]')).toHaveText('this browser’s tabs')

  await ann.locator('swarm-ground summary').click()
  await ann.locator('swarm-room button', { hasText: 'Leave' }).click()
  await expect(ann.locator('.badge[part=ground]')).toHaveText('a recording')
  await expect(ann.locator('.speed')).toBeVisible()
  expect(complaints).toEqual([])
})

test('whoever begins anew begins for everyone, with another set-up', async ({ context }) => {
  const [ann, bob] = [await openLab(context, 'anew'), await openLab(context, 'anew')]
  await join(ann, 'Ann')
  await join(bob, 'Bob')
  await expect.poll(() => hostsOf(bob)).toEqual(['Bob (you) n4 n5', 'Ann n1 n2 n3'])
  await bob.locator('summary', { hasText: 'Set up' }).click()
  const nodes = bob.locator('.setup label', { hasText: 'Nodes' }).locator('input')
  await nodes.fill('3')
  await nodes.dispatchEvent('change')
  await expect.poll(async () => (await hostsOf(ann)).join(' ').match(/n\d/g)?.sort()).toEqual(['n1', 'n2', 'n3'])
  await expect.poll(async () => (await hostsOf(bob)).join(' ').match(/n\d/g)?.sort()).toEqual(['n1', 'n2', 'n3'])
})

test.describe('on laptops', () => {
  let relay: Relay
  let browsers: Browser[]
  test.beforeAll(async () => {
    relay = await startRelay({ port: 0, host: '127.0.0.1', pages: pages.folder })
    browsers = [await chromium.launch(loopbackLaunch), await chromium.launch(loopbackLaunch)]
  })
  test.afterAll(async () => {
    await Promise.all(browsers.map(browser => browser.close()))
    await relay.stop()
  })

  test('two browsers that met at the relay run one cluster, say so, and a reload finds its nodes again', async () => {
    const origin = `http://127.0.0.1:${relay.port}/`
    const open = async (browser: Browser) =>
      await openLab(await browser.newContext({ permissions: [...loopbackPermissions] }), 'class', '', origin)
    const [ann, bob] = [await open(browsers[0]!), await open(browsers[1]!)]
    await join(ann, 'Ann')
    await join(bob, 'Bob')
    await expect.poll(() => hostsOf(ann)).toEqual(['Ann (you) n1 n2 n3', 'Bob n4 n5'])
    await expect.poll(() => hostsOf(bob)).toEqual(['Bob (you) n4 n5', 'Ann n1 n2 n3'])
    for (const page of [ann, bob]) await expect(page.locator('.badge[part=ground]')).toHaveText('real laptops')
    await bob.reload()
    await expect(bob.locator('swarm-room button.join')).toBeVisible()
    await join(bob, 'Bob')
    await expect.poll(() => hostsOf(bob), { timeout: 15_000 }).toEqual(['Bob (you) n4 n5', 'Ann n1 n2 n3'])
    await expect.poll(() => hostsOf(ann), { timeout: 15_000 }).toEqual(['Ann (you) n1 n2 n3', 'Bob n4 n5'])
  })
})

for (const [lang, colorScheme] of looks)
  test(`the door and the ground are accessible: ${lang}, ${colorScheme}`, async ({ context }) => {
    const page = await openLab(context, `axe-${lang}`, `&lang=${lang}`)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const check = () => new AxeBuilder({ page }).analyze()
    expect((await check()).violations).toEqual([])
    await join(page, '<img src=x onerror=alert(1)>')
    expect((await check()).violations).toEqual([])
    await expect(page.locator('swarm-ground .who')).toContainText('<img src=x')
    for (const width of [360, 700, 1400]) {
      await page.setViewportSize({ width, height: 900 })
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    }
  })

// A lab in the built pages, under a strict policy and a path prefix: what it shows, how it is steered by keyboard alone,
// what it makes of hostile attributes, and what a frame of it tells the page around it.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { type BuiltPages, servePages } from './built-pages.ts'
import { looks } from './looks.ts'

let pages: BuiltPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

async function openLab(page: Page, query: string): Promise<void> {
  await page.goto(`${pages.origin}demo/lab.html?${query}`)
  await expect(page.locator('swarm-lab .transport')).toBeVisible()
}

/** What can be read off the run, with nothing but what the element shows to everyone. */
const placeOf = (page: Page) => page.locator('swarm-lab .place .number').textContent()

test('the front page shows a lab at rest, and cards of all labs that come to life on sight', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(pages.origin)
  await expect(page.locator('swarm-lab h2')).toHaveText('Many servers, one log')
  const place = await placeOf(page)
  await page.locator('#cards').scrollIntoViewIfNeeded()
  await expect(page.locator('.card h3')).not.toHaveCount(0)
  for (const card of await page.locator('.card').all()) {
    await card.scrollIntoViewIfNeeded()
    await expect(card.locator('swarm-network svg').first()).toBeVisible()
  }
  expect(await placeOf(page)).toBe(place)
  expect(complaints).toEqual([])
})

test('a page that only simulates loads nothing of the network', async ({ page }) => {
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  await openLab(page, 'protocol=raft')
  expect(asked.filter(url => /join-room|libp2p|ed25519/.test(url))).toEqual([])
})

test('by keyboard alone: from the start to the split vote, back, and into a branch of the past', async ({ page }) => {
  await openLab(page, 'protocol=raft&scenario=split-vote&seed=7')
  const lab = page.locator('swarm-lab')
  const caption = lab.locator('swarm-story .now p').first()
  await lab.locator('.lab').focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(caption).toContainText('leads term')
  const [decided, sentence] = [await placeOf(page), await caption.textContent()]
  await page.keyboard.press('ArrowLeft')
  await expect(lab.locator('.place .number')).not.toHaveText(decided!)
  await page.keyboard.press('ArrowRight')
  await expect(caption).toHaveText(sentence!)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('.')
  await expect(lab.getByRole('tab', { name: 'What can be done' })).toBeFocused()
  await lab.getByRole('button', { name: 'Crash', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(lab.locator('.branches button')).toHaveCount(2)
  await lab.locator('.lab').focus()
  await page.keyboard.press('?')
  await expect(lab.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(lab.getByRole('dialog')).toBeHidden()
})

test('keys can be switched off, by the page or by the reader, and on again', async ({ page }) => {
  await openLab(page, 'protocol=raft')
  const lab = page.locator('swarm-lab')
  const place = lab.locator('.place .number')
  await lab.getByRole('button', { name: 'Keys' }).click()
  await lab.getByRole('checkbox', { name: 'Keys steer this lab' }).uncheck()
  await lab.getByRole('button', { name: 'Close' }).click()
  await lab.locator('.lab').focus()
  const before = await place.textContent()
  for (const key of ['ArrowRight', 'v', '.', ' ', '?', '1']) await page.keyboard.press(key)
  await expect(place).toHaveText(before!)
  await expect(lab.getByRole('dialog')).toBeHidden()
  await lab.evaluate(element => Object.assign(element, { keys: null }))
  await page.keyboard.press('ArrowRight')
  await expect(place).not.toHaveText(before!)
  await lab.evaluate(element => element.setAttribute('keys', 'off'))
  const after = await place.textContent()
  await page.keyboard.press('ArrowRight')
  await expect(place).toHaveText(after!)
})

test('what stands below the picture comes last, and nothing that comes later moves it', async ({ page }) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.addInitScript(() => {
    const heights = new Set<number>()
    const look = () => {
      const below = document.querySelector('swarm-lab')?.shadowRoot?.querySelector('.below')
      if (below != null) heights.add(Math.round(below.getBoundingClientRect().top + scrollY))
      requestAnimationFrame(look)
    }
    look()
    Object.assign(window, { heights })
  })
  await openLab(page, 'protocol=raft')
  const lab = page.locator('swarm-lab')
  await lab.getByRole('button', { name: 'Keys' }).scrollIntoViewIfNeeded()
  await expect(lab.locator('swarm-timeline .legend li').first()).toBeVisible()
  await expect(lab.locator('swarm-network .legend li').first()).toBeVisible()
  await expect(lab.getByText('Challenges')).toBeVisible()
  expect(await page.evaluate(() => [...(window as unknown as { heights: Set<number> }).heights])).toHaveLength(1)
})

test('the bar shows where leaders came, where faults struck, and where a rule fell', async ({ page }) => {
  await openLab(page, 'protocol=ping&mutant=takesOldAnswers&scenario=slow-answers')
  const lab = page.locator('swarm-lab')
  await lab.getByRole('button', { name: 'To the end of the scenario' }).click()
  await expect(lab.locator('.ticks .violation')).toHaveCount(1)
  await expect(lab.locator('.ticks .decision')).not.toHaveCount(0)
})

test('a thousand nodes that all speak to all do not bring the page down: it says what is kept, and what is drawn', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await page.goto(`${pages.origin}demo/lab.html?protocol=ping&nodes=1000`)
  const lab = page.locator('swarm-lab')
  await expect(lab.locator('.full')).toContainText('This run is recorded no further', { timeout: 60_000 })
  await expect(lab.locator('swarm-network canvas')).toBeVisible()
  await expect(lab.locator('swarm-network .legend')).toContainText('more messages are on their way than are drawn')
  await lab.getByRole('button', { name: 'One step back' }).click()
  await expect(lab.locator('swarm-story .now')).toBeVisible()
})

test('plays on command only, at the pace of its slider, and stops when asked', async ({ page }) => {
  await openLab(page, 'protocol=ping')
  const lab = page.locator('swarm-lab')
  const clock = lab.locator('.clock')
  const before = await clock.textContent()
  await page.waitForTimeout(300) // nothing must move by itself: there is no event to wait for
  expect(await clock.textContent()).toBe(before)
  await lab.getByRole('button', { name: 'Play' }).click()
  await expect(clock).not.toHaveText(before!)
  await lab.getByRole('button', { name: 'Pause' }).click()
  await expect(lab.getByRole('button', { name: 'Play' })).toBeVisible()
  const paused = await clock.textContent()
  await page.waitForTimeout(300)
  expect(await clock.textContent()).toBe(paused)
})

test('a mistake breaks its rule, and the reader is led to the moment', async ({ page }) => {
  await openLab(page, 'protocol=ping&mutant=takesOldAnswers&scenario=slow-answers')
  const lab = page.locator('swarm-lab')
  await lab.getByRole('button', { name: 'To the end of the scenario' }).click()
  await lab.getByRole('tab', { name: 'Rules' }).click()
  await expect(lab.locator('swarm-rules li').first()).toContainText('broken')
  await lab.getByRole('button', { name: 'Show where' }).click()
  await expect(lab.locator('swarm-rules li').first()).toContainText('broken')
  await lab.getByRole('button', { name: 'One step back' }).click()
  await expect(lab.locator('swarm-rules li').first()).toContainText('holds so far')
})

test('the same attributes give the same run in two pages, and another language leaves it as it is', async ({
  context,
}) => {
  const query = 'protocol=raft&scenario=busy&seed=11'
  const stories: (string | null)[] = []
  for (const language of ['en', 'en', 'pt']) {
    const page = await context.newPage()
    await openLab(page, `${query}&lang=${language}`)
    const lab = page.locator('swarm-lab')
    await lab.locator('.lab').focus()
    const eventsIn = async () => Number.parseInt((await placeOf(page))!, 10)
    const first = await eventsIn()
    for (let step = 0; step < 40; step++) await page.keyboard.press('ArrowRight')
    await expect.poll(eventsIn).toBe(first + 40)
    await lab.getByRole('checkbox').first().uncheck()
    if (language === 'en') stories.push(await lab.locator('swarm-story ol').innerText())
    await page.evaluate(() => void (document.documentElement.lang = 'es'))
    await expect(lab.getByRole('tab', { name: 'Historia' })).toBeVisible()
    expect(await eventsIn()).toBe(first + 40)
  }
  expect(stories[0]).toContain('n1 hears')
  expect(stories[1]).toBe(stories[0])
})

test.describe('what a link says is text', () => {
  const markup = '<img src=x onerror="window.hit=1">'

  for (const attribute of ['protocol', 'scenario', 'seed', 'nodes', 'mutant', 'options']) {
    test(`${attribute}: a bad one is named, and never becomes an element`, async ({ page }) => {
      const query = new URLSearchParams({ protocol: 'ping', [attribute]: markup })
      await page.goto(`${pages.origin}demo/lab.html?${query}`)
      const trouble = page.locator('swarm-lab .trouble')
      await expect(trouble).toContainText(`${attribute}: expected`)
      expect(await page.locator('swarm-lab img').count()).toBe(0)
      expect(await page.evaluate(() => 'hit' in window)).toBe(false)
    })
  }

  test('a bad attribute leaves the run that is shown untouched', async ({ page }) => {
    await openLab(page, 'protocol=ping')
    const lab = page.locator('swarm-lab')
    const before = await placeOf(page)
    await lab.getByRole('button', { name: 'One step on' }).click()
    await expect.poll(() => placeOf(page)).not.toBe(before)
    const place = await placeOf(page)
    await lab.evaluate(element => element.setAttribute('nodes', 'many'))
    await expect(lab.locator('.trouble')).toContainText('nodes: expected a whole number')
    expect(await placeOf(page)).toBe(place)
  })
})

test('a frame tells its height to the page around it', async ({ page }) => {
  const frame = `${pages.origin}demo/embed.html?lab=raft&nodes=5&scenario=split-vote`
  const host = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<iframe src="${frame}" width="700" height="300"></iframe>`)
  })
  await new Promise<void>(resolve => host.listen(0, '127.0.0.1', resolve))
  await page.addInitScript(() => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    window.addEventListener('message', ({ data }) => heard.push(data))
  })
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`)
  const lab = page.frameLocator('iframe').locator('swarm-lab')
  await expect(lab.locator('.transport')).toBeVisible()
  // Its panels come a moment later, and it grows once more.
  const heightOfLab = () => lab.evaluate(element => Math.ceil(element.getBoundingClientRect().height))
  const latestOf = (name: string) =>
    page.evaluate(
      name => (window as unknown as { heard: Record<string, unknown>[] }).heard.findLast(said => name in said),
      name,
    )
  await expect(async () => {
    const height = await heightOfLab()
    expect(height).toBeGreaterThan(100)
    expect(await latestOf('subject')).toEqual({ subject: 'lti.frameResize', height })
    expect(await latestOf('type')).toEqual({ type: 'tabswarm-height', height })
  }).toPass({ timeout: 20_000 })
  host.closeAllConnections()
  await new Promise(resolve => host.close(resolve))
})

test.describe('accessible', () => {
  for (const [language, colorScheme] of looks) {
    test(`axe finds nothing on any page: ${language}, ${colorScheme}`, async ({ page }) => {
      test.setTimeout(90_000)
      await page.emulateMedia({ colorScheme })
      for (const path of ['', 'demo/lab.html', 'demo/course.html', 'demo/embedding.html', 'demo/embed.html']) {
        await page.goto(`${pages.origin}${path}?lang=${language}`)
        if (!path.includes('embedding')) await expect(page.locator('swarm-lab .transport').first()).toBeVisible()
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)).toEqual([])
      }
    })
  }

  for (const colorScheme of ['light', 'dark'] as const)
    test(`what a button says can be read under the pointer, too: ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await openLab(page, 'protocol=ping')
      await page.getByRole('tab', { name: 'By hand' }).click()
      for (const name of ['Hold all messages', 'Keys']) {
        await page.getByRole('button', { name }).hover()
        const { violations, passes } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze()
        expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([])
        expect(passes.flatMap(({ nodes }) => nodes).some(({ html }) => html.includes(name))).toBe(true)
      }
    })

  test('axe finds nothing in any panel of a lab', async ({ page }) => {
    await openLab(page, 'protocol=raft&scenario=busy')
    const lab = page.locator('swarm-lab')
    await lab.locator('details summary').first().click()
    for (const panel of ['State', 'Rules', 'What can be done', 'Story']) {
      await lab.getByRole('tab', { name: panel }).click()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${panel}: ${id} ${nodes[0]?.html}`)).toEqual([])
    }
  })
})

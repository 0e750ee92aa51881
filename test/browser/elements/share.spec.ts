// What is taken from a lab and brought to it, and what it asks its reader, in the built pages: links, traces, pictures, guesses.
// they are read.

import { readFile, writeFile } from 'node:fs/promises'
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

const placeOf = (page: Page) => page.locator('swarm-lab .place .number').textContent()
const positionOf = async (page: Page) => Number.parseInt((await placeOf(page))!, 10)

/** Clicks, and waits until the place has moved: read at once, it is at times still the one before. */
async function move(page: Page, button: string): Promise<void> {
  const before = await placeOf(page)
  await page.locator('swarm-lab').getByRole('button', { name: button, exact: true }).click()
  await expect.poll(() => placeOf(page)).not.toBe(before)
}

/** Every line of the story up to the reader's place, as everyone reads it. */
async function storyOf(page: Page): Promise<string> {
  const lab = page.locator('swarm-lab')
  await lab.getByRole('tab', { name: 'Story' }).click()
  await lab.locator('swarm-story').getByRole('checkbox').first().uncheck()
  return lab.locator('swarm-story ol').innerText()
}

async function share(page: Page): Promise<void> {
  await page.locator('swarm-lab').getByText('Share', { exact: true }).click()
  await expect(page.locator('swarm-lab .share')).toBeVisible()
}

const linkIn = (page: Page) => page.locator('swarm-lab').getByLabel('Link to this moment').first().inputValue()

async function download(page: Page, button: string): Promise<{ name: string; text: string; bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('swarm-lab').getByRole('button', { name: button }).click(),
  ])
  const bytes = await readFile(await file.path())
  return { name: file.suggestedFilename(), text: bytes.toString(), bytes }
}

async function offer(page: Page, text: string): Promise<void> {
  await page
    .locator('swarm-lab')
    .getByLabel('Open a trace')
    .setInputFiles({ name: 'a.jsonl', mimeType: 'text/plain', buffer: Buffer.from(text) })
}

test('a link opened cold restores the step of a run that was changed by hand', async ({ page, browser }) => {
  await openLab(page, 'protocol=raft&scenario=split-vote&seed=7')
  const lab = page.locator('swarm-lab')
  await move(page, 'On to the next decision')
  for (let step = 0; step < 5; step++) await move(page, 'One step back')
  await lab.getByRole('tab', { name: 'What can be done' }).click()
  await move(page, 'Crash')
  for (let step = 0; step < 20; step++) await move(page, 'One step on')
  const place = await positionOf(page)
  const story = await storyOf(page)
  await share(page)
  const link = await linkIn(page)
  expect(link).toContain('#swarm-lab=1&v=1&protocol=raft')
  await expect(lab.getByRole('img', { name: 'Link to this moment' })).toBeVisible()

  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(link)
  await expect(elsewhere.locator('swarm-lab .transport')).toBeVisible()
  expect(await positionOf(elsewhere)).toBe(place)
  expect(await storyOf(elsewhere)).toBe(story)
  await elsewhere.context().close()
})

test('on a page with many labs a link is that of its lab, also when it is opened later', async ({ page }) => {
  await page.goto(`${pages.origin}demo/course.html`)
  const third = page.locator('swarm-lab').nth(2)
  await third.scrollIntoViewIfNeeded()
  await expect(third.locator('.transport')).toBeVisible()
  const first = page.locator('swarm-lab').first()
  const before = await first.locator('.place .number').textContent()
  await page.evaluate(() => {
    location.hash = '#swarm-lab=3&v=1&protocol=byzantine-generals&scenario=four-generals&seed=5&step=9'
  })
  await expect(third).toHaveAttribute('seed', '5')
  await expect(third.locator('.place .number')).toContainText('9 of')
  await expect(first).not.toHaveAttribute('seed', '5')
  await first.scrollIntoViewIfNeeded()
  await expect(first.locator('.place .number')).toHaveText(before!)
})

test('a bad link is named, never becomes an element, and leaves the page its own run', async ({ page }) => {
  for (const [link, problem] of [
    ['v=2&step=1', 'link.v: expected 1'],
    ['v=1&protocol=ping&step=lots', 'link.step: expected a whole number'],
    ['v=1&protocol=byzantine-generals&step=99999', 'link.step: expected at most'],
    ['v=1&protocol=%3Cimg%20src%3Dx%20onerror%3D%22window.hit%3D1%22%3E&step=1', 'protocol: expected one of'],
    ['v=1&protocol=ping&step=1&edits=%5B%7B%22after%22%3A1%7D%5D', 'link.edits.0'],
  ] as const) {
    await page.goto('about:blank')
    await page.goto(`${pages.origin}demo/lab.html?protocol=ping#swarm-lab=1&${link}`)
    const lab = page.locator('swarm-lab')
    await expect(lab.locator('.trouble')).toContainText(problem)
    await expect(lab.locator('.transport')).toBeVisible()
    expect(await lab.locator('img').count()).toBe(0)
    expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  }
})

test('a trace is saved, opened again as a recording, and done again in the simulator', async ({ page }) => {
  await openLab(page, 'protocol=ping&scenario=closed-lid&seed=3')
  const lab = page.locator('swarm-lab')
  await lab.getByRole('button', { name: 'To the end of the scenario' }).click()
  await expect(lab.locator('.clock')).toContainText('8000')
  const length = await positionOf(page)
  await share(page)
  const trace = await download(page, 'Save the trace')
  expect(trace.name).toBe('ping-closed-lid-3.jsonl')
  expect(trace.text.trim().split('\n')).toHaveLength(length + 1)

  await openLab(page, 'protocol=gossip')
  await share(page)
  await offer(page, trace.text)
  await expect(lab.locator('h2')).toHaveText('Who is there?')
  await expect(lab.getByText('a recording')).toBeVisible()
  await expect(lab.locator('.place .number')).toHaveText(`0 of ${length} events`)
  await lab.getByRole('button', { name: 'Run it again in the simulator' }).click()
  await expect(lab.getByText('simulated', { exact: true })).toBeVisible()
  await expect(lab).toHaveAttribute('seed', '3')
})

test('a bad trace is refused by line and field, and the run that is shown stays', async ({ page }) => {
  await openLab(page, 'protocol=ping')
  const lab = page.locator('swarm-lab')
  await move(page, 'One step on')
  const place = await placeOf(page)
  await share(page)
  const { text } = await download(page, 'Save the trace')
  for (const [bad, problem] of [
    ['<script>window.hit=1</script>', 'line 1: line: expected JSON'],
    [text.replace('"protocol":"ping"', '"protocol":"<img src=x onerror=hit>"'), 'line 1: protocol: no such lab'],
    [text.replace('"kind":"step"', '"kind":"<img src=x>"'), 'line 2: kind'],
    [text.replace(/"delayMs":\d+/, '"delayMs":7'), 'line 2: effects'],
  ] as const) {
    await offer(page, bad)
    await expect(lab.locator('.trouble')).toContainText(problem)
    expect(await lab.locator('img, script').count()).toBe(0)
    expect(await placeOf(page)).toBe(place)
  }
})

test('the picture is saved as it is seen, and stands alone', async ({ page }, testInfo) => {
  await openLab(page, 'protocol=raft&scenario=split-vote&seed=7')
  const lab = page.locator('swarm-lab')
  await lab.getByRole('button', { name: 'On to the next decision' }).click()
  await share(page)
  const svg = await download(page, 'Save the picture (SVG)')
  expect(svg.name).toBe('raft-split-vote-7.svg')
  expect(svg.text).not.toMatch(/class=|<script|var\(/)
  const png = await download(page, 'Save the picture (PNG)')
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
  const shiviz = await download(page, 'Save for ShiViz')
  expect(shiviz.text).toMatch(/^n1 \{"n1":1\}\n/m)
  const path = testInfo.outputPath('picture.svg')
  await writeFile(path, svg.text)
  await page.goto(`file://${path}`)
  expect(await page.evaluate(() => document.documentElement.nodeName)).toBe('svg')
  expect(await page.locator('text').allTextContents()).toEqual(expect.arrayContaining(['n1']))
  await page.screenshot({ path: testInfo.outputPath('picture.png') })
})

test('a reader is asked before something decisive, answers, and is told', async ({ page }) => {
  await openLab(page, 'protocol=raft&scenario=split-vote&seed=7')
  const lab = page.locator('swarm-lab')
  await lab.getByRole('button', { name: 'Guess what comes next' }).click()
  await expect(lab.locator('.guess')).toContainText('Which node will it be? “… leads term ….”')
  await expect(lab.locator('swarm-story .now')).not.toContainText('leads term')
  await expect(lab.locator('.view.timeline')).toHaveCSS('visibility', 'hidden') // it shows what is to come
  await lab.locator('.candidates').getByRole('button', { name: 'n1', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(lab.locator('swarm-story .now')).toContainText('leads term')
  const leader = (await lab.locator('swarm-story .now').textContent())!.match(/(n\d) leads term/)![1]!
  await expect(lab.locator('.guess')).toContainText(
    leader === 'n1' ? 'Right: it is n1' : `You said n1. It is ${leader}.`,
  )
  await expect(lab.locator('.guess')).toContainText(`${leader === 'n1' ? 1 : 0} of 1`)
  await expect(lab.locator('.view.timeline')).toHaveCSS('visibility', 'visible')
})

test('a challenge is begun, is open, and is missed when its time is over; the past is open still', async ({ page }) => {
  await openLab(page, 'protocol=raft&scenario=busy')
  const lab = page.locator('swarm-lab')
  await lab.getByText('Challenges').click()
  await lab.locator('.challenges li', { hasText: 'step down' }).getByRole('button').click()
  await expect(lab).toHaveAttribute('scenario', 'calm')
  await expect(lab.locator('.lab')).toBeFocused()
  const challenge = lab.locator('.challenge')
  await expect(challenge).toContainText('still open')
  await lab.getByRole('button', { name: 'To the end of the scenario' }).click()
  await expect(challenge).toContainText('missed')
  await expect(challenge).toContainText('0 of 2 interventions, 0 ms left')
  await lab.getByRole('button', { name: 'To the beginning' }).click()
  await expect(challenge).toContainText('still open')
})

test('a challenge of thrift is met by options: they are set, the run begins anew, and its cost is told', async ({
  page,
}) => {
  await openLab(page, 'protocol=raft')
  const lab = page.locator('swarm-lab')
  const challenge = lab.locator('.challenge')
  await lab.getByText('Challenges').click()
  await lab.locator('.challenges li', { hasText: '600 operations' }).getByRole('button').click()
  await expect(challenge).toContainText('Answered: 0 / 600. Messages for each: – / 9.')
  await lab.getByRole('button', { name: 'To the end of the scenario' }).click()
  await expect(challenge).toContainText('missed', { timeout: 20_000 })
  await expect(challenge).toContainText('Messages for each: 10.9 / 9.')
  await lab.getByText('Set up', { exact: true }).click()
  await lab.getByLabel('Options').fill('{"reads":"lease","heartbeatMs":100}')
  await page.keyboard.press('Enter')
  await expect(challenge).toContainText('still open')
  await lab.getByRole('button', { name: 'To the end of the scenario' }).click()
  await expect(challenge).toContainText('done!', { timeout: 20_000 })
})

for (const [language, colorScheme] of looks) {
  test(`a phone has room for all of it, and axe finds nothing: ${language}, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 360, height: 740 })
    await openLab(page, `protocol=raft&lang=${language}`)
    const lab = page.locator('swarm-lab')
    await lab.locator('.guess button').first().click()
    await expect(lab.locator('.candidates')).toBeVisible()
    for (const summary of await lab.locator('.below summary').all()) await summary.click()
    await expect(lab.locator('.share .code svg')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    const tooWide = await lab.evaluate(element =>
      [...element.shadowRoot!.querySelectorAll('button, input, select, svg')]
        .filter(part => part.getBoundingClientRect().right > element.getBoundingClientRect().right)
        .map(part => part.outerHTML),
    )
    expect(tooWide).toEqual([])
  })
}

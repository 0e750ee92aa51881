// Goal: at every width a picture can be read: no word of it is cut off, and none lies over another. Places are compared, and
// not pixels, so that it holds on a machine with other fonts, too.

import { expect, type Locator, type Page, test } from '@playwright/test'
import { type BuiltPages, servePages } from './built-pages.ts'

let pages: BuiltPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

interface Box {
  readonly words: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const boxesOf = (words: Locator): Promise<Box[]> =>
  words.evaluateAll(all =>
    all.map(one => {
      const { left, right, top, bottom } = one.getBoundingClientRect()
      return { words: one.textContent!.trim(), left, right, top, bottom }
    }),
  )

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom

const overlaps = (boxes: readonly Box[]): readonly string[] =>
  boxes.flatMap((one, place) =>
    boxes.slice(place + 1).flatMap(other => (overlap(one, other) ? [`${one.words} and ${other.words}`] : [])),
  )

async function beyond(frame: Locator, boxes: readonly Box[]): Promise<readonly string[]> {
  const [around] = await boxesOf(frame)
  return boxes
    .filter(({ left, right }) => left < around!.left - 1 || right > around!.right + 1)
    .map(({ words }) => words)
}

async function openLab(page: Page, width: number, query: string): Promise<void> {
  await page.setViewportSize({ width, height: 2_800 })
  await page.goto(`${pages.origin}demo/lab.html?${query}`)
  await expect(page.locator('swarm-timeline .sheet')).toBeVisible()
}

for (const width of [360, 700, 1400])
  test(`${width} pixels: every node has its name beside it, and what was announced is not cut off`, async ({
    page,
  }) => {
    await openLab(page, width, 'protocol=raft&scenario=split-vote&seed=7')
    const announced = page.locator('swarm-timeline .said')
    await page.getByRole('button', { name: 'On to the next decision' }).click()
    await expect(announced).not.toHaveCount(0)
    const names = await boxesOf(page.locator('swarm-network .node .name, swarm-network .node .fact'))
    expect(names.length).toBeGreaterThan(7)
    const bodies = await boxesOf(page.locator('swarm-network .node .body'))
    expect(overlaps([...names, ...bodies])).toEqual([])
    expect(await beyond(page.locator('swarm-network svg').first(), names)).toEqual([])
    expect(await beyond(page.locator('swarm-timeline .sheet'), await boxesOf(announced))).toEqual([])
  })

test('on a phone twelve nodes are a ring still, and each has its name', async ({ page }) => {
  await openLab(page, 360, 'protocol=raft&scenario=calm&nodes=12')
  const names = await boxesOf(page.locator('swarm-network .node .name'))
  expect(names).toHaveLength(12)
  const bodies = await boxesOf(page.locator('swarm-network .node .body'))
  expect(overlaps([...names, ...bodies])).toEqual([])
  expect(await beyond(page.locator('swarm-network svg').first(), names)).toEqual([])
})

test('on every card of the front page the whole network can be seen', async ({ page }) => {
  await page.goto(pages.origin)
  for (const card of await page.locator('.card').all()) {
    await card.scrollIntoViewIfNeeded()
    await expect(card.locator('.node').first()).toBeVisible()
    const [miniature, picture] = await card.evaluate(element => {
      const frame = element.querySelector('.miniature')!
      const svg = frame.querySelector('swarm-network')!.shadowRoot!.querySelector('.stage > svg')!
      return [frame.getBoundingClientRect().toJSON(), svg.getBoundingClientRect().toJSON()] as DOMRect[]
    })
    expect(picture!.top).toBeGreaterThanOrEqual(miniature!.top)
    expect(picture!.bottom).toBeLessThanOrEqual(miniature!.bottom)
    expect(picture!.left).toBeGreaterThanOrEqual(miniature!.left)
    expect(picture!.height).toBeGreaterThan(miniature!.height * 0.75)
  }
})

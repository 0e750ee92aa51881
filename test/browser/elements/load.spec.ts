// What a lab costs the page it stands in: time until it can be used, and work while nobody looks at it.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, type Page, test } from '@playwright/test'
import { hint } from '../compile-hints.ts'
import { type BuiltPages, servePages } from './built-pages.ts'

let pages: BuiltPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

const interactiveMsMax = 1_000
/** A neighbour on the machine may spoil one load, and not all. */
const tries = 5

/** What a page with one lab asks for before its picture stands and its bar can be used, packed, in bytes. */
const firstLoadBytesMax = 60_000

/**
 * From the first byte asked for until the bar can be used and the network is drawn. The page is looked at with each frame from
 * its first on: what comes later is asked for two frames after the picture, however slow the machine is.
 */
async function loadMs(page: Page, protocol: string): Promise<number> {
  await page.addInitScript(() => {
    const watched = window as unknown as { stoodMs?: number }
    const look = () => {
      const lab = document.querySelector('swarm-lab')?.shadowRoot
      const node = lab?.querySelector('swarm-network')?.shadowRoot?.querySelector('.node')
      if (node && lab?.querySelector('.transport')) watched.stoodMs = performance.now()
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto(`${pages.origin}demo/lab.html?protocol=${protocol}`)
  const stood = await page.waitForFunction(() => (window as unknown as { stoodMs?: number }).stoodMs)
  return (await stood.jsonValue())!
}

for (const protocol of ['ping', 'raft']) {
  test(`${protocol}: the first picture stands after less than 60 kB of packed JavaScript, and the rest comes by itself`, async ({
    page,
  }) => {
    const stoodAt = await loadMs(page, protocol)
    await page.getByRole('tab', { name: 'Rules' }).click()
    await expect(page.locator('swarm-rules li')).not.toHaveCount(0)
    await page.locator('swarm-timeline').scrollIntoViewIfNeeded()
    await expect(page.locator('swarm-timeline svg').first()).toBeVisible()
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.js'))
        .map(({ name, startTime }) => ({ name, startTime })),
    )
    const weights = await Promise.all(
      scripts.map(async ({ name, startTime }) => {
        const bytes = gzipSync(await readFile(join(pages.folder, name.slice(pages.origin.length)))).length
        return { name: name.slice(pages.origin.length), bytes, isFirst: startTime <= stoodAt }
      }),
    )
    const sum = (of: typeof weights) => of.reduce((total, { bytes }) => total + bytes, 0)
    const first = weights.filter(({ isFirst }) => isFirst)
    for (const { name, bytes, isFirst } of weights) console.log(`${isFirst ? 'first' : 'later'} ${bytes} ${name}`)
    console.log(`${protocol}: ${sum(first)} bytes until the picture stands, ${sum(weights)} with the rest`)
    expect(sum(first)).toBeGreaterThan(sum(weights) / 4) // or else nothing was measured
    expect(sum(first)).toBeLessThan(firstLoadBytesMax)
  })
}

test('a lab can be used within a second', async ({ browser }) => {
  const times: number[] = []
  for (let attempt = 0; attempt < tries; attempt++) {
    const context = await browser.newContext()
    times.push(await loadMs(await context.newPage(), 'raft'))
    await context.close()
  }
  console.log(`a lab could be used after ${times.map(Math.round).join(', ')} ms`)
  expect(Math.min(...times)).toBeLessThan(interactiveMsMax)
})

test('twelve labs on one page load their code once, and none that is out of sight asks for frames', async ({
  page,
}) => {
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname))
  await page.addInitScript(() => {
    const request = window.requestAnimationFrame.bind(window)
    Object.assign(window, { frames: 0 })
    window.requestAnimationFrame = callback => {
      ;(window as unknown as { frames: number }).frames++
      return request(callback)
    }
  })
  await page.goto(`${pages.origin}demo/lab.html?protocol=raft`)
  await page.evaluate(() => {
    for (let count = 1; count < 12; count++) {
      const lab = document.createElement('swarm-lab')
      lab.setAttribute('protocol', 'raft')
      document.querySelector('main')!.append(lab)
    }
  })
  const labs = page.locator('swarm-lab')
  const [first, last] = [labs.first(), labs.last()]
  await expect(first.locator('.transport')).toBeVisible()
  expect(await last.evaluate(lab => (lab as HTMLElement & { bench: unknown }).bench)).toBeNull()
  await first.getByRole('button', { name: 'Play' }).click()
  await last.scrollIntoViewIfNeeded()
  await expect(last.locator('.transport')).toBeVisible()
  const scripts = asked.filter(path => path.endsWith('.js'))
  expect(new Set(scripts).size).toBe(scripts.length)
  await expect(first.getByRole('button', { name: 'Play' })).toHaveCount(1) // it paused out of sight
  const frames = () => page.evaluate(() => (window as unknown as { frames: number }).frames)
  const framesInHalfASecond = async () => {
    const before = await frames()
    await page.waitForTimeout(500) // nothing must happen in it: there is no event to wait for
    return (await frames()) - before
  }
  // The one in sight draws itself first, on a busy machine a second long.
  await expect.poll(framesInHalfASecond).toBe(0)
})

test('with reduced motion nothing on the page is animated, at rest or on a step', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(`${pages.origin}demo/lab.html?protocol=raft&scenario=split-vote&seed=7`)
  const lab = page.locator('swarm-lab')
  for (let step = 0; step < 4; step++) {
    await lab.getByRole('button', { name: 'On to the next decision' }).click()
    expect(await page.evaluate(countRunning)).toBe(0)
  }
})

/** In the page itself, and in every shadow tree of it. */
function countRunning(): number {
  const roots: (Document | ShadowRoot)[] = [document]
  for (const root of roots)
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot !== null) roots.push(shadowRoot)
  const running = roots.flatMap(root => root.getAnimations()).filter(({ playState }) => playState === 'running')
  return running.length
}

test('the network stack is marked to be compiled while it comes, and what every page loads is not', async () => {
  const assets = await readdir(join(pages.folder, 'assets'))
  const isMarked = async (file: string) => (await readFile(join(pages.folder, file), 'utf8')).startsWith(hint)
  const stack = assets.find(name => /^join-room-.*\.js$/.test(name))
  expect(await isMarked(`assets/${stack}`)).toBe(true)
  expect(await isMarked('elements.js')).toBe(false)
})

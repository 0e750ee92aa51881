// The main views as they were when somebody last looked at them and found them good. Letters are drawn otherwise with other
// fonts or another Chromium: there the pictures cannot be compared, and the test says so. `--update-snapshots` takes new ones.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type BuiltPages, servePages } from './built-pages.ts'

const takenWith = join(import.meta.dirname, 'goldens/taken-with.json')
/** Edges are smoothed a little differently from run to run. */
const tolerance = { maxDiffPixelRatio: 0.01 }

let pages: BuiltPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

/** What decides how letters look: the browser, and how wide its fonts draw them. */
const lettersOf = (page: Page): Promise<Record<string, string | number>> =>
  page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d')!
    const widthIn = (font: string): number => {
      pen.font = `100px ${font}`
      return Math.round(pen.measureText('Wer führt? n1 leads term 3 ▲◇●✕').width)
    }
    const { fontFamily } = getComputedStyle(document.body)
    const browser = navigator.userAgent.match(/Chrome\/(\d+)/)![1]!
    return { browser, page: widthIn(fontFamily), plain: widthIn('sans-serif'), even: widthIn('monospace') }
  })

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 1200])
    test(`a lab looks as it did: ${colorScheme}, ${width} pixels`, async ({ page }, { config }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 2_800 })
      await page.goto(`${pages.origin}demo/lab.html?protocol=raft&scenario=split-vote&seed=7`)
      const letters = JSON.stringify(await lettersOf(page), null, 2)
      if (config.updateSnapshots === 'all') writeFileSync(takenWith, `${letters}\n`)
      const taken = readFileSync(takenWith, 'utf8').trim()
      test.skip(letters !== taken, `drawn with ${letters}, which is not ${taken}`)

      await page.getByRole('button', { name: 'On to the next decision' }).click()
      await expect(page.locator('swarm-timeline .said')).not.toHaveCount(0)
      await expect(page.locator('swarm-lab')).toHaveScreenshot(`lab-${colorScheme}-${width}.png`, tolerance)
    })

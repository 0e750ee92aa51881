// An edit that was acknowledged as saved survives the death of the browser: killed in the middle, with no time for a word.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, expect, type Page, test } from '@playwright/test'
import { findChromium } from '../find-chromium.ts'
import { loopbackLaunch, type ServedPages, servePages } from '../swarm/serve-pages.ts'
import type {} from './pages/document.ts'

let pages: ServedPages
let profile: string
test.beforeAll(async () => {
  pages = await servePages({ root: join(import.meta.dirname, 'pages'), pages: ['document'] })
  profile = await mkdtemp(join(tmpdir(), 'tabswarm-profile-'))
})
test.afterAll(async () => {
  await pages.close()
  await rm(profile, { recursive: true, maxRetries: 5 })
})

interface Launched {
  readonly page: Page
  /** Nothing of it gets to say or write another word. */
  kill(): Promise<void>
}

/** Started by hand, since what Playwright starts it also ends in order. */
async function launch(): Promise<Launched> {
  const program = spawn(
    findChromium()!,
    [
      ...loopbackLaunch.args,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const browser = await chromium.connectOverCDP(await debuggerOf(program))
  program.stderr!.resume() // what nobody reads would fill up, and the browser wait for a reader
  const page = await browser.contexts()[0]!.newPage()
  await page.goto(`${pages.origin}/document.html`)
  await page.waitForFunction(() => window.openShared !== undefined)
  return {
    page,
    async kill() {
      const isGone = new Promise(resolve => program.once('exit', resolve))
      process.kill(-program.pid!, 'SIGKILL') // the whole group: pages are processes of their own
      await isGone
    },
  }
}

async function debuggerOf(program: ChildProcess): Promise<string> {
  for await (const line of createInterface(program.stderr!)) {
    const address = line.match(/DevTools listening on (ws:\S+)/)?.[1]
    if (address !== undefined) return address
  }
  throw new Error('the browser ended before it could be spoken to')
}

/** The disk has them, however long it takes to wake. */
async function expectAll(acknowledged: readonly string[], page: Page): Promise<void> {
  await page.evaluate(() => window.openShared({ room: 'killed' }, 'notes'))
  await page.waitForFunction(() => window.shared.status.storage === 'saved')
  const { text, troubles } = await page.evaluate(() => ({ ...window.read(), troubles: window.troubles }))
  const lost = acknowledged.filter(mark => !text.includes(mark))
  expect(lost, `${text.length} letters are there; troubles: ${JSON.stringify(troubles)}`).toEqual([])
}

test('every edit that was acknowledged is there after the browser was killed', async () => {
  const acknowledged: string[] = []
  for (const life of ['first', 'second', 'third']) {
    const { page, kill } = await launch()
    await page.exposeFunction('acknowledge', (mark: string) => acknowledged.push(mark))
    await expectAll(acknowledged, page)
    void page.evaluate(life => window.typeMarks(life, 1000, 5), life).catch(() => {}) // it does not live to type them
    const typed = () => acknowledged.filter(mark => mark.startsWith(life)).length
    await expect.poll(typed, { intervals: [5] }).toBeGreaterThan(20)
    await kill()
  }
  const { page, kill } = await launch()
  expect(acknowledged.length).toBeGreaterThan(60)
  await expectAll(acknowledged, page)
  await kill()
})

// A document between laptops: two browsers that share nothing but a relay, which carries all they say, dies and comes back.

import { join } from 'node:path'
import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import { type Relay, startRelay } from '../../../src/relay/relay.ts'
import { type BuiltPages, buildPages, loopbackLaunch } from '../swarm/serve-pages.ts'
import type {} from './pages/document.ts'

let pages: BuiltPages
let browsers: Browser[]
let relay: Relay
test.beforeAll(async () => {
  pages = await buildPages({ root: join(import.meta.dirname, 'pages'), pages: ['document'] })
  browsers = await Promise.all([chromium.launch(loopbackLaunch), chromium.launch(loopbackLaunch)])
  relay = await startRelay({ port: 0, host: '127.0.0.1', pages: pages.folder })
})
test.afterAll(async () => {
  await Promise.all(browsers.map(browser => browser.close()))
  await relay.stop()
  await pages.dispose()
})

async function open(browser: Browser): Promise<Page> {
  const context = await browser.newContext()
  await context.exposeFunction('acknowledge', () => {})
  await context.addInitScript(() => Reflect.deleteProperty(window, 'RTCPeerConnection')) // no way but by the relay
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${relay.port}/document.html`)
  await page.waitForFunction(() => window.openShared !== undefined)
  await page.evaluate(() => window.openShared({ room: 'class' }, 'notes'))
  return page
}

test('the relay is restarted while two laptops type: what each wrote without the other is there for both, to the byte', async () => {
  const laptops = (await Promise.all(browsers.map(open))) as [Page, Page]
  const read = () => Promise.all(laptops.map(page => page.evaluate(() => window.read())))
  const status = () => Promise.all(laptops.map(page => page.evaluate(() => window.shared.status.sync)))
  await expect.poll(status).toEqual(['synced', 'synced'])
  const type = (name: string) =>
    Promise.all(laptops.map((page, index) => page.evaluate(name => window.typeMarks(name, 20, 20), `${name}${index}`)))
  await type('before')
  const { port } = relay
  await relay.stop()
  await expect.poll(status).toEqual(['alone', 'alone'])
  await type('apart')
  expect(new Set((await read()).map(({ digest }) => digest)).size).toBe(2)
  relay = await startRelay({ port, host: '127.0.0.1', pages: pages.folder })
  await expect.poll(status).toEqual(['synced', 'synced'])
  await type('after')
  await expect.poll(async () => new Set((await read()).map(({ digest }) => digest)).size).toBe(1)
  const [{ text }] = (await read()) as [{ text: string }, unknown]
  for (const name of ['before', 'apart', 'after']) expect(text.match(new RegExp(name, 'g'))).toHaveLength(40)
})

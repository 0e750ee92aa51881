// A page that is left and that Back returns to. Playwright turns the browser's cache of left pages off; this Chromium has it.

import { expect, test } from '@playwright/test'
import { type DevTools, type DevToolsTab, openDevTools } from './devtools.ts'
import { loopbackFlags, type ServedPages, servePages } from './serve-pages.ts'

let pages: ServedPages
let browser: DevTools
test.beforeAll(async () => {
  pages = await servePages()
  browser = await openDevTools([...loopbackFlags, '--use-fake-ui-for-media-stream'])
})
test.afterAll(async () => {
  await browser.close()
  await pages.close()
})

const patience = { timeout: 20_000 }

/** Resolves with the id of the peer. Between two pages there is none to ask: so it is asked again. */
async function join(tab: DevToolsTab): Promise<string> {
  await expect.poll(() => tab.evaluate('typeof window.join').catch(() => 'no page'), patience).toBe('function')
  return await tab.evaluate(`window.join({ room: 'back' })`)
}

test('a page in a room that is left leaves it, and is a fresh one with the same id when Back returns to it', async () => {
  const [stays, goes] = [
    await browser.openTab(`${pages.origin}/room.html`),
    await browser.openTab(`${pages.origin}/room.html`),
  ]
  await join(stays)
  const id = await join(goes)
  const seen = () =>
    stays.evaluate<string>(`[...window.room.peers.values()].map(({ id, way }) => id + ' ' + way).join()`)
  await expect.poll(seen, patience).toBe(`${id} direct`)
  await goes.evaluate(`window.wasHere = true; location.href = './acceptance.html'; 0`)
  await expect.poll(seen, patience).toBe('')
  await expect.poll(() => goes.evaluate('location.pathname').catch(() => ''), patience).toBe('/acceptance.html')
  await goes.evaluate('history.back(); 0')
  const page = () => goes.evaluate('[location.pathname, window.wasHere === true, typeof window.join].join()')
  await expect.poll(() => page().catch(() => ''), patience).toBe('/room.html,false,function')
  expect(await join(goes)).toBe(id)
  await expect.poll(seen, patience).toBe(`${id} direct`)
})

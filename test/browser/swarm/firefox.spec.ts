// The same rooms in Firefox: between its own tabs, and with a Chromium that it meets at a relay. Skipped where there is none.

import { type Browser, type BrowserContext, chromium, expect, test } from '@playwright/test'
import { type Relay, startRelay } from '../../../src/relay/relay.ts'
import { findFirefox, launchFirefox } from '../find-firefox.ts'
import { buildPages, loopbackLaunch, loopbackPermissions } from './serve-pages.ts'
import { expectPeers, openTab, type Tab, toldTo } from './tabs.ts'

const program = findFirefox()
test.skip(program === null, 'there is no Firefox on this machine: apt-get install firefox-esr')

let relay: Relay
let dispose: () => Promise<void>
let fox: Browser
test.beforeAll(async () => {
  const built = await buildPages()
  dispose = () => built.dispose()
  relay = await startRelay({ port: 0, host: '127.0.0.1', pages: built.folder })
  fox = await launchFirefox(program!)
})
test.afterAll(async () => {
  await fox?.close()
  await relay?.stop()
  await dispose?.()
})

const url = (page: string): string => `http://127.0.0.1:${relay.port}/${page}.html`

async function expectTalk(left: Tab, right: Tab): Promise<void> {
  await left.page.evaluate(id => window.room.send(id, Uint8Array.of(1, 2, 3)), right.id)
  await expect.poll(() => toldTo(right)).toContain(`message ${left.id} 1,2,3`)
  const { digest, answer } = await left.page.evaluate(id => window.sendStream(id, 3_000_000), right.id)
  expect(answer).toBe(digest)
}

test('two tabs of Firefox meet with no server between them, speak directly, and miss the one that closes', async () => {
  const context = await fox.newContext()
  const options = { room: 'foxes', relays: [] }
  const [left, right] = [await openTab(context, url('room'), options), await openTab(context, url('room'), options)]
  await expectPeers(left, [right], 'direct')
  await expectPeers(right, [left], 'direct')
  await expectTalk(left, right)
  await right.page.close({ runBeforeUnload: true })
  await expectPeers(left, [], 'direct', 10_000)
  await context.close()
})

test('a Firefox and a Chromium meet at the relay, speak directly both ways, and run one Raft that replays on both', async () => {
  test.setTimeout(90_000)
  const chrome = await chromium.launch(loopbackLaunch)
  const contexts: BrowserContext[] = [
    await fox.newContext(),
    await chrome.newContext({ permissions: [...loopbackPermissions] }),
  ]
  const relays = [`ws://127.0.0.1:${relay.port}/relay`]
  const [inFox, inChrome] = [
    await openTab(contexts[0]!, url('room'), { room: 'both', relays }),
    await openTab(contexts[1]!, url('room'), { room: 'both', relays }),
  ]
  await expectPeers(inFox, [inChrome], 'direct')
  await expectPeers(inChrome, [inFox], 'direct')
  await expectTalk(inFox, inChrome)
  await expectTalk(inChrome, inFox)

  const pages = await Promise.all(contexts.map(context => context.newPage()))
  for (const page of pages) {
    await page.goto(url('cluster'))
    await page.waitForFunction(() => window.take !== undefined)
    await page.evaluate(relays => window.take({ room: 'raft', relays }), relays)
  }
  for (const page of pages) {
    await expect.poll(() => page.evaluate(() => new Set(Object.values(window.homes())).size)).toBe(2)
    await page.evaluate(() => window.startClients(2))
  }
  for (const page of pages) {
    await expect.poll(() => page.evaluate(() => window.answered()), { timeout: 20_000 }).toBeGreaterThan(30)
  }
  const verdicts = await Promise.all(pages.map(page => page.evaluate(() => window.judge())))
  for (const { divergence, broken, clients } of verdicts) {
    expect({ divergence, broken, clients }).toEqual({ divergence: null, broken: [], clients: 4 })
  }
  for (const page of pages) expect(await page.evaluate(() => window.clusterTroubles)).toEqual([])
  await chrome.close()
  await contexts[0]!.close()
})

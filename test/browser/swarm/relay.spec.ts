// Laptops: separate browser processes that share nothing but the relay that served them the page.

import { type Browser, type BrowserContext, chromium, expect, test } from '@playwright/test'
import { type Relay, startRelay } from '../../../src/relay/relay.ts'
import { type BuiltPages, buildPages, loopbackLaunch, loopbackPermissions } from './serve-pages.ts'
import { expectPeers, openTab, type Tab, toldTo, waysOf } from './tabs.ts'

let pages: BuiltPages
let browsers: Browser[]
let relay: Relay
test.beforeAll(async () => {
  pages = await buildPages()
  browsers = await Promise.all([chromium.launch(loopbackLaunch), chromium.launch(loopbackLaunch)])
})
test.beforeEach(async () => {
  relay = await startRelay({ port: 0, host: '127.0.0.1', pages: pages.folder })
})
test.afterEach(() => relay.stop())
test.afterAll(async () => {
  await Promise.all(browsers.map(browser => browser.close()))
  await pages.dispose()
})

const url = () => `http://127.0.0.1:${relay.port}/room.html`

async function openLaptops(
  room: string,
  prepare: (context: BrowserContext) => Promise<unknown> = async () => {},
  relays?: readonly string[],
) {
  const laptops = await Promise.all(
    browsers.map(async browser => {
      const context = await browser.newContext({ permissions: [...loopbackPermissions] })
      await prepare(context)
      return await openTab(context, url(), { room, ...(relays && { relays }) })
    }),
  )
  return laptops as [Tab, Tab]
}

/** Candidates that reach nobody: what a firewall that drops UDP leaves of WebRTC. */
const dropUdp = (context: BrowserContext) =>
  context.addInitScript(() => {
    const Real = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Real {
      override async addIceCandidate() {}
    }
  })

const closeAll = (tabs: readonly Tab[]) => Promise.all(tabs.map(({ page }) => page.context().close()))

test('two laptops find the relay that served the page, meet there, and speak directly', async () => {
  const [left, right] = await openLaptops('cs101')
  await expectPeers(left, [right], 'direct')
  await expectPeers(right, [left], 'direct')
  await left.page.evaluate(id => window.room.send(id, Uint8Array.of(1, 2, 3)), right.id)
  await expect.poll(() => toldTo(right)).toContain(`message ${left.id} 1,2,3`)
  await right.page.close({ runBeforeUnload: true })
  await expectPeers(left, [], 'direct', 3000)
  await closeAll([left, right])
})

test('where UDP goes nowhere, the relay carries megabytes, and the room says so', async () => {
  const [left, right] = await openLaptops('blocked', dropUdp)
  await expectPeers(left, [right], 'relay', 3000)
  const { digest, answer } = await left.page.evaluate(id => window.sendStream(id, 3_000_000), right.id)
  expect(answer).toBe(digest)
  expect(relay.metrics.get('bytes_total')).toBeGreaterThan(3_000_000)
  await closeAll([left, right])
})

test('of two relays one dies: those it carried are carried by the other, and who comes then finds them', async () => {
  test.setTimeout(90_000)
  const second = await startRelay({ port: 0, host: '127.0.0.1', pages: pages.folder })
  const relays = [relay, second].map(({ port }) => `ws://127.0.0.1:${port}/relay`)
  const [left, right] = await openLaptops('two relays', dropUdp, relays)
  const carrier = async () => Object.values(await waysOf(left))[0]
  await expect.poll(carrier, { timeout: 10_000 }).toMatch(/^relay2?$/) // the one at which both were first
  const [dying, other] = (await carrier()) === 'relay' ? [relay, 'relay2'] : [second, 'relay']
  relay = dying === relay ? second : relay
  await dying.stop()
  await expectPeers(left, [right], other, 20_000) // once the direct way that is being tried has been given up
  await expectPeers(right, [left], other, 20_000)
  await left.page.evaluate(id => window.room.send(id, Uint8Array.of(7)), right.id)
  await expect.poll(() => toldTo(right)).toContain(`message ${left.id} 7`)
  const context = await browsers[0]!.newContext()
  await dropUdp(context)
  const newcomer = await openTab(context, url(), { room: 'two relays', relays })
  await expectPeers(newcomer, [left, right], other, 20_000)
  await closeAll([left, right, newcomer])
})

test('the relay dies and returns: those who speak directly notice nothing, and newcomers find them within five seconds', async () => {
  const [left, right] = await openLaptops('restart')
  await expectPeers(left, [right], 'direct')
  await expectPeers(right, [left], 'direct')
  const { port } = relay
  await relay.stop()
  await expect.poll(() => toldTo(left)).toContain('relay lost')
  await left.page.evaluate(id => window.room.send(id, Uint8Array.of(7)), right.id)
  await expect.poll(() => toldTo(right)).toContain(`message ${left.id} 7`)
  relay = await startRelay({ port, host: '127.0.0.1', pages: pages.folder })
  const returned = (tab: Tab) =>
    expect.poll(async () => (await toldTo(tab)).filter(line => line === 'relay joined').length, { timeout: 5000 })
  await Promise.all([returned(left).toBe(2), returned(right).toBe(2)])
  const context = await browsers[0]!.newContext({ permissions: [...loopbackPermissions] })
  const newcomer = await openTab(context, url(), { room: 'restart' })
  await expectPeers(newcomer, [left, right], 'direct')
  const told = (await toldTo(left)).concat(await toldTo(right))
  expect(told.filter(line => line.startsWith('left'))).toEqual([])
  await closeAll([left, right, newcomer])
})

test('twenty-five reloads in a row, and each time the room is whole again', async () => {
  test.setTimeout(120_000)
  const [left, right] = await openLaptops('reloads')
  await expectPeers(left, [right], 'direct')
  for (let number = 0; number < 25; number++) {
    await right.page.reload()
    await right.page.waitForFunction(() => window.join !== undefined)
    expect(await right.page.evaluate(() => window.join({ room: 'reloads' }))).toBe(right.id)
    await expectPeers(right, [left], 'direct')
    await expectPeers(left, [right], 'direct')
  }
  await closeAll([left, right])
})

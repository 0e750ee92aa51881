// A direct connection that dies while both tabs stay up and see each other: they dial anew.

import { expect, test } from '@playwright/test'
import { loopbackLaunch, loopbackPermissions, type ServedPages, servePages } from './serve-pages.ts'
import { expectPeers, openTab, type Tab, toldTo } from './tabs.ts'

test.use({ permissions: [...loopbackPermissions], launchOptions: loopbackLaunch })

declare global {
  interface Window {
    connections: RTCPeerConnection[]
  }
}

/** Half a second on a calm machine; the room aims at five. */
const redialWithinMs = 15_000

let pages: ServedPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

test('two tabs whose connection dies dial anew, whichever side loses it', async ({ context }) => {
  await context.addInitScript(() => {
    const Real = window.RTCPeerConnection
    window.connections = []
    window.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        window.connections.push(this)
      }
    }
  })
  const options = { room: 'redial' }
  const tabs = [
    await openTab(context, `${pages.origin}/room.html`, options),
    await openTab(context, `${pages.origin}/room.html`, options),
  ] as const
  await expectPeers(tabs[0], [tabs[1]], 'direct')
  await expectPeers(tabs[1], [tabs[0]], 'direct')
  for (const [number, loser] of tabs.entries()) {
    const other = tabs[1 - number]!
    const beganMs = performance.now()
    await loser.page.evaluate(() => window.connections.at(-1)!.close())
    await expectWord(loser, other, 2 * number)
    await expectWord(other, loser, 2 * number + 1)
    console.log(`they speak again after ${((performance.now() - beganMs) / 1000).toFixed(1)} s`)
    await expectPeers(loser, [other], 'direct')
    await expectPeers(other, [loser], 'direct')
  }
  const counts = await Promise.all(tabs.map(({ page }) => page.evaluate(() => window.connections.length)))
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(3) // the first, and one after each death
})

/** What is said while no connection is up is lost: so it is said until it is heard. */
async function expectWord(from: Tab, to: Tab, word: number): Promise<void> {
  const isHeard = async () => {
    await from.page.evaluate(({ id, word }) => window.room.send(id, Uint8Array.of(word)), { id: to.id, word })
    return (await toldTo(to)).includes(`message ${from.id} ${word}`)
  }
  await expect.poll(isHeard, { timeout: redialWithinMs, intervals: [50] }).toBe(true)
}

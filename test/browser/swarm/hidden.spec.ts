// A hidden tab, where the browser slows the page's timers to one a minute, as it does after five minutes: here after ten
// seconds, so that the test need not wait. The two tabs speak over the BroadcastChannel: an open data channel would
// spare them the slowing.

import { expect, test } from '@playwright/test'
import { type DevTools, type DevToolsTab, openDevTools } from './devtools.ts'
import { type ServedPages, servePages } from './serve-pages.ts'

let pages: ServedPages
let browser: DevTools
test.beforeAll(async () => {
  pages = await servePages()
  browser = await openDevTools(['--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/10'])
})
test.afterAll(async () => {
  await browser.close()
  await pages.close()
})

async function openTab(): Promise<DevToolsTab> {
  const tab = await browser.openTab(`${pages.origin}/room.html`)
  await expect.poll(() => tab.evaluate('typeof window.join')).toBe('function')
  await tab.evaluate('delete window.RTCPeerConnection')
  await tab.evaluate(`window.join({ room: 'hidden', storage: 'memory' })`)
  return tab
}

test('a tab that was hidden for minutes beats on, and neither side takes the other for gone', async () => {
  test.setTimeout(120_000)
  const [back, front] = [await openTab(), await openTab()]
  const waysOf = (tab: DevToolsTab) => tab.evaluate('[...window.room.peers.values()].map(({ way }) => way).join()')
  await expect.poll(() => waysOf(back)).toBe('tabs')
  expect(await Promise.all([back, front].map(tab => tab.evaluate('document.visibilityState')))).toEqual([
    'hidden',
    'visible',
  ])
  await back.evaluate('window.beatsIn(15_000)') // until the slowing has begun
  const beats = await back.evaluate<{ page: number; room: number }>('window.beatsIn(20_000)')
  console.log(
    `in 20 s of a hidden tab, timers of 100 ms rang: the page's ${beats.page} times, the room's ${beats.room}`,
  )
  expect(beats.page).toBeLessThan(15) // once a second would be twenty
  expect(beats.room).toBeGreaterThan(150)
  for (const tab of [back, front]) {
    expect(await waysOf(tab)).toBe('tabs')
    expect(await tab.evaluate('window.told.filter(line => line.startsWith("left")).join()')).toBe('')
  }
})

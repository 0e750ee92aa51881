// Laptops on a school's network, as network namespaces: unplugged, plugged in again, and what their rooms make of it.

import { expect, test } from '@playwright/test'
import { canMakeLaptops, openSchool, type School } from './laptops.ts'
import { type BuiltPages, buildPages } from './serve-pages.ts'
import { expectPeers, openTab, toldTo } from './tabs.ts'

test.skip(!canMakeLaptops(), 'network namespaces need root')

let pages: BuiltPages
let school: School
test.beforeAll(async () => {
  pages = await buildPages()
  school = await openSchool(pages.folder)
})
test.afterAll(async () => {
  await school.close()
  await pages.dispose()
})

test('a laptop that loses the network is missed within ten seconds, and back within five of its return', async () => {
  test.setTimeout(90_000)
  const [first, second] = [await school.laptop(1), await school.laptop(2)]
  const url = `${school.origin}/room.html`
  const [left, right] = [
    await openTab(await first.browser.newContext(), url, { room: 'school' }),
    await openTab(await second.browser.newContext(), url, { room: 'school' }),
  ]
  await expectPeers(left, [right], 'direct')
  await expectPeers(right, [left], 'direct')
  second.unplug()
  await expectPeers(left, [], 'direct', 10_000)
  second.plugIn()
  const isBack = async () => Object.keys(await left.page.evaluate(() => Object.fromEntries(window.room.peers))).length
  await expect.poll(isBack, { timeout: 5000 }).toBe(1)
  await right.page.evaluate(id => window.room.send(id, Uint8Array.of(7)), left.id)
  await expect.poll(() => toldTo(left)).toContain(`message ${right.id} 7`)
  await expectPeers(left, [right], 'direct', 20_000)
})

// Laptops on a school's network, as network namespaces: unplugged, plugged in again, and what their rooms make of it.

import { expect, test } from '@playwright/test'
import { canMakeLaptops, type Laptop, openSchool, type School } from './laptops.ts'
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

test('where a firewall drops UDP, the relay carries ten megabytes uncut, and the room says why', async () => {
  test.setTimeout(90_000)
  const laptops = [await school.laptop(3), await school.laptop(4)]
  for (const laptop of laptops) laptop.blockUdp()
  const open = async ({ browser }: Laptop) =>
    await openTab(await browser.newContext(), `${school.origin}/room.html`, { room: 'firewall' })
  const [left, right] = [await open(laptops[0]!), await open(laptops[1]!)]
  await expectPeers(left, [right], 'relay')
  await expectPeers(right, [left], 'relay')
  const { digest, answer } = await left.page.evaluate(id => window.sendStream(id, 10_000_000), right.id)
  expect(answer).toBe(digest)
  const told = async () => (await toldTo(left)).concat(await toldTo(right)).join('\n')
  await expect.poll(told, { timeout: 20_000 }).toMatch(/trouble .* direct to .*(candidates|not within)/)
  await expectPeers(left, [right], 'relay')
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
  // Either may miss the other while the other has found it again: what is said just then is lost, and said again.
  const saidAgain = async () => {
    await right.page.evaluate(id => window.room.send(id, Uint8Array.of(7)), left.id)
    return await toldTo(left)
  }
  await expect.poll(saidAgain, { timeout: 5000 }).toContain(`message ${right.id} 7`)
  await expectPeers(left, [right], 'direct')
  await expectPeers(right, [left], 'direct')
})

// Laptops at two homes, each behind a router that lets in only what was asked for: what their rooms make of it.

import { expect, test } from '@playwright/test'
import type { JoinOptions } from '../../../src/swarm/join-room.ts'
import { canMakeHomes, type Laptop, openSchool, type School } from './laptops.ts'
import { type BuiltPages, buildPages } from './serve-pages.ts'
import { expectPeers, openTab, type Tab, toldTo } from './tabs.ts'

test.skip(!canMakeHomes(), 'home routers need root, and the package nftables')

let pages: BuiltPages
let school: School
let laptops: readonly Laptop[]
test.beforeAll(async () => {
  test.setTimeout(90_000)
  pages = await buildPages()
  school = await openSchool(pages.folder)
  laptops = [await school.laptopAtHome(5), await school.laptopAtHome(6)]
})
test.afterAll(async () => {
  await school.close()
  await pages.dispose()
})

async function open(options: JoinOptions): Promise<[Tab, Tab]> {
  const opening = laptops.map(async ({ browser }) =>
    openTab(await browser.newContext(), `${school.origin}/room.html`, options),
  )
  return (await Promise.all(opening)) as [Tab, Tab]
}

test('without a STUN server the relay carries what two homes say, and the room says why', async () => {
  test.setTimeout(90_000)
  const [left, right] = await open({ room: 'two homes' })
  await expectPeers(left, [right], 'relay', 30_000)
  await expectPeers(right, [left], 'relay', 30_000)
  const { digest, answer } = await left.page.evaluate(id => window.sendStream(id, 3_000_000), right.id)
  expect(answer).toBe(digest)
  const told = async () => (await toldTo(left)).concat(await toldTo(right)).join('\n')
  await expect.poll(told, { timeout: 30_000 }).toMatch(/trouble .* direct to .*(candidates|not within)/)
})

test('with a STUN server two homes speak directly, also by an invitation with no relay between them', async () => {
  test.setTimeout(90_000)
  const iceServers = [{ urls: school.stunServer }]
  const [left, right] = await open({ room: 'two homes with stun', iceServers })
  await expectPeers(left, [right], 'direct', 30_000)
  const [host, guest] = await open({ room: 'by hand', iceServers, relays: [] })
  const invitation = await host.page.evaluate(() => window.room.invite())
  const answer = await guest.page.evaluate(text => window.room.accept(text), invitation)
  expect(await host.page.evaluate(text => window.room.accept(text), answer!)).toBeNull()
  await expectPeers(host, [guest], 'direct', 30_000)
  await host.page.evaluate(id => window.room.send(id, Uint8Array.of(1, 2, 3)), guest.id)
  await expect.poll(() => toldTo(guest), { timeout: 10_000 }).toContain(`message ${host.id} 1,2,3`)
})

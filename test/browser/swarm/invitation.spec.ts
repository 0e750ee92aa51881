// Laptops with no server between them: separate browser processes, no relay, and texts that the test carries by hand.

import { type Browser, chromium, expect, test } from '@playwright/test'
import { loopbackLaunch, loopbackPermissions, type ServedPages, servePages } from './serve-pages.ts'
import { expectPeers, openTab, type Tab, toldTo, waysOf } from './tabs.ts'

let pages: ServedPages
let browsers: Browser[]
test.beforeAll(async () => {
  pages = await servePages()
  browsers = await Promise.all([1, 2, 3].map(() => chromium.launch(loopbackLaunch)))
})
test.afterAll(async () => {
  await Promise.all(browsers.map(browser => browser.close()))
  await pages.close()
})

async function openLaptops(count: number, passwords: readonly string[] = []): Promise<Tab[]> {
  const tabs: Tab[] = []
  for (const browser of browsers.slice(0, count)) {
    const context = await browser.newContext({ permissions: [...loopbackPermissions] })
    const password = passwords[tabs.length]
    tabs.push(await openTab(context, `${pages.origin}/room.html`, { room: 'island', ...(password && { password }) }))
  }
  return tabs
}

const closeAll = (tabs: readonly Tab[]) => Promise.all(tabs.map(({ page }) => page.context().close()))

const invite = ({ page }: Tab) => page.evaluate(() => window.room.invite())
const accept = ({ page }: Tab, text: string) => page.evaluate(text => window.room.accept(text), text)

/** Patience is that of people: `answerAfterMs` pass before the answer is handed back. */
async function meet(inviter: Tab, guest: Tab, answerAfterMs = 0): Promise<string> {
  const invitation = await invite(inviter)
  const answer = await accept(guest, invitation)
  await inviter.page.waitForTimeout(answerAfterMs)
  expect(await accept(inviter, answer!)).toBeNull()
  return invitation
}

test('two laptops meet by an invitation, speak directly, and one that closes is missed', async () => {
  const [left, right] = (await openLaptops(2)) as [Tab, Tab]
  const invitation = await meet(left, right)
  console.log(`an invitation from this machine: ${invitation.length} characters`)
  expect(invitation.length).toBeLessThan(400) // a QR code of version 13, which a phone reads from a screen
  await expectPeers(left, [right], 'direct')
  await expectPeers(right, [left], 'direct')
  await left.page.evaluate(id => window.room.send(id, Uint8Array.of(1, 2, 3)), right.id)
  await expect.poll(() => toldTo(right)).toContain(`message ${left.id} 1,2,3`)
  await right.page.close({ runBeforeUnload: true })
  await expectPeers(left, [], 'direct', 3000)
  await closeAll([left, right])
})

test('an answer that is handed back after twenty seconds, when all checks have failed, still connects', async () => {
  test.setTimeout(90_000)
  const [left, right] = (await openLaptops(2)) as [Tab, Tab]
  await meet(left, right, 20_000)
  await expectPeers(left, [right], 'direct')
  await closeAll([left, right])
})

test('two guests of one host are introduced to each other, and stay together when the host leaves', async () => {
  const [host, ann, bob] = (await openLaptops(3)) as [Tab, Tab, Tab]
  await meet(host, ann)
  await meet(host, bob)
  await expectPeers(ann, [host, bob], 'direct')
  await expectPeers(bob, [host, ann], 'direct')
  await host.page.close({ runBeforeUnload: true })
  await expectPeers(ann, [bob], 'direct', 3000)
  await ann.page.evaluate(id => window.room.send(id, Uint8Array.of(4)), bob.id)
  await expect.poll(() => toldTo(bob)).toContain(`message ${ann.id} 4`)
  await closeAll([host, ann, bob])
})

test('an invitation to a room with a password is no key to it: who has another password stays outside', async () => {
  const passwords = ['correct horse', 'correct horse', 'battery staple']
  const [host, ann, eve] = (await openLaptops(3, passwords)) as [Tab, Tab, Tab]
  await meet(host, eve)
  await meet(host, ann)
  await expectPeers(host, [ann], 'direct')
  await expectPeers(ann, [host], 'direct')
  expect(await waysOf(eve)).toEqual({})
  await closeAll([host, ann, eve])
})

// Raft across real tabs of one browser: it elects, commits, survives the end of its leader's tab, and what its clients saw is
// linearizable while faults strike.

import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type PeerId, peerId } from '../../../src/core/ids.ts'
import { loopbackLaunch, loopbackPermissions, type ServedPages, servePages } from './serve-pages.ts'

test.use({ permissions: [...loopbackPermissions], launchOptions: loopbackLaunch })

let pages: ServedPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

interface Tab {
  readonly page: Page
  readonly id: PeerId
}

async function take(context: BrowserContext, room: string): Promise<Tab> {
  return await takeIn(await context.newPage(), room)
}

async function takeIn(page: Page, room: string): Promise<Tab> {
  await page.goto(`${pages.origin}/cluster.html`)
  await page.waitForFunction(() => window.take !== undefined)
  return { page, id: await page.evaluate(room => window.take({ room }), room) }
}

const homesOf = ({ page }: Tab) => page.evaluate(() => window.homes())
const leaderOf = ({ page }: Tab) => page.evaluate(() => window.leader())
const judgedBy = ({ page }: Tab) => page.evaluate(() => window.judge())
const answeredIn = ({ page }: Tab) => page.evaluate(() => window.answered())

/** How many nodes each page has, fewest first. */
const sharesIn = (homes: Record<string, PeerId>): number[] => {
  const all = Object.values(homes)
  return [...new Set(all)].map(page => all.filter(home => home === page).length).sort()
}

async function openThree(context: BrowserContext, room: string): Promise<[Tab, Tab, Tab]> {
  const tabs: [Tab, Tab, Tab] = [await take(context, room), await take(context, room), await take(context, room)]
  for (const tab of tabs) {
    await expect.poll(async () => sharesIn(await homesOf(tab))).toEqual([1, 2, 2])
    await expect.poll(() => leaderOf(tab)).not.toBe(null)
  }
  return tabs
}

test('elects and commits, loses its leader’s tab and goes on, and stays linearizable under faults', async ({
  context,
}) => {
  const tabs = await openThree(context, 'raft')
  for (const { page } of tabs) await page.evaluate(() => window.startClients(2))
  await expect.poll(() => answeredIn(tabs[0])).toBeGreaterThan(20)

  await tabs[1].page.evaluate(() => window.cluster.inject({ type: 'loss', perMille: 100, from: null, to: null }))
  const leader = (await leaderOf(tabs[0]))!
  const others = ['n1', 'n2', 'n3', 'n4', 'n5'].filter(node => node !== leader.node).map(peerId)
  await tabs[0].page.evaluate(
    ([leader, others]) => window.cluster.inject({ type: 'partition', groups: [[leader], others] }),
    [leader.node, others] as const,
  )
  await expect.poll(async () => (await leaderOf(tabs[2]))?.node).not.toBe(leader.node)
  await tabs[2].page.evaluate(() => window.cluster.inject({ type: 'heal' }))
  const before = await answeredIn(tabs[0])
  await expect.poll(() => answeredIn(tabs[0])).toBeGreaterThan(before + 20)

  const next = (await leaderOf(tabs[0]))!
  const gone = tabs.find(({ id }) => id === next.home)!
  const left = tabs.filter(tab => tab !== gone)
  await gone.page.close({ runBeforeUnload: true })
  for (const tab of left) {
    await expect.poll(async () => (await leaderOf(tab))?.home, { timeout: 15_000 }).not.toBe(gone.id)
    const answered = await answeredIn(tab)
    await expect.poll(() => answeredIn(tab)).toBeGreaterThan(answered + 20)
  }
  for (const { divergence, broken, lost, clients } of await Promise.all(left.map(judgedBy))) {
    expect({ divergence, broken }).toEqual({ divergence: null, broken: [] })
    expect(lost).toBeGreaterThan(0)
    expect(clients).toBe(6)
  }
  for (const { page } of left) expect(await page.evaluate(() => window.clusterTroubles)).toEqual([])
})

test('a tab that is reloaded has its nodes again, with what their disks held', async ({ context }) => {
  const [first, second, third] = await openThree(context, 'reload')
  await first.page.evaluate(() => window.startClients(2))
  await expect.poll(() => answeredIn(first)).toBeGreaterThan(10)
  const homes = await homesOf(first)
  const again = await takeIn(second.page, 'reload')
  expect(again.id).toBe(second.id)
  await expect.poll(() => homesOf(again)).toEqual(homes)
  await expect.poll(() => homesOf(third)).toEqual(homes)
  const answered = await answeredIn(third)
  await expect.poll(() => answeredIn(third)).toBeGreaterThan(answered + 10)
  for (const { divergence, broken } of await Promise.all([first, again, third].map(judgedBy))) {
    expect({ divergence, broken }).toEqual({ divergence: null, broken: [] })
  }
})

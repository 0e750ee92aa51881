// Tabs of a test, and what a test wants to know of them.

import { type BrowserContext, expect, type Page } from '@playwright/test'
import type { PeerId } from '../../../src/core/ids.ts'
import type { JoinOptions } from '../../../src/swarm/join-room.ts'

export interface Tab {
  readonly page: Page
  readonly id: PeerId
}

export async function openTab(context: BrowserContext, url: string, options: JoinOptions): Promise<Tab> {
  return await joinIn(await context.newPage(), url, options)
}

export async function joinIn(page: Page, url: string, options: JoinOptions): Promise<Tab> {
  await page.goto(url)
  await page.waitForFunction(() => window.join !== undefined)
  return { page, id: await page.evaluate(options => window.join(options), options) }
}

/** Each peer that a tab sees, and how it is connected. */
export const waysOf = ({ page }: Tab): Promise<Record<PeerId, string>> =>
  page.evaluate(() => Object.fromEntries([...window.room.peers.values()].map(({ id, way }) => [id, way])))

export async function expectPeers(tab: Tab, others: readonly Tab[], way: string, timeoutMs = 10_000): Promise<void> {
  await expect
    .poll(() => waysOf(tab), { timeout: timeoutMs, intervals: [20, 50, 100, 200] })
    .toEqual(Object.fromEntries(others.map(({ id }) => [id, way])))
}

export const toldTo = ({ page }: Tab): Promise<string[]> => page.evaluate(() => window.told)

// What a path between tabs costs, beside a bare data channel in the same run: `npx tsx test/browser/swarm/measure.ts`.

import { type Browser, chromium, type Page } from '@playwright/test'
import type { PathKind } from './pages/cost.ts'
import { loopbackLaunch, loopbackPermissions, servePages } from './serve-pages.ts'

const rounds = Number(process.argv[2] ?? 5)
const kinds = ['raw', 'direct', 'tabs'] as const satisfies readonly PathKind[]
const meshTabs = 6
const idleMs = 10_000

const pages = await servePages()
const browser = await chromium.launch(loopbackLaunch)
const table = new Map<PathKind, Map<string, number[]>>()

for (let round = 0; round < rounds; round++) {
  for (const kind of kinds) {
    await withTabs(2, async tabs => {
      note(kind, 'first message ms', await connect(tabs, kind, `pair ${round}`))
      note(kind, '1 KiB there and back ms', await tabs[0]!.evaluate(() => window.roundTrip()))
      note(kind, 'bulk MB/s', await tabs[0]!.evaluate(() => window.bulk(30)))
      if (round === 0) note(kind, 'idle % of a core', await idlePercent(browser))
    })
    await withTabs(meshTabs, async tabs => {
      note(kind, '6-tab mesh ms', await connect(tabs, kind, `mesh ${round}`))
      note(kind, '200 x 1 KiB to 5 ms', await tabs[0]!.evaluate(() => window.burst(200)))
    })
  }
}
await browser.close()
await pages.close()
for (const [kind, costs] of table) {
  console.log(kind)
  for (const [cost, values] of costs) {
    const sorted = values.sort((left, right) => left - right)
    const median = sorted[sorted.length >> 1]!
    console.log(`  ${cost}: ${median.toFixed(2)} (${sorted[0]!.toFixed(2)} to ${sorted.at(-1)!.toFixed(2)})`)
  }
}

async function withTabs(count: number, run: (tabs: Page[]) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ permissions: [...loopbackPermissions] })
  const tabs = await Promise.all(Array.from({ length: count }, () => context.newPage()))
  for (const tab of tabs) {
    await tab.goto(`${pages.origin}/cost.html`)
    await tab.waitForFunction(() => window.connect !== undefined)
  }
  await run(tabs)
  await context.close()
}

async function connect(tabs: readonly Page[], kind: PathKind, name: string): Promise<number> {
  const count = tabs.length
  const times = await Promise.all(
    tabs.map((tab, index) =>
      tab.evaluate(([kind, place]) => window.connect(kind, place), [
        kind,
        { name: `${kind} ${name}`, index, count },
      ] as const),
    ),
  )
  return Math.max(...times)
}

/** Of all the browser's processes, over ten seconds in which the test does nothing. */
async function idlePercent(measured: Browser): Promise<number> {
  const devtools = await measured.newBrowserCDPSession()
  const seconds = async () => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
    return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0)
  }
  const before = await seconds()
  await new Promise(resolve => setTimeout(resolve, idleMs))
  return ((await seconds()) - before) / (idleMs / 100_000)
}

function note(kind: PathKind, cost: string, value: number): void {
  const costs = table.get(kind) ?? new Map<string, number[]>()
  table.set(kind, costs)
  costs.set(cost, [...(costs.get(cost) ?? []), value])
}

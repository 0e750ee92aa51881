// Rooms beside bare data channels, PeerJS, Trystero, y-webrtc and libp2p as it comes: fresh tabs of one browser, all in
// one run, with nothing outside the machine. What is promised is said beside what was measured.

import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { loopbackLaunch, loopbackPermissions, servePages } from '../browser/swarm/serve-pages.ts'
import type { Servers } from './pages/paths/path.ts'
// The page's own types, for what it is asked.
import type { Kind } from './pages/swarm.ts'
import { startServers } from './swarm-servers.ts'

const kinds: readonly Kind[] = ['raw', 'tabswarm', 'carried', 'peerjs', 'trystero', 'y-webrtc', 'libp2p']
/** What ours is to be no slower than. */
const others: readonly Kind[] = ['peerjs', 'trystero', 'y-webrtc', 'libp2p']
/** Tabs of one browser context would share documents over a BroadcastChannel. */
const meetsApart: readonly Kind[] = ['y-webrtc']
const rounds = 3
const meshTabs = 6
const idleMs = 10_000
/** Then it is idle: a room fetches what it may need later, and V8 collects what twenty megabytes left, nine seconds long. */
const settleMs = 10_000
/** What is not there by then has lost its way. */
const stuckMs = 60_000

const units = {
  'first message': 'ms',
  '1 KiB there and back': 'ms',
  bulk: 'MB/s',
  'mesh of six': 'ms',
  '200 x 1 KiB to five': 'ms',
  'two idle tabs': '% of a core',
} as const
type Figure = keyof typeof units
/** Of each kind, what was measured in each round. */
type Table = Readonly<Record<Kind, Readonly<Record<Figure, number[]>>>>

export async function swarmBench(): Promise<boolean> {
  const pages = await servePages({ root: join(import.meta.dirname, 'pages'), pages: ['swarm'] })
  const { servers, stop } = await startServers()
  const browser = await chromium.launch(loopbackLaunch)
  const table = emptyTable()
  try {
    for (let round = 0; round < rounds; round++) {
      // In turns, so that what else the machine does falls on all of them.
      for (const kind of kinds) {
        const meeting = { browser, url: `${pages.origin}/swarm.html`, servers, kind, round }
        await orStuck(meeting, measurePair(meeting, table[kind]))
        await orStuck(meeting, measureMesh(meeting, table[kind]))
      }
    }
  } finally {
    await browser.close()
    await stop()
    await pages.close()
  }
  print(table)
  return judge(table)
}

interface Meeting {
  readonly browser: Browser
  readonly url: string
  readonly servers: Servers
  readonly kind: Kind
  readonly round: number
}

async function measurePair(meeting: Meeting, figures: Table[Kind]): Promise<void> {
  await withTabs(meeting, 2, async ([tab], connectMs) => {
    figures['first message'].push(connectMs)
    figures['1 KiB there and back'].push(await tab.evaluate(() => window.swarmBench.roundTrip()))
    figures.bulk.push(await tab.evaluate(() => window.swarmBench.bulk()))
    if (meeting.round === 0) figures['two idle tabs'].push(await idlePercent(meeting.browser))
  })
}

async function measureMesh(meeting: Meeting, figures: Table[Kind]): Promise<void> {
  await withTabs(meeting, meshTabs, async ([tab], connectMs) => {
    figures['mesh of six'].push(connectMs)
    figures['200 x 1 KiB to five'].push(await tab.evaluate(() => window.swarmBench.burst()))
  })
}

/** Opens fresh tabs, and has all of them connect at once; the last says when they are. */
async function withTabs(
  { browser, url, servers, kind, round }: Meeting,
  count: number,
  run: (tabs: readonly [Page, ...Page[]], connectMs: number) => Promise<void>,
): Promise<void> {
  const open = () => browser.newContext({ permissions: [...loopbackPermissions] })
  const contexts = await Promise.all(Array.from({ length: meetsApart.includes(kind) ? count : 1 }, open))
  try {
    const pages = Array.from({ length: count }, (_, index) => contexts[index % contexts.length]!.newPage())
    const tabs = (await Promise.all(pages)) as [Page, ...Page[]]
    for (const tab of tabs) {
      await tab.goto(url)
      await tab.waitForFunction(() => 'swarmBench' in window)
      await tab.evaluate(kind => window.swarmBench.load(kind), kind)
    }
    const name = `${kind}-${round}-${count}`
    const connecting = tabs.map((tab, index) =>
      tab.evaluate(place => window.swarmBench.connect(place), { name, index, count, servers }),
    )
    await run(tabs, Math.max(...(await Promise.all(connecting))))
  } finally {
    await Promise.all(contexts.map(context => context.close()))
  }
}

/** Says which round ended nowhere, and goes on: it is missing in the table. */
async function orStuck({ browser, kind, round }: Meeting, measuring: Promise<void>): Promise<void> {
  let stop: NodeJS.Timeout | undefined
  const late = new Promise<true>(resolve => {
    stop = setTimeout(resolve, stuckMs, true)
  })
  const isStuck = await Promise.race([measuring, late])
  clearTimeout(stop)
  if (isStuck !== true) return
  console.log(`${kind}: round ${round + 1} was stuck after ${stuckMs / 1000} s`)
  await Promise.all(browser.contexts().map(context => context.close()))
  await measuring.catch(() => {}) // its tabs are gone
}

/** Of the browser's pages, while nobody asks anything of them. */
async function idlePercent(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession()
  const seconds = async () => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
    return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0)
  }
  await pause(settleMs)
  const before = await seconds()
  await pause(idleMs)
  return ((await seconds()) - before) / (idleMs / 100_000)
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

function print(table: Table): void {
  for (const figure of Object.keys(units) as Figure[]) {
    console.log(`${figure}, ${units[figure]}, median (and all)`)
    for (const kind of kinds) {
      const all = table[kind][figure].map(value => value.toFixed(2)).join(', ')
      console.log(`  ${kind.padEnd(10)} ${median(table[kind][figure]).toFixed(2).padStart(9)}  (${all})`)
    }
  }
}

function judge(table: Table): boolean {
  const ours = (figure: Figure) => median(table.tabswarm[figure])
  const overRaw = (figure: Figure) => ours(figure) / median(table.raw[figure])
  const bursts = others.map(kind => median(table[kind]['200 x 1 KiB to five']))
  const fastest = Math.min(...bursts.filter(Number.isFinite)) // without those that were stuck
  const areMet = [
    atMost('first message, over raw', overRaw('first message'), 1.5),
    atMost('1 KiB there and back, over raw', overRaw('1 KiB there and back'), 1.2),
    atMost('bulk, raw over ours', 1 / overRaw('bulk'), 1 / 0.8),
    atMost('mesh of six, over raw', overRaw('mesh of six'), 1.5),
    atMost('200 x 1 KiB to five, over the fastest library', ours('200 x 1 KiB to five') / fastest, 1),
    atMost('two idle tabs, % of a core', ours('two idle tabs'), 1),
  ]
  return areMet.every(Boolean)
}

function atMost(what: string, value: number, aim: number): boolean {
  const isMet = value <= aim
  console.log(`${isMet ? 'met   ' : 'MISSED'}  ${what}: ${value.toFixed(2)} (at most ${aim.toFixed(2)} wanted)`)
  return isMet
}

const emptyTable = (): Table =>
  Object.fromEntries(
    kinds.map(kind => [kind, Object.fromEntries(Object.keys(units).map(figure => [figure, []]))]),
  ) as unknown as Table

/** Of nothing, NaN: which meets no aim. */
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((left, right) => left - right)[numbers.length >> 1] ?? Number.NaN

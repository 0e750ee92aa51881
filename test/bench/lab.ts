// The pictures of a run in a real Chromium: how many frames a second while it plays, and how long a jump through it takes.
// Without a graphics card every pixel is the processor's work: a machine that has one does better.

import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import sirv from 'sirv'
import { build } from 'vite'
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts'
// The page's own types, for what it is asked.
import type {} from './pages/lab.ts'

/** What is promised: frames a second by the median frame, and the slowest of twenty jumps but one. */
const promised = { few: { nodes: 50, framesMin: 60 }, many: { nodes: 1_000, framesMin: 30 }, jumpMaxMs: 50 } as const
const frameCount = 120
const jumpCount = 60
const happenings = 50_000
/** A browser that shows sixty frames a second shows them a little unevenly. */
const tolerance = 0.97

export async function labBench(): Promise<boolean> {
  const pages = await servePage()
  const executablePath = findChromium()
  const browser = await chromium.launch({ args: [...chromiumFlags], ...(executablePath && { executablePath }) })
  try {
    const page = await browser.newPage({ viewport: { width: 1_000, height: 1_600 } })
    await page.goto(pages.url)
    await page.waitForFunction(() => 'labBench' in window)
    const areFramesFast = []
    for (const { nodes, framesMin } of [promised.few, promised.many]) {
      const count = frameCount
      const measured = await page.evaluate(({ nodes, count }) => window.labBench.frames(nodes, count), { nodes, count })
      const rate = 1000 / quantile(measured.betweenMs, 0.5)
      console.log(
        `${nodes} nodes, ${measured.messages} messages in flight:  median ${rate.toFixed(1)} frames/s, ` +
          `95th percentile of a frame ${quantile(measured.betweenMs, 0.95).toFixed(1)} ms (at least ${framesMin} wanted)`,
      )
      areFramesFast.push(rate >= framesMin * tolerance)
    }
    const tookMs = await page.evaluate(({ happenings, count }) => window.labBench.jumps(happenings, count), {
      happenings,
      count: jumpCount,
    })
    const slow = quantile(tookMs, 0.95)
    console.log(
      `a jump through ${happenings.toLocaleString('en')} happenings of raft, both pictures drawn:  median ` +
        `${quantile(tookMs, 0.5).toFixed(1)} ms, 95th percentile ${slow.toFixed(1)} ms (at most ${promised.jumpMaxMs} wanted)`,
    )
    return areFramesFast.every(Boolean) && slow <= promised.jumpMaxMs
  } finally {
    await browser.close()
    await pages.close()
  }
}

async function servePage() {
  const folder = await mkdtemp(join(tmpdir(), 'tabswarm-bench-'))
  const root = join(import.meta.dirname, 'pages')
  const rolldownOptions = { input: join(root, 'lab.html') }
  await build({ root, configFile: false, base: './', logLevel: 'error', build: { outDir: folder, rolldownOptions } })
  const server = createServer(sirv(folder))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/lab.html`,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await rm(folder, { recursive: true })
    },
  }
}

const quantile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((left, right) => left - right)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))]!

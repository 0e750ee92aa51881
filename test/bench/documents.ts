// Shared documents beside y-webrtc, automerge-repo and y-indexeddb, all in one run of one browser; what an edit costs on the
// wire; and a crowd that types at once. What is promised is said beside what was measured.

import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { loopbackLaunch, loopbackPermissions, servePages } from '../browser/swarm/serve-pages.ts'
import { convergence } from '../documents/crowd.ts'
import { traceUpdate, wireRatio } from './documents-trace.ts'
// The page's own types, for what it is asked.
import type {} from './pages/documents.ts'
import type { Kind } from './pages/shared-texts.ts'

/** At most so many times what it is compared with. */
const aims = { keystroke: 1, burst: 1 / 5, bytes: 1.3, load: 1.5, open: 1, crowdMs: 2000 } as const
const kinds: readonly Kind[] = ['tabswarm', 'y-webrtc', 'automerge-repo']
const tabCount = 6
const rounds = 5
const keys = 40
const burst = { edits: 200, letters: 1024 } as const
const loads = 9
const openings = 15

export async function documentsBench(): Promise<boolean> {
  const pages = await servePages({ root: join(import.meta.dirname, 'pages'), pages: ['documents'] })
  const browser = await chromium.launch(loopbackLaunch)
  const within: boolean[] = []
  /** Prints a ratio and its aim, and remembers whether it is met. */
  const judge = (what: string, ratio: number, aim: number) => {
    console.log(`  ${what}: ${ratio.toFixed(2)} (at most ${aim.toFixed(2)} wanted)${ratio <= aim ? '' : '  MISSED'}`)
    within.push(ratio <= aim)
  }
  const withTabs = async <T>(count: number, run: (tabs: readonly Page[]) => Promise<T>): Promise<T> => {
    const context = await browser.newContext({ permissions: [...loopbackPermissions] })
    try {
      return await run(await openTabs(context, `${pages.origin}/documents.html`, count))
    } finally {
      await context.close()
    }
  }
  try {
    const edits = await measureEdits(withTabs)
    for (const kind of kinds) {
      const { keystrokes, bursts } = edits[kind]
      console.log(
        `${kind}: a keystroke to five other tabs and back: median ${ms(quantile(keystrokes, 0.5))}, ` +
          `95th percentile ${ms(quantile(keystrokes, 0.95))}; 200 x 1 KiB: ${ms(quantile(bursts, 0.5))}`,
      )
    }
    const [ours, theirs] = [edits.tabswarm, edits['y-webrtc']]
    const ratio = (share: number) => quantile(ours.keystrokes, share) / quantile(theirs.keystrokes, share)
    judge('a keystroke, over y-webrtc, median', ratio(0.5), aims.keystroke)
    judge('a keystroke, over y-webrtc, 95th percentile', ratio(0.95), aims.keystroke)
    judge('200 x 1 KiB, over y-webrtc', quantile(ours.bursts, 0.5) / quantile(theirs.bursts, 0.5), aims.burst)

    const written = traceUpdate()
    if (written === null) {
      console.log('the recorded trace of a paper being written is absent: ../shared/ground-truth/editing-traces')
      return false
    }
    judge('bytes on the wire, over those of the yjs updates', await wireRatio(), aims.bytes)
    const trace = Buffer.from(written).toString('base64')
    const loaded = await measureLoads(withTabs, trace)
    console.log(
      `a paper of 259,778 edits: ${ms(quantile(loaded.shared, 0.5))} to a late joiner, ${ms(quantile(loaded.alone, 0.5))} in yjs alone`,
    )
    judge('a late joiner, over yjs alone', quantile(loaded.shared, 0.5) / quantile(loaded.alone, 0.5), aims.load)
    const opened = await measureOpenings(withTabs, trace)
    console.log(
      `the same from the database: ${ms(quantile(opened.ours, 0.5))}, y-indexeddb ${ms(quantile(opened.theirs, 0.5))}`,
    )
    judge('from the database, over y-indexeddb', quantile(opened.ours, 0.5) / quantile(opened.theirs, 0.5), aims.open)
  } finally {
    await browser.close()
    await pages.close()
  }
  const crowd = await convergence({ seed: 30 })
  console.log(
    `thirty peers that type at once hold the same ${ms(crowd.tookMs)} after the last key (at most ${aims.crowdMs} ms wanted)`,
  )
  return within.every(Boolean) && crowd.tookMs <= aims.crowdMs
}

type WithTabs = <T>(count: number, run: (tabs: readonly Page[]) => Promise<T>) => Promise<T>
type Edits = { readonly keystrokes: number[]; readonly bursts: number[] }

async function openTabs(context: BrowserContext, url: string, count: number): Promise<Page[]> {
  const tabs = await Promise.all(Array.from({ length: count }, () => context.newPage()))
  for (const tab of tabs) {
    await tab.goto(url)
    await tab.waitForFunction(() => window.documentsBench !== undefined)
  }
  return tabs
}

/** In turns, so that what else the machine does falls on all of them. */
async function measureEdits(withTabs: WithTabs): Promise<Record<Kind, Edits>> {
  const edits = Object.fromEntries(kinds.map(kind => [kind, { keystrokes: [], bursts: [] }])) as unknown as Record<
    Kind,
    Edits
  >
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      await withTabs(tabCount, async tabs => {
        const room = `${kind} ${round}`
        const [first, ...others] = tabs as [Page, ...Page[]]
        const key = await first.evaluate(([kind, room]) => window.documentsBench.open(kind, { room, key: null }), [
          kind,
          room,
        ] as const)
        for (const tab of others) {
          await tab.evaluate(([kind, room, key]) => window.documentsBench.open(kind, { room, key }), [
            kind,
            room,
            key,
          ] as const)
        }
        for (const tab of tabs)
          await tab.waitForFunction(count => window.documentsBench.others() === count, others.length)
        const typed = keys + warmUp
        const lengths = [...Array(typed).keys()].map(index => index + 1)
        lengths.push(typed + burst.edits * burst.letters)
        for (const tab of others) await tab.evaluate(lengths => window.documentsBench.echo(lengths), lengths)
        const count = others.length
        await first.evaluate(([keys, count]) => window.documentsBench.keystrokes(keys, count), [warmUp, count] as const)
        edits[kind].keystrokes.push(
          ...(await first.evaluate(([keys, count]) => window.documentsBench.keystrokes(keys, count), [
            keys,
            count,
          ] as const)),
        )
        edits[kind].bursts.push(
          await first.evaluate(([edits, letters, count]) => window.documentsBench.burst(edits, letters, count), [
            burst.edits,
            burst.letters,
            count,
          ] as const),
        )
      })
    }
  }
  return edits
}

/** The first keys of a fresh page find code that was never run. */
const warmUp = 10

/** A newcomer is a fresh tab, whose yjs has never run: so is the one that loads alone. */
async function measureLoads(withTabs: WithTabs, update: string) {
  const [shared, alone]: [number[], number[]] = [[], []]
  for (let count = 0; count < loads; count++) {
    await withTabs(3, async tabs => {
      const [server, joiner, hermit] = tabs as [Page, Page, Page]
      for (const tab of [server, joiner]) await tab.evaluate(room => window.documentsBench.join(room), `late ${count}`)
      await joiner.waitForFunction(() => window.documentsBench.peers() === 1)
      const length = await server.evaluate(update => window.documentsBench.serve(update), update)
      shared.push(await joiner.evaluate(length => window.documentsBench.load(length), length))
      alone.push(await hermit.evaluate(update => window.documentsBench.loadAlone(update), update))
    })
  }
  return { shared, alone }
}

async function measureOpenings(withTabs: WithTabs, update: string) {
  return await withTabs(1, async ([tab]) => {
    await tab!.evaluate(update => window.documentsBench.keep(update), update)
    const [ours, theirs]: [number[], number[]] = [[], []]
    for (let count = 0; count < openings; count++) {
      const opened = await tab!.evaluate(() => window.documentsBench.openKept())
      ours.push(opened.ours)
      theirs.push(opened.theirs)
    }
    return { ours, theirs }
  })
}

const ms = (value: number): string => `${value.toFixed(1)} ms`

const quantile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((left, right) => left - right)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))]!

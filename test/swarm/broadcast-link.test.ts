// What the tabs of one browser cost each other: whom a word wakes, and how many are said while nobody speaks.
// BroadcastChannels are Node's own; only the clock is the test's.

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import { askEveryMs, askSpreadMs, broadcastLink, unansweredMax } from '../../src/swarm/broadcast-link.ts'
import type { Link } from '../../src/swarm/link.ts'
import { eventually } from './eventually.ts'

const roundMsMax = askEveryMs + askSpreadMs
const wordsHeard: string[] = []
const Real = BroadcastChannel
const opened: { link: Link; heard: number; close: () => void }[] = []

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.stubGlobal(
    'BroadcastChannel',
    class extends Real {
      constructor(name: string) {
        super(name)
        this.addEventListener('message', () => wordsHeard.push(name))
      }
    },
  )
})
afterEach(() => {
  for (const { close } of opened.splice(0)) close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve))
}

/** The clock goes on in small steps, and what is said in each of them is heard. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 25) {
    vi.advanceTimersByTime(25)
    await settle()
  }
}

/** So many tabs that see each other. */
async function tabs(count: number) {
  const channel = `test ${crypto.randomUUID()}`
  for (let number = 0; number < count; number++) {
    const link = broadcastLink({ channel, self: peerId(`tab${number}`) })
    const tab = { link, heard: 0, close: link.open({ receive: () => tab.heard++, peersChanged: () => {} }) }
    opened.push(tab)
  }
  await eventually(() => opened.map(({ link }) => link.peers().length)).toEqual(Array(count).fill(count - 1))
  wordsHeard.length = 0
  return { channel, all: opened }
}

it('a word from one tab to another wakes no third', async () => {
  const { all } = await tabs(6)
  for (let number = 0; number < 10; number++) all[0]!.link.send(all[1]!.link.self, new Uint8Array(9))
  await eventually(() => all[1]!.heard).toBe(10)
  expect(wordsHeard).toHaveLength(10)
  expect(new Set(wordsHeard).size).toBe(1)
})

it('of tabs that say nothing, one asks for all, and each answers all at once', async () => {
  const { channel } = await tabs(6)
  await pass(10 * roundMsMax)
  const rounds = (10 * roundMsMax) / askEveryMs
  expect(new Set(wordsHeard)).toEqual(new Set([channel]))
  // A question and five answers, each heard by five; two that ask in the same instant are answered twice.
  expect(wordsHeard.length).toBeGreaterThanOrEqual(9 * 6 * 5)
  expect(wordsHeard.length).toBeLessThan(2 * rounds * 6 * 5)
})

it('a tab that answers no longer is missed within eight seconds, and nobody else is', async () => {
  const { channel, all } = await tabs(3)
  const mute = await fallenSilent(channel, all)
  await eventually(() => all.map(({ link }) => link.peers().length)).toEqual([3, 3, 3])
  await pass((unansweredMax + 1) * roundMsMax)
  expect(all.map(({ link }) => link.peers().includes(mute))).toEqual([false, false, false])
  expect(all.map(({ link }) => link.peers().length)).toEqual([2, 2, 2])
})

it('ten tabs that come at once are no reason to miss those who are here', async () => {
  const { channel, all } = await tabs(3)
  const here = all.map(({ link }) => link.self)
  const seen: PeerId[][] = []
  all[0]!.close()
  opened[0] = {
    ...all[0]!,
    close: all[0]!.link.open({ receive: () => {}, peersChanged: peers => seen.push([...peers]) }),
  }
  await eventually(() => seen.at(-1)?.length).toBe(2)
  seen.length = 0
  for (let number = 0; number < 10; number++) {
    const link = broadcastLink({ channel, self: peerId(`late${number}`) })
    opened.push({ link, heard: 0, close: link.open({ receive: () => {}, peersChanged: () => {} }) })
  }
  await eventually(() => seen.at(-1)?.length).toBe(12)
  for (const peers of seen) expect(peers).toEqual(expect.arrayContaining(here.slice(1)))
})

/** A tab that every other meets, and that says nothing more: its channels close without a word. */
async function fallenSilent(channel: string, all: typeof opened): Promise<PeerId> {
  const mute = peerId('mute')
  const close = broadcastLink({ channel, self: mute }).open({ receive: () => {}, peersChanged: () => {} })
  await eventually(() => all.every(({ link }) => link.peers().includes(mute))).toBe(true)
  const post = vi.spyOn(Real.prototype, 'postMessage').mockImplementation(() => {})
  close()
  post.mockRestore()
  return mute
}

// Files between real tabs: megabytes at the speed of a data channel, and a reload in the middle.

import { expect, test } from '@playwright/test'
import { chunkBytes } from '../../../src/swarm/file-digest.ts'
import { chunksAtOnce } from '../../../src/swarm/file-fetching.ts'
import { loopbackLaunch, loopbackPermissions, type ServedPages, servePages } from './serve-pages.ts'
import { expectPeers, joinIn, openTab, type Tab, toldTo } from './tabs.ts'

test.use({ permissions: [...loopbackPermissions], launchOptions: loopbackLaunch })

let pages: ServedPages
let url: string
test.beforeAll(async () => {
  pages = await servePages()
  url = `${pages.origin}/room.html`
})
test.afterAll(() => pages.close())

const size = 100_000_000

/** Resolves when all has arrived, with how many chunks were asked for, and how long the reading took. */
const send = ({ page }: Tab, to: Tab): Promise<{ asked: number; readMs: number }> =>
  page.evaluate(
    async ([id, size]) => {
      const begun = performance.now()
      let [asked, readMs] = [0, 0]
      const progress = ({ is }: { is: string }) => {
        if (is === 'moving') asked++
        else readMs = performance.now() - begun
      }
      await window.room.sendFile(id, window.fileOf(size), { name: 'lecture.mp4', progress })
      return { asked: asked - 1, readMs } // the last step says that all has arrived
    },
    [to.id, size] as const,
  )

const digestOfFile = ({ page }: Tab): Promise<string> =>
  page.evaluate(async size => {
    const digest = await crypto.subtle.digest('SHA-256', await window.fileOf(size).arrayBuffer())
    return new Uint8Array(digest).join()
  }, size)

const stepsOf = async (tab: Tab): Promise<number[]> =>
  (await toldTo(tab)).flatMap(line => (line.startsWith('has ') ? [Number(line.slice(4))] : []))

test('a hundred megabytes arrive whole, and faster than one second for every five of them', async ({ context }) => {
  const [left, right] = [await openTab(context, url, { room: 'file' }), await openTab(context, url, { room: 'file' })]
  await expectPeers(left, [right], 'direct')
  await expectPeers(right, [left], 'direct')
  const taken = right.page.evaluate(() => window.takeFile())
  const begun = performance.now()
  const { asked, readMs } = await send(left, right)
  const seconds = (performance.now() - begun) / 1000
  const rates = [size / 1e3 / readMs, size / 1e6 / seconds].map(rate => rate.toFixed(0))
  console.log(`a file of ${size} bytes: digested at ${rates[0]} MB/s, there at ${rates[1]} MB/s, digests included`)
  expect(asked).toBe(Math.ceil(size / chunkBytes))
  expect(await taken).toBe(await digestOfFile(left))
  expect(seconds).toBeLessThan(size / 5e6)
  expect(await toldTo(right)).toContain(`file ${left.id} lecture.mp4 ${size}`)
})

test('a reload of the receiver goes on at the chunk where it stopped', async ({ context }) => {
  const [left, right] = [await openTab(context, url, { room: 'cut' }), await openTab(context, url, { room: 'cut' })]
  await expectPeers(left, [right], 'direct')
  await expectPeers(right, [left], 'direct')
  void right.page.evaluate(() => window.takeFile()).catch(() => {}) // its page goes away
  const sent = send(left, right)
  await expect.poll(async () => (await stepsOf(right)).at(-1) ?? 0).toBeGreaterThan(size / 4)
  const again = await joinIn(right.page, url, { room: 'cut' })
  const taken = again.page.evaluate(() => window.takeFile())
  const { asked } = await sent
  expect(await taken).toBe(await digestOfFile(left))
  const kept = await again.page.evaluate(
    () =>
      new Promise<number>(resolve => {
        indexedDB.open('tabswarm files').onsuccess = ({ target }) => {
          const { result } = target as IDBOpenDBRequest
          const count = result.transaction('chunks').objectStore('chunks').count()
          count.onsuccess = () => resolve(count.result)
        }
      }),
  )
  expect(kept).toBe(0)
  expect(asked).toBeLessThanOrEqual(Math.ceil(size / chunkBytes) + chunksAtOnce)
})

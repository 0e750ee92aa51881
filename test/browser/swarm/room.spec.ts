// Rooms between real tabs of one browser, with no server but the one that served the page.

import { expect, test } from '@playwright/test'
import { insecureHost, loopbackLaunch, loopbackPermissions, type ServedPages, servePages } from './serve-pages.ts'
import { expectPeers, joinIn, openTab, toldTo, waysOf } from './tabs.ts'

test.use({ permissions: [...loopbackPermissions], launchOptions: loopbackLaunch })

let pages: ServedPages
let url: string
test.beforeAll(async () => {
  pages = await servePages()
  url = `${pages.origin}/room.html`
})
test.afterAll(() => pages.close())

test('two tabs meet, speak directly, and the one that closes is missed within three seconds', async ({ context }) => {
  const [left, right] = [
    await openTab(context, url, { room: 'cs101', name: 'Ann' }),
    await openTab(context, url, { room: 'cs101' }),
  ]
  await expectPeers(left, [right], 'direct')
  await expectPeers(right, [left], 'direct')
  expect(await right.page.evaluate(id => window.room.peers.get(id)?.name, left.id)).toBe('Ann')
  await left.page.evaluate(id => window.room.send(id, Uint8Array.of(1, 2, 3)), right.id)
  await expect.poll(() => toldTo(right)).toContain(`message ${left.id} 1,2,3`)
  await expect
    .poll(() => left.page.evaluate(id => window.room.peers.get(id)?.roundTripMs ?? -1, right.id))
    .toBeGreaterThanOrEqual(0)
  await right.page.close({ runBeforeUnload: true })
  await expectPeers(left, [], 'direct', 3000)
})

test('a tab that dies without a word is missed within ten seconds', async ({ context }) => {
  const [left, right] = [await openTab(context, url, { room: 'crash' }), await openTab(context, url, { room: 'crash' })]
  await expectPeers(left, [right], 'direct')
  const devtools = await context.newCDPSession(right.page)
  void devtools.send('Page.crash').catch(() => {}) // nobody is left to answer
  await expectPeers(left, [], 'direct', 10_000)
})

test('where no candidate is to be had, the BroadcastChannel carries the data itself, and says so', async ({
  context,
}) => {
  await context.addInitScript(() => {
    const Real = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Real {
      constructor() {
        super({ iceTransportPolicy: 'relay' })
      }
    }
  })
  const [left, right] = [await openTab(context, url, { room: 'plane' }), await openTab(context, url, { room: 'plane' })]
  await expectPeers(left, [right], 'tabs')
  const { digest, answer } = await left.page.evaluate(id => window.sendStream(id, 3_000_000), right.id)
  expect(answer).toBe(digest)
  const told = (await toldTo(left)).concat(await toldTo(right)).join('\n')
  expect(told).toContain('this browser has no way out: it found no candidates')
})

test('a reload keeps the id, a second tab has its own, and so has a duplicated one', async ({ context }) => {
  const [left, right] = [await openTab(context, url, { room: 'ids' }), await openTab(context, url, { room: 'ids' })]
  expect(right.id).not.toBe(left.id)
  await expectPeers(left, [right], 'direct')
  const again = await joinIn(right.page, url, { room: 'ids' })
  expect(again.id).toBe(right.id)
  await expectPeers(left, [again], 'direct')
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    left.page.evaluate(() => void window.open(location.href)),
  ])
  await page.waitForFunction(() => window.join !== undefined)
  expect(await page.evaluate(() => sessionStorage.length)).toBe(1) // a copy of the first tab's, as after "Duplicate"
  const copy = { page, id: await page.evaluate(() => window.join({ room: 'ids' })) }
  expect([left.id, right.id]).not.toContain(copy.id)
  await expectPeers(copy, [left, again], 'direct')
})

test('a browser that loses its network says so, and on its return tries at once what it would have tried later', async ({
  context,
}) => {
  await context.addInitScript(() => {
    const Real = window.RTCPeerConnection
    Object.assign(window, { dials: 0 })
    window.RTCPeerConnection = class extends Real {
      constructor() {
        super({ iceTransportPolicy: 'relay' }) // finds no candidate, and so fails at once
        ;(window as unknown as { dials: number }).dials++
      }
    }
  })
  const [left, right] = [await openTab(context, url, { room: 'wake' }), await openTab(context, url, { room: 'wake' })]
  await expectPeers(left, [right], 'tabs')
  const dialler = left.id < right.id ? left : right
  const dials = () => dialler.page.evaluate(() => (window as unknown as { dials: number }).dials)
  await expect.poll(dials, { timeout: 15_000 }).toBe(4) // half a second, one, two: the next try comes after five
  await context.setOffline(true)
  await context.setOffline(false)
  await expect.poll(() => toldTo(dialler)).toContain('network back')
  expect(await toldTo(dialler)).toContain('network lost')
  await expect.poll(dials, { timeout: 2000 }).toBe(5)
})

test('a password keeps out who lacks it', async ({ context }) => {
  const [left, right, stranger] = [
    await openTab(context, url, { room: 'closed', password: 'correct horse' }),
    await openTab(context, url, { room: 'closed', password: 'correct horse' }),
    await openTab(context, url, { room: 'closed', password: 'battery staple' }),
  ]
  await expectPeers(left, [right], 'direct')
  await expectPeers(right, [left], 'direct')
  expect(await waysOf(stranger)).toEqual({})
})

test('six tabs are a full mesh, and a broadcast reaches each of them once', async ({ context }) => {
  const tabs = await Promise.all(Array.from({ length: 6 }, () => openTab(context, url, { room: 'mesh' })))
  await Promise.all(
    tabs.map(tab =>
      expectPeers(
        tab,
        tabs.filter(other => other !== tab),
        'direct',
        20_000,
      ),
    ),
  )
  await tabs[0]!.page.evaluate(async () => {
    for (let number = 0; number < 200; number++) await window.room.broadcast(new Uint8Array(1024))
  })
  for (const tab of tabs.slice(1)) {
    const heard = async () => (await toldTo(tab)).filter(line => line === `broadcast ${tabs[0]!.id} 1024`).length
    await expect.poll(heard).toBe(200)
  }
})

test('twenty megabytes stream between two tabs and arrive whole', async ({ context }) => {
  const [left, right] = [await openTab(context, url, { room: 'file' }), await openTab(context, url, { room: 'file' })]
  await expectPeers(left, [right], 'direct')
  const { digest, answer } = await left.page.evaluate(id => window.sendStream(id, 20_000_000), right.id)
  expect(answer).toBe(digest)
})

test('on plain http, as a teacher serves a class, tabs meet, keep their ids and know a password', async ({
  context,
}) => {
  const plain = url.replace('127.0.0.1', insecureHost)
  const options = { room: 'plain', password: 'correct horse' }
  const [left, right] = [await openTab(context, plain, options), await openTab(context, plain, options)]
  const powers = await left.page.evaluate(() => [isSecureContext, crypto.subtle !== undefined, 'locks' in navigator])
  expect(powers).toEqual([false, false, false])
  expect(right.id).not.toBe(left.id)
  await expectPeers(left, [right], 'direct')
  const again = await joinIn(right.page, plain, options)
  expect(again.id).toBe(right.id)
  await expectPeers(left, [again], 'direct')
})

test('two hundred joins and leaves end with the connections, listeners and memory of the start', async ({
  context,
}) => {
  const left = await openTab(context, url, { room: 'leak' })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable')
  const usage = async () => {
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const of = (name: string) => metrics.find(metric => metric.name === name)!.value
    return { heapBytes: of('JSHeapUsedSize'), listeners: of('JSEventListeners'), connections: of('RTCPeerConnections') }
  }
  await page.goto(url)
  await page.waitForFunction(() => window.join !== undefined)
  const cycle = (count: number) =>
    page.evaluate(async count => {
      for (let number = 0; number < count; number++) {
        await window.join({ room: 'leak' })
        while (window.room.peers.size === 0) await new Promise(resolve => window.room.on('peer', resolve))
        await window.room.leave()
      }
    }, count)
  await cycle(20)
  const before = await usage()
  await cycle(200)
  // What was closed last is collected a moment later; what leaked two hundred times is not.
  await expect.poll(async () => (await usage()).connections).toBe(before.connections)
  await expect.poll(async () => (await usage()).listeners).toBeLessThanOrEqual(before.listeners)
  const after = await usage()
  expect(after.heapBytes - before.heapBytes).toBeLessThan(200 * 10_000) // a leaked node would be a hundred times that
  await expectPeers(left, [], 'direct')
})

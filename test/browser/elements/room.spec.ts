// The page of rooms and <swarm-room> in real tabs: loaded only on joining, true about who is here, and deaf to markup.

import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import sirv from 'sirv'
import { build } from 'vite'
import { type Relay, startRelay } from '../../../src/relay/relay.ts'
import { loopbackLaunch, loopbackPermissions } from '../swarm/serve-pages.ts'

test.use({ permissions: [...loopbackPermissions], launchOptions: loopbackLaunch })

let folder: string
let server: Server
let origin: string
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tabswarm-front-'))
  const root = join(import.meta.dirname, '../../..')
  await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  const serveFile = sirv(folder)
  server = createServer((request, response) => {
    request.url = request.url!.replace('/any/path', '') // a static host under a prefix
    serveFile(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as { port: number }).port}/any/path/demo/room.html`
})
test.afterAll(async () => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  await rm(folder, { recursive: true })
})

async function joinAs(context: BrowserContext, url: string, name: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${url}?room=cs101`)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.getByRole('heading', { name: 'cs101' })).toBeVisible()
  return page
}

const peersIn = (page: Page) => page.locator('swarm-room .peers li')

test('two tabs of one browser see each other with no server, talk, and the one that leaves is gone', async ({
  context,
}) => {
  const [ann, bob] = [await joinAs(context, origin, 'Ann'), await joinAs(context, origin, 'Bob')]
  await expect(peersIn(ann).filter({ hasText: 'Bob' })).toContainText(/direct · .* ms/)
  await expect(peersIn(bob).filter({ hasText: 'Ann' })).toContainText(/direct · .* ms/)
  await expect(ann.locator('.ladder li').nth(1)).toContainText('No relay serves this page')
  await bob.getByRole('textbox', { name: 'Say something' }).fill('hello, class')
  await bob.getByRole('button', { name: 'Send' }).click()
  await expect(ann.locator('.talk li')).toHaveText('Bob hello, class')
  await bob.getByRole('button', { name: 'Leave' }).click()
  await expect(peersIn(ann)).toHaveCount(1)
  await expect(ann.locator('swarm-room [aria-live]').last()).toHaveText('Bob has left.')
})

test('nothing of the network is asked for before somebody joins', async ({ page }) => {
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  await page.goto(origin)
  await expect(page.getByRole('button', { name: 'Join' })).toBeVisible()
  expect(asked.filter(url => url.includes('join-room'))).toEqual([])
  await page.getByLabel('Room').fill('lazy')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.getByRole('heading', { name: 'lazy' })).toBeVisible()
  expect(asked.filter(url => url.includes('join-room'))).not.toEqual([])
})

test('what peers and links say is text: no name, line or room becomes an element', async ({ context }) => {
  const markup = '<img src=x onerror="window.hit=1">'
  const ann = await joinAs(context, origin, 'Ann')
  const eve = await joinAs(context, origin, markup.slice(0, 40))
  await expect(peersIn(ann).filter({ hasText: '<img src=x' })).toHaveCount(1)
  await eve.getByRole('textbox', { name: 'Say something' }).fill(markup)
  await eve.getByRole('button', { name: 'Send' }).click()
  await expect(ann.locator('.talk li')).toContainText(markup)
  const linked = await context.newPage()
  await linked.goto(`${origin}?room=${encodeURIComponent(markup)}`)
  await linked.getByRole('button', { name: 'Join' }).click()
  await expect(linked.getByRole('heading', { level: 2 })).toHaveText(markup)
  for (const page of [ann, eve, linked]) {
    expect(await page.locator('swarm-room img').count()).toBe(0)
    expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  }
})

test('axe finds nothing, light and dark, in three languages, outside and inside', async ({ context }) => {
  const page = await joinAs(context, origin, 'Ann')
  const door = await context.newPage()
  await door.goto(origin)
  for (const [language, leave] of Object.entries({ en: 'Leave', es: 'Salir', pt: 'Sair' })) {
    await page.evaluate(lang => void (document.documentElement.lang = lang), language)
    await door.evaluate(lang => void (document.documentElement.lang = lang), language)
    await expect(page.getByRole('button', { name: leave })).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const one of [page, door]) {
        await one.emulateMedia({ colorScheme })
        const { violations } = await new AxeBuilder({ page: one }).analyze()
        expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
      }
    }
  }
})

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Invite without a server' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
}

async function invitationOf(page: Page): Promise<string> {
  await openDialog(page)
  await page.getByRole('button', { name: 'Make an invitation' }).click()
  return await page.getByLabel('Invitation', { exact: true }).inputValue()
}

test('two browsers with no server between them meet through the dialog, by keyboard, and axe finds nothing in it', async ({
  context,
}) => {
  const other = await chromium.launch(loopbackLaunch)
  const elsewhere = await other.newContext({ permissions: [...loopbackPermissions] })
  const [ann, bob] = [await joinAs(context, origin, 'Ann'), await joinAs(elsewhere, origin, 'Bob')]
  const hand = async (page: Page, text: string) => {
    await page.getByLabel('that you were handed').fill(text)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
  }
  const invitation = await invitationOf(ann)
  await openDialog(bob)
  for (const colorScheme of ['light', 'dark'] as const) {
    await ann.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page: ann }).analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  }
  await hand(bob, invitation.slice(0, -20))
  await expect(bob.getByText('This text is not whole. Copy all of it.')).toBeVisible()
  await hand(ann, invitation)
  await expect(ann.getByText('This is your own invitation.')).toBeVisible()
  await hand(bob, invitation)
  await hand(ann, await bob.getByLabel('Answer', { exact: true }).inputValue())
  await expect(ann.getByText('Connected.')).toBeVisible()
  await ann.keyboard.press('Escape')
  await expect(ann.getByRole('dialog')).toBeHidden()
  await expect(peersIn(ann).filter({ hasText: 'Bob' })).toContainText(/direct · .* ms/)
  await expect(ann.locator('.ladder li').nth(2)).toContainText('has connected this tab')
  await other.close()
})

test('a link that holds an invitation fills in the room, and gives the answer once it is joined', async ({
  context,
}) => {
  const ann = await joinAs(context, origin, 'Ann')
  const invitation = await invitationOf(ann)
  const bob = await joinAs(context, `${origin}?room=cs101#invitation=${invitation}`, 'Bob')
  await expect(bob.getByLabel('Answer', { exact: true })).toHaveValue(/^swarm1\./)
})

test('the page hears who joined, came and left, and what went wrong', async ({ context }) => {
  const page = await context.newPage()
  await page.goto(origin)
  await page.evaluate(() => {
    const told: string[] = []
    Object.assign(window, { told })
    for (const name of ['swarm-joined', 'swarm-left', 'swarm-peer', 'swarm-status', 'swarm-error'])
      document.addEventListener(name, () => told.push(name))
    document.querySelector('swarm-room')!.setAttribute('relays', 'javascript:alert(1)')
  })
  const told = () => page.evaluate(() => [...new Set((window as unknown as { told: string[] }).told)])
  await page.getByLabel('Room').fill('cs101')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.getByRole('alert')).toContainText('relays: expected addresses such as wss://')
  expect(await told()).toEqual(['swarm-error'])
  await page.evaluate(() => document.querySelector('swarm-room')!.removeAttribute('relays'))
  await page.getByRole('button', { name: 'Join' }).click()
  await joinAs(context, origin, 'Bob')
  await expect(peersIn(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Leave' }).click()
  expect(await told()).toEqual(['swarm-error', 'swarm-status', 'swarm-joined', 'swarm-peer', 'swarm-left'])
})

test.describe('through a relay', () => {
  let relay: Relay
  let browsers: Browser[]
  test.beforeAll(async () => {
    relay = await startRelay({ port: 0, host: '127.0.0.1', pages: folder, prefix: '/lab' })
    browsers = [await chromium.launch(loopbackLaunch), await chromium.launch(loopbackLaunch)]
  })
  test.afterAll(async () => {
    await Promise.all(browsers.map(browser => browser.close()))
    await relay.stop()
  })

  test('two browsers meet at the relay that served the page under a prefix, and the ladder says so', async () => {
    const url = `http://127.0.0.1:${relay.port}/lab/demo/room.html`
    const contexts = await Promise.all(
      browsers.map(browser => browser.newContext({ permissions: [...loopbackPermissions] })),
    )
    const [ann, bob] = [await joinAs(contexts[0]!, url, 'Ann'), await joinAs(contexts[1]!, url, 'Bob')]
    await expect(peersIn(ann).filter({ hasText: 'Bob' })).toHaveCount(1)
    await expect(peersIn(bob).filter({ hasText: 'Ann' })).toHaveCount(1)
    await expect(ann.locator('.ladder li').nth(1)).toContainText('helps this tab')
    await expect(ann.locator('.ladder li').nth(3)).toContainText('straight to 1 peer')
  })
})

// What the page on embedding tells its reader to write, run as it is written: in a page on another host, in a project with a
// bundler, in React and Lit, and in a frame that may keep nothing.

import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import sirv from 'sirv'
import { build } from 'vite'
import { type BuiltPages, servePages } from './built-pages.ts'

const root = join(import.meta.dirname, '../../..')
/** Where the snippets say that the pages are. */
const told = 'https://example.org/tabswarm/'

let pages: BuiltPages
test.beforeAll(async () => {
  pages = await servePages()
})
test.afterAll(() => pages.close())

/** The snippet under a heading, as a reader copies it. */
async function snippet(heading: string): Promise<string> {
  const text = await readFile(join(root, 'demo/embedding.html'), 'utf8')
  const [, code] = new RegExp(`<h2>${heading}</h2>.*?<pre><code>(.*?)</code></pre>`, 's').exec(text)!
  return code!.replace(/&(lt|gt|amp);/g, (_, name: 'lt' | 'gt' | 'amp') => ({ lt: '<', gt: '>', amp: '&' })[name])
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }

/** A page of another host, and the pages where the snippets say. */
async function openElsewhere(page: Page, body: string): Promise<void> {
  await page.route(`${told}**`, async route => {
    const { pathname } = new URL(route.request().url())
    const path = join(pages.folder, pathname.slice('/tabswarm/'.length))
    await route.fulfill({ path, contentType: types[extname(path)]!, headers: { 'access-control-allow-origin': '*' } })
  })
  await page.route('https://school.example/', route =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="en"><title>A course</title>${body}` }),
  )
  await page.goto('https://school.example/')
}

test('one script tag in a page of another host is a lab, with the words of that page in it', async ({ page }) => {
  await openElsewhere(page, await snippet('One script tag'))
  const lab = page.locator('swarm-lab')
  await expect(lab.locator('.transport')).toBeVisible()
  await expect(lab.getByText('Which of the two leaders can commit?')).toBeVisible()
  await expect(lab.locator('.node')).toHaveCount(5)
  await lab.getByRole('tab', { name: 'Rules' }).click()
  await expect(lab.locator('swarm-rules li')).not.toHaveCount(0)
})

test('a view shows the run of the lab that it names, or stands in, whichever of them is loaded first', async ({
  page,
}) => {
  await openElsewhere(page, await snippet('One view more'))
  await expect(page.locator('swarm-charts figure')).not.toHaveCount(0)
  await expect(page.locator('swarm-lab > swarm-story .now p').first()).toBeVisible()
  const before = await page.locator('swarm-lab > swarm-story .now').textContent()
  await page.getByRole('button', { name: 'On to the next decision' }).click()
  await expect(page.locator('swarm-lab > swarm-story .now')).not.toHaveText(before!)
})

test('an iframe is a lab, and its page hears how high it is', async ({ page }) => {
  await page.addInitScript(() => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    window.addEventListener('message', ({ data }) => heard.push(data))
  })
  await openElsewhere(page, await snippet('An iframe'))
  await expect(page.frameLocator('iframe').locator('swarm-lab .transport')).toBeVisible()
  const heard = () => page.evaluate(() => (window as unknown as { heard: object[] }).heard)
  await expect.poll(heard).toContainEqual({ subject: 'lti.frameResize', height: expect.any(Number) })
  await expect.poll(heard).toContainEqual({ type: 'tabswarm-height', height: expect.any(Number) })
})

test('a frame that may keep nothing works all the same: stepped, broken, rewound', async ({ page }) => {
  const frame = (await snippet('An iframe')).replace('<iframe', '<iframe sandbox="allow-scripts"')
  await openElsewhere(page, frame)
  const inside = page.frameLocator('iframe')
  const lab = inside.locator('swarm-lab')
  await expect(lab.locator('.transport')).toBeVisible()
  const kept = await lab.evaluate(() => {
    try {
      return String(localStorage.length)
    } catch (error) {
      return (error as Error).name
    }
  })
  expect(kept).toBe('SecurityError') // or else nothing was blocked
  await lab.getByRole('button', { name: 'On to the next decision' }).click()
  await lab.getByRole('button', { name: 'One step back' }).click()
  await lab.getByRole('tab', { name: 'What can be done' }).click()
  await lab.getByRole('button', { name: 'Crash', exact: true }).click()
  await expect(lab.locator('.branches button')).toHaveCount(2)
  await expect(lab.locator('.node.down')).toHaveCount(1)
})

test.describe('in a project with a bundler', () => {
  let project: string
  /** As `npm install` leaves it: the package with what it depends on beside it. */
  test.beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'tabswarm-project-'))
    const modules = join(project, 'node_modules')
    await mkdir(join(modules, 'tabswarm/dist'), { recursive: true })
    for (const name of await readdir(join(root, 'node_modules')))
      if (!name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(modules, name))
    await cp(join(root, 'package.json'), join(modules, 'tabswarm/package.json'))
    await cp(pages.folder, join(modules, 'tabswarm/dist/pages'), { recursive: true })
    const outDir = join(modules, 'tabswarm/dist')
    execFileSync('npx', ['tsc', '-p', 'test/build.tsconfig.json', '--outDir', outDir], { cwd: root, stdio: 'inherit' })
  })
  test.afterAll(() => rm(project, { recursive: true }))

  async function open(page: Page, source: string, body: string): Promise<{ close(): Promise<void> }> {
    await writeFile(join(project, 'main.jsx'), source)
    await writeFile(
      join(project, 'index.html'),
      `<!doctype html><html lang="en"><title>A course</title>${body}<script type="module" src="./main.jsx"></script>`,
    )
    const outDir = join(project, 'out')
    await build({ root: project, configFile: false, logLevel: 'error', build: { outDir, emptyOutDir: true } })
    const server = createServer(sirv(outDir))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    return {
      async close() {
        server.closeAllConnections()
        await new Promise(resolve => server.close(resolve))
      },
    }
  }

  test('an npm import makes the tags known, and has rooms', async ({ page }) => {
    test.setTimeout(90_000)
    const source = `${await snippet('An npm import')}\nwindow.joinRoom = joinRoom`
    const site = await open(page, source, '<swarm-lab protocol="ping"></swarm-lab>')
    await expect(page.locator('swarm-lab .transport')).toBeVisible()
    await expect(page.locator('swarm-lab .node')).toHaveCount(3)
    expect(await page.evaluate(() => typeof (window as unknown as { joinRoom: unknown }).joinRoom)).toBe('function')
    await site.close()
  })

  test('in React attributes go in, also numbers, and what the page wrote; events come out', async ({ page }) => {
    test.setTimeout(90_000)
    const site = await open(page, await snippet('In a framework'), '<main id="lesson"></main>')
    const lab = page.locator('swarm-lab')
    await expect(lab.locator('.transport')).toBeVisible()
    await expect(lab.getByText('Who leads in run 1?')).toBeVisible()
    await page.getByRole('button', { name: 'Another run' }).click()
    await expect(lab.getByText('Who leads in run 2?')).toBeVisible()
    await expect(lab).toHaveAttribute('seed', '2')
    const seed = () =>
      lab.evaluate(element => {
        const { run } = (element as HTMLElement & { bench: { run: { header: { seed: number } } } }).bench
        return run.header.seed
      })
    await expect.poll(seed).toBe(2)
    await expect(page.locator('#lesson > [role=alert]')).toHaveText('')
    await lab.evaluate(element => element.setAttribute('nodes', 'many'))
    await expect(page.locator('#lesson > [role=alert]')).toContainText('nodes: expected a whole number')
    await site.close()
  })

  test('in a shadow tree, too', async ({ page }) => {
    test.setTimeout(90_000)
    const site = await open(page, await snippet('In a shadow tree'), '<my-lesson></my-lesson>')
    const lab = page.locator('swarm-lab')
    await expect(lab.locator('.transport')).toBeVisible()
    await page.getByRole('button', { name: 'Another run' }).click()
    await expect(lab).toHaveAttribute('seed', '2')
    await lab.evaluate(element => element.setAttribute('nodes', 'many'))
    const told = () =>
      page.locator('my-lesson').evaluate(lesson => lesson.shadowRoot?.querySelector('p:last-child')?.textContent)
    await expect.poll(told).toContain('nodes: expected a whole number')
    await site.close()
  })
})

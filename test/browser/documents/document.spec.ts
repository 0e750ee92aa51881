// Goal: a document survives all that happens to real tabs. Method: six tabs of one Chromium that type at once, of which
// some crash, reload and go away; and the editors that others bound to yjs, unchanged.

import { join } from 'node:path'
import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test'
import { loopbackLaunch, loopbackPermissions, type ServedPages, servePages } from '../swarm/serve-pages.ts'
import type {} from './pages/document.ts'

test.use({ permissions: [...loopbackPermissions], launchOptions: loopbackLaunch })

let pages: ServedPages
test.beforeAll(async () => {
  pages = await servePages({ root: join(import.meta.dirname, 'pages'), pages: ['document'] })
})
test.afterAll(() => pages.close())

async function open(page: Page, room: string): Promise<Page> {
  await page.goto(`${pages.origin}/document.html`)
  await page.waitForFunction(() => window.openShared !== undefined)
  await page.evaluate(room => window.openShared({ room }, 'notes'), room)
  return page
}

const openTab = async (context: BrowserContext, room: string) => await open(await context.newPage(), room)

const read = (page: Page) => page.evaluate(() => window.read())

const textsIn = (tabs: readonly Page[]) => () =>
  Promise.all(tabs.map(tab => tab.evaluate(() => window.shared.doc.getText('text').toString())))

const synced = (tabs: readonly Page[]) =>
  expect
    .poll(() => Promise.all(tabs.map(tab => tab.evaluate(() => window.shared.status.peers))))
    .toEqual(tabs.map(() => tabs.length - 1))

test('six tabs type at once; one crashes, one reloads, one leaves and comes back: equal bytes, no acknowledged edit lost', async ({
  context,
}) => {
  const acknowledged = new Set<string>()
  await context.exposeFunction('acknowledge', (mark: string) => acknowledged.add(mark))
  const tabs = await Promise.all(Array.from({ length: 6 }, () => openTab(context, 'six')))
  await synced(tabs)
  const type = (tab: Page, name: string, count: number) =>
    tab.evaluate(([name, count]) => window.typeMarks(name, count, 40), [name, count] as const)
  const typing = tabs.slice(3).map((tab, index) => type(tab, `steady${index}`, 100))
  for (const [index, name] of ['crashing', 'reloading', 'leaving'].entries()) {
    void type(tabs[index]!, name, 100).catch(() => {}) // what it does not live to type
  }
  const typed = (name: string) => [...acknowledged].filter(mark => mark.startsWith(name)).length
  for (const name of ['crashing', 'reloading', 'leaving']) await expect.poll(() => typed(name)).toBeGreaterThan(10)

  const devtools = await context.newCDPSession(tabs[0]!)
  void devtools.send('Page.crash').catch(() => {}) // nobody is left to answer
  await Promise.all([
    open(tabs[1]!, 'six').then(() => type(tabs[1]!, 'reloaded', 20)),
    tabs[2]!.evaluate(() => window.room.leave()),
  ])
  await type(tabs[2]!, 'apart', 20) // it goes on, for itself
  await Promise.all([
    ...typing,
    expect.poll(() => typed('leaving')).toBe(100),
    expect.poll(() => typed('apart')).toBe(20),
  ])
  const again = [await openTab(context, 'six'), await open(tabs[2]!, 'six')]
  const living = [tabs[1]!, ...tabs.slice(3), ...again]
  await synced(living)
  await expect.poll(() => typed('steady')).toBe(300)

  await expect.poll(async () => new Set((await Promise.all(living.map(read))).map(({ digest }) => digest)).size).toBe(1)
  const { text } = await read(living[0]!)
  expect([...acknowledged].filter(mark => !text.includes(mark))).toEqual([])
  expect(text.match(/steady/g)).toHaveLength(300)
  expect(typed('crashing')).toBeGreaterThan(10)
})

test('a document is there when everyone has closed it and the browser comes back, and no other room has it', async ({
  context,
}) => {
  const tab = await openTab(context, 'night')
  await tab.evaluate(async () => {
    window.shared.doc.getText('text').insert(0, 'written at night')
    await window.shared.saved()
  })
  await tab.close()
  const [morning, elsewhere] = [await openTab(context, 'night'), await openTab(context, 'another room')]
  expect(await textsIn([morning, elsewhere])()).toEqual(['written at night', ''])
})

test('where the browser keeps nothing, the page hears of it, and the document is shared all the same', async ({
  context,
}) => {
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError')
    }
  })
  const tabs = [await openTab(context, 'nothing kept'), await openTab(context, 'nothing kept')]
  await synced(tabs)
  await tabs[0]!.evaluate(() => window.shared.doc.getText('text').insert(0, 'shared'))
  await expect.poll(textsIn(tabs)).toEqual(['shared', 'shared'])
  expect(await tabs[1]!.evaluate(() => [window.shared.status.storage, window.troubles])).toEqual([
    'memory',
    [{ is: 'storage', why: 'missing', message: 'not here' }],
  ])
})

test('a disk that is full is told of, and what was written meanwhile is kept when there is room again', async ({
  context,
}) => {
  await context.addInitScript(() => {
    const add = IDBObjectStore.prototype.add
    Object.assign(window, { isFull: false })
    IDBObjectStore.prototype.add = function (...given) {
      if ((window as unknown as { isFull: boolean }).isFull) throw new DOMException('no room', 'QuotaExceededError')
      return add.apply(this, given)
    }
  })
  const tab = await openTab(context, 'full')
  const isSaved = await tab.evaluate(async () => {
    Object.assign(window, { isFull: true })
    window.shared.doc.getText('text').insert(0, 'too much')
    return await window.shared.saved()
  })
  expect(isSaved).toBe(false)
  expect(await tab.evaluate(() => [window.shared.status.storage, window.troubles])).toMatchObject([
    'memory',
    [{ is: 'storage', why: 'full' }],
  ])
  await tab.evaluate(async () => {
    Object.assign(window, { isFull: false })
    await window.shared.saved()
  })
  await open(tab, 'full')
  expect(await textsIn([tab])()).toEqual(['too much'])
})

test('CodeMirror is bound to a document unchanged: text and the others’ cursors', async ({ context }) => {
  const tabs = [await openTab(context, 'codemirror'), await openTab(context, 'codemirror')] as const
  await synced(tabs)
  for (const [index, tab] of tabs.entries()) {
    await tab.evaluate(name => {
      window.shared.awareness.setLocalStateField('user', { name, color: '#30bced' })
      window.mountCodeMirror()
    }, `tab ${index}`)
  }
  await tabs[0].locator('.cm-content').click()
  await tabs[0].keyboard.type('hello from the left')
  await expect(tabs[1].locator('.cm-content')).toContainText('hello from the left')
  await expect(tabs[1].locator('.cm-ySelectionInfo')).toHaveText('tab 0')
  await tabs[1].locator('.cm-content').click()
  await tabs[1].keyboard.press('Control+Home')
  await tabs[1].keyboard.type('and the right: ')
  await expect.poll(textsIn(tabs)).toEqual(Array(2).fill('and the right: hello from the left'))
})

test('Quill is bound to a document unchanged: text and its formats', async ({ context }) => {
  const tabs = [await openTab(context, 'quill'), await openTab(context, 'quill')] as const
  await synced(tabs)
  for (const tab of tabs) await tab.evaluate(() => void window.mountQuill())
  await tabs[0].locator('.ql-editor').click()
  await tabs[0].keyboard.press('Control+B')
  await tabs[0].keyboard.type('bold')
  await tabs[0].keyboard.press('Control+B')
  await tabs[0].keyboard.type(' and plain')
  await expect(tabs[1].locator('.ql-editor strong')).toHaveText('bold')
  await expect(tabs[1].locator('.ql-editor')).toHaveText('bold and plain')
})

test('ProseMirror is bound to a document unchanged: paragraphs, and the others’ cursors', async ({ context }) => {
  const tabs = [await openTab(context, 'prosemirror'), await openTab(context, 'prosemirror')] as const
  await synced(tabs)
  const [left, right] = tabs.map(tab => tab.locator('.ProseMirror')) as [Locator, Locator]
  const mount = (tab: Page, name: string) =>
    tab.evaluate(name => {
      window.shared.awareness.setLocalStateField('user', { name, color: '#30bced' })
      window.mountProseMirror().focus()
    }, name)
  const pages = () => Promise.all(tabs.map(tab => tab.evaluate(() => `${window.shared.doc.getXmlFragment('page')}`)))
  await mount(tabs[0], 'tab 0')
  await left.pressSequentially('hello from the left')
  await expect.poll(pages).toEqual(Array(2).fill('<paragraph>hello from the left</paragraph>'))
  await mount(tabs[1], 'tab 1')
  await expect(right.locator('.ProseMirror-yjs-cursor')).toHaveText(/tab 0/)
  await expect(left.locator('.ProseMirror-yjs-cursor')).toHaveText(/tab 1/)
  await right.pressSequentially('and the right: ')
  await expect.poll(pages).toEqual(Array(2).fill('<paragraph>and the right: hello from the left</paragraph>'))
})

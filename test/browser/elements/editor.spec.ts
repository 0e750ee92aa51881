// The element <swarm-editor> in real tabs under a strict policy: they converge, see each other, undo their own, and take nobody's markup.

import { AxeBuilder } from '@axe-core/playwright'
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test'
import { startRelay } from '../../../src/relay/relay.ts'
import { loopbackLaunch, loopbackPermissions } from '../swarm/serve-pages.ts'
import { DocumentPages, test } from './document-page.ts'

let documents: DocumentPages
test.beforeEach(({ documents: opened }) => {
  documents = opened
})

const editorIn = (page: Page) => page.locator('swarm-editor')
const textIn = (page: Page) => editorIn(page).getByRole('textbox', { name: 'Text', exact: true })
const tool = (page: Page, name: string) => editorIn(page).getByRole('button', { name, exact: true })

async function openAs(context: BrowserContext, name: string, query = '?room=cs101'): Promise<Page> {
  const page = await documents.open(context, name, query)
  await expect(textIn(page)).toBeVisible()
  return page
}

/** The lines of the text, without the names of the others in it. */
async function written(page: Page): Promise<string> {
  return await textIn(page).evaluate(text => {
    const copy = text.cloneNode(true) as HTMLElement
    for (const drawn of copy.querySelectorAll('.peer-caret, .cm-placeholder')) drawn.remove()
    return [...copy.querySelectorAll('.cm-line')].map(line => line.textContent).join('\n')
  })
}

async function type(page: Page, text: string): Promise<void> {
  await textIn(page).focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(text)
}

const lettersOf = (text: string) => [...text.replace(/\s/g, '')].sort().join('')

test('three tabs that type at once end with the same text, and each sees the cursors of the others by name', async ({
  context,
}) => {
  const [ann, bob, eve] = [await openAs(context, 'Ann'), await openAs(context, 'Bob'), await openAs(context, 'Eve')]
  const three = [ann, bob, eve]
  for (const page of three) await expect(editorIn(page).locator('.badge')).toContainText('In step with 2 others')
  const words = ['lettuce\n', 'paragraph\n', 'quicksand\n']
  await Promise.all(three.map((page, index) => type(page, words[index]!)))
  for (const page of three)
    await expect.poll(async () => lettersOf(await written(page))).toBe(lettersOf(words.join('')))
  for (const page of [bob, eve]) await expect.poll(() => written(page)).toBe(await written(ann))
  await expect(textIn(ann).locator('.peer-name').filter({ hasText: 'Bob' })).toHaveCount(1)
  await expect(textIn(ann).locator('.peer-name').filter({ hasText: 'Eve' })).toHaveCount(1)
  await expect(editorIn(ann).getByRole('list', { name: 'Who is here' })).toContainText('Bob')
  await eve.close()
  await expect(textIn(ann).locator('.peer-name').filter({ hasText: 'Eve' })).toHaveCount(0)
  await expect(editorIn(ann).locator('.unseen[aria-live]')).toHaveText('Eve has left.')
})

test('undo takes back what was typed here and nothing that another typed, by key and by tool', async ({ context }) => {
  const [ann, bob] = [await openAs(context, 'Ann'), await openAs(context, 'Bob')]
  await type(ann, 'from Ann.\n')
  await expect.poll(() => written(bob)).toBe('from Ann.\n')
  await expect(tool(bob, 'Undo')).toHaveAttribute('aria-disabled', 'true')
  await type(bob, 'from Bob.')
  await expect.poll(() => written(ann)).toBe('from Ann.\nfrom Bob.')
  await textIn(ann).focus()
  await ann.keyboard.press('Control+z')
  await expect.poll(() => written(bob)).toBe('from Bob.')
  await tool(ann, 'Redo').click()
  await expect.poll(() => written(bob)).toBe('from Ann.\nfrom Bob.')
  await tool(bob, 'Undo').click()
  await expect.poll(() => written(ann)).toBe('from Ann.\n')
})

test('alone in one tab with no room, what is written is there again after a reload', async ({ context }) => {
  const page = await openAs(context, 'Ann', '')
  await expect(editorIn(page).locator('.badge')).toContainText('Only in this browser')
  await type(page, 'kept')
  await expect(editorIn(page).locator('.badge')).toHaveAttribute('data-storage', 'saved')
  await page.reload()
  await expect.poll(() => written(page)).toBe('kept')
})

test('a name that is given once is the name on every document of the page, and the others hear it', async ({
  context,
}) => {
  const [ann, bob] = [await openAs(context, ''), await openAs(context, 'Bob')]
  await ann.locator('swarm-board').scrollIntoViewIfNeeded()
  await expect(ann.locator('swarm-board .badge')).toBeVisible()
  await editorIn(ann)
    .getByRole('button', { name: /^Guest \d+ \(you\)$/ })
    .click()
  await ann.getByLabel('Your name').fill('Ann')
  await ann.keyboard.press('Enter')
  await expect(editorIn(ann).getByRole('button', { name: 'Ann (you)' })).toBeFocused()
  await expect(ann.locator('swarm-board').getByRole('button', { name: 'Ann (you)' })).toBeVisible()
  await expect(editorIn(bob).getByRole('list', { name: 'Who is here' })).toContainText('Ann')
})

test('the badge tells who is alone, who is offline and who is in step again, to those who do not see it too', async ({
  context,
}) => {
  const ann = await openAs(context, 'Ann')
  const badge = editorIn(ann).locator('.badge')
  await expect(badge).toContainText('Nobody else is here')
  await context.setOffline(true)
  await expect(badge).toContainText('Offline: what you do goes out later')
  await type(ann, 'meanwhile')
  await context.setOffline(false)
  await expect(badge).toContainText('Nobody else is here')
  const bob = await openAs(context, 'Bob')
  await expect(badge).toContainText('In step with 1 other')
  await expect.poll(() => written(bob)).toBe('meanwhile')
  await expect(badge.locator('[aria-live]')).toHaveText('In step with 1 other')
  await bob.close()
  await expect(badge).toContainText('Nobody else is here')
})

test('two browsers that a relay helps to meet write one text, and what one wrote alone comes to the other', async ({
  browser,
  pages,
}) => {
  const relay = await startRelay({ port: 0, host: '127.0.0.1', pages: pages.folder })
  const other = await chromium.launch(loopbackLaunch)
  const contexts = await Promise.all(
    [browser, other].map(one => one.newContext({ permissions: [...loopbackPermissions] })),
  )
  const atRelay = new DocumentPages(`http://127.0.0.1:${relay.port}/`)
  const [ann, bob] = await Promise.all(
    contexts.map(async (context, index) => {
      const page = await atRelay.open(context, ['Ann', 'Bob'][index]!, index === 0 ? '?room=cs101' : '')
      await expect(textIn(page)).toBeVisible()
      return page
    }),
  )
  await type(ann!, 'alone at first')
  await bob!.evaluate(() => document.querySelector('swarm-editor')!.setAttribute('room', 'cs101'))
  await expect.poll(() => written(bob!)).toBe('alone at first')
  await type(bob!, ', then together')
  await expect.poll(() => written(ann!)).toBe('alone at first, then together')
  await expect(textIn(ann!).locator('.peer-name')).toContainText('Bob')
  expect(atRelay.complaints).toEqual([])
  await other.close()
  await contexts[0]!.close()
  await relay.stop()
})

test('two browsers with no server between them meet over a document by what is handed over', async ({ context }) => {
  const other = await chromium.launch(loopbackLaunch)
  const elsewhere = await other.newContext({ permissions: [...loopbackPermissions] })
  const ann = await openAs(context, 'Ann')
  await type(ann, 'by hand')
  await tool(ann, 'Invite').click()
  await ann.getByRole('button', { name: 'Invite without a server' }).click()
  await ann.getByRole('button', { name: 'Make an invitation' }).click()
  const invitation = await ann.getByLabel('Invitation', { exact: true }).inputValue()
  const bob = await openAs(elsewhere, 'Bob', `?room=cs101#invitation=${invitation}`)
  const answer = bob.getByLabel('Answer', { exact: true })
  await expect(answer).toHaveValue(/^swarm1\./)
  for (const colorScheme of ['light', 'dark'] as const) {
    await bob.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page: bob }).analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  }
  await ann.getByLabel('that you were handed').fill(await answer.inputValue())
  await ann.getByRole('button', { name: 'Accept' }).click()
  await expect(ann.getByText('Connected.')).toBeVisible()
  await expect.poll(() => written(bob)).toBe('by hand')
  await other.close()
})

test('where the browser keeps nothing, the editor says so and goes on', async ({ context }) => {
  await context.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('not here', 'SecurityError')
    }
  })
  const page = await openAs(context, 'Ann', '')
  await expect(editorIn(page).getByRole('alert')).toContainText('This browser keeps nothing for this page')
  await expect(editorIn(page).locator('.badge')).toContainText('Not saved')
  await type(page, 'all the same')
  await expect.poll(() => written(page)).toBe('all the same')
})

test('nothing that peers say becomes markup: not names, not text, not Markdown, not the name of a document', async ({
  context,
}) => {
  const markup = '<img src=x onerror="window.hit=1">'
  const eve = await openAs(context, markup)
  const ann = await openAs(context, 'Ann')
  await type(
    eve,
    [
      markup,
      '<script>window.hit=1</script>',
      '[run](javascript:window.hit=1) [data](data:text/html,hi) [here](./room.html) [good](https://example.org/)',
      '<https://example.org/auto>',
      '![picture](https://example.org/p.png)',
      '[odd]: javascript:window.hit=1 "title"',
    ].join('\n\n'),
  )
  const preview = editorIn(ann).getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText('<script>window.hit=1</script>')
  await expect(preview.getByRole('link')).toHaveText(['good', 'https://example.org/auto', 'picture'])
  for (const link of await preview.getByRole('link').all())
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow ugc')
  await expect(textIn(ann).locator('.peer-name')).toContainText('<img src=x')
  await ann.evaluate(name => document.querySelector('swarm-editor')!.setAttribute('document', name), markup)
  await expect(editorIn(ann).locator('.title')).toHaveText(markup)
  for (const page of [ann, eve]) {
    expect(await page.locator('swarm-editor img:not(.cm-widgetBuffer), swarm-editor script').count()).toBe(0)
    expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  }
})

test('presence that lies about places and things that are no text leave the editor whole', async ({ context }) => {
  const [ann, eve] = [await openAs(context, 'Ann'), await openAs(context, 'Eve')]
  await type(ann, 'steady')
  await expect.poll(() => written(eve)).toBe('steady')
  await eve.evaluate(async () => {
    const opened = await new Promise<{ document: Document }>(resolve => {
      const editor = document.querySelector('swarm-editor')!
      editor.addEventListener('swarm-document-opened', told => resolve((told as CustomEvent).detail), { once: true })
      editor.setAttribute('password', '') // the same place: nothing opens anew
      editor.remove()
      document.querySelector('main')!.prepend(editor)
    })
    const { doc, awareness } = opened.document as unknown as {
      doc: {
        getText(name: string): { insertEmbed(at: number, thing: object): void; insert(at: number, text: string): void }
      }
      awareness: { setLocalStateField(name: string, value: unknown): void }
    }
    const places = [
      'here',
      {},
      { tname: 'other' },
      { item: { client: -1, clock: 1e99 } },
      { type: { client: 7, clock: 7 } },
    ]
    for (const place of places) awareness.setLocalStateField('cursor', { anchor: place, head: place })
    awareness.setLocalStateField('user', { name: { toString: 1 }, color: 'url(https://example.org/)' })
    doc.getText('text').insertEmbed(3, { image: 'x' })
    doc.getText('text').insert(4, 'a\rb')
  })
  await expect.poll(() => written(ann)).toContain('dy')
  await type(ann, '!')
  await expect.poll(async () => (await written(eve)).endsWith('dy!')).toBe(true)
})

test('an attribute that cannot be is refused by name, and told to the page', async ({ page, pages }) => {
  await page.goto(`${pages.origin}demo/documents.html`)
  await expect(textIn(page)).toBeVisible()
  const alert = editorIn(page).getByRole('alert')
  const set = (name: string, value: string) =>
    page.evaluate(([name, value]) => document.querySelector('swarm-editor')!.setAttribute(name!, value!), [name, value])
  await set('document', 'x'.repeat(300))
  await expect(alert).toHaveText('Could not open: document: expected 1 to 256 characters, got 300')
  await set('document', 'notes')
  await set('room', 'x'.repeat(65))
  await expect(alert).toHaveText('Could not open: room: expected 0 to 64 characters, got 65')
  await set('room', 'cs101')
  await set('relays', 'javascript:alert(1)')
  await expect(alert).toContainText('relays: expected addresses such as wss://')
  await set('relays', '')
  await expect(textIn(page)).toBeVisible()
})

test('a version is kept, looked at beside what is now, and brought back as one more edit', async ({ context }) => {
  const [ann, bob] = [await openAs(context, 'Ann'), await openAs(context, 'Bob')]
  await type(ann, 'first\nsecond')
  await tool(ann, 'Versions').click()
  await ann.getByLabel('Name of the version').fill('<b>draft</b>')
  await tool(ann, 'Keep this version').click()
  await expect(editorIn(ann).locator('.unseen[aria-live]')).toHaveText('Version “<b>draft</b>” is kept.')
  await expect.poll(() => written(bob)).toBe('first\nsecond')
  await textIn(bob).focus()
  await bob.keyboard.press('Control+a')
  await bob.keyboard.type('third')
  await expect.poll(() => written(ann)).toBe('third')
  await editorIn(ann).getByRole('slider', { name: 'Versions' }).press('ArrowLeft')
  await expect(editorIn(ann).locator('.older ins')).toHaveText('first\nsecond')
  await expect(editorIn(ann).locator('.older del')).toHaveText('third')
  await tool(ann, 'Restore').click()
  await expect.poll(() => written(bob)).toBe('first\nsecond')
})

test('a preview that was changed piece by piece is the one that is drawn anew', async ({ context }) => {
  const page = await openAs(context, 'Ann', '')
  const preview = editorIn(page).locator('.preview-page')
  const blocks = [
    '# Title',
    'one [odd] `two`',
    '- a',
    '- b',
    '> said',
    '```',
    'code',
    '```',
    '| a | b |',
    '|---|---|',
    '| 1 | 2 |',
  ]
  await textIn(page).focus()
  await page.keyboard.insertText(`${blocks.slice(0, 2).join('\n\n')}\n\n${blocks.slice(2).join('\n')}\n\nlast\n`)
  await expect(preview).toContainText('last')
  const edits: readonly (readonly [string, string])[] = [
    ['Control+End', '\n\n[odd]: https://example.org/\n'], // another block becomes a link by it
    ['Control+Home', 'before\n\n'],
    ['ArrowDown', '\nbetween\n\n'],
    ['Control+End', '## end'],
  ]
  for (const [key, text] of edits) {
    await page.keyboard.press(key)
    await page.keyboard.insertText(text)
  }
  await expect(preview).toContainText('end')
  await expect(preview.getByRole('link')).toHaveText('odd')
  const piecemeal = await preview.innerHTML()
  await tool(page, 'Preview').click()
  await expect(preview).toHaveCount(0)
  await tool(page, 'Preview').click()
  await expect(preview).toContainText('end')
  expect(piecemeal).toBe(await preview.innerHTML())
  await textIn(page).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect(preview).toBeEmpty()
})

test('two editors of one page share a document, and the room is left with the last of them', async ({ context }) => {
  const [ann, bob] = [await openAs(context, 'Ann'), await openAs(context, 'Bob')]
  await ann.evaluate(() => {
    const editor = document.querySelector('swarm-editor')!
    editor.before(editor.cloneNode())
  })
  const texts = ann.locator('swarm-editor .cm-content')
  await expect(texts).toHaveCount(2)
  await type(bob, 'for both')
  await expect(texts).toHaveText([/for both/, /for both/])
  await expect(editorIn(bob).locator('.badge')).toContainText('In step with 1 other')
  await ann.evaluate(() => document.querySelector('swarm-editor')!.remove())
  await type(bob, ', and for one')
  await expect(texts).toHaveText([/for both, and for one/])
  await ann.evaluate(() => document.querySelector('swarm-editor')!.remove())
  await expect(editorIn(bob).locator('.badge')).toContainText('Nobody else is here')
})

test('what cannot be seen in a text is told by its number', async ({ context }) => {
  const page = await openAs(context, 'Ann', '')
  await textIn(page).focus()
  await page.keyboard.insertText('pay \u202e100 to\u200b Eve')
  await expect(textIn(page).locator('.code-point')).toHaveText(['U+202E', 'U+200B'])
})

test('by keyboard alone: tools by arrow keys, Tab indents, Escape and Tab leave, read only still has its place', async ({
  context,
}) => {
  const page = await openAs(context, 'Ann', '')
  await textIn(page).focus()
  await page.keyboard.type('a')
  await page.keyboard.press('Tab')
  await page.keyboard.type('b')
  await expect.poll(() => written(page)).toBe('  ab')
  await page.keyboard.press('Shift+Tab')
  await expect.poll(() => written(page)).toBe('ab')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(editorIn(page).getByRole('region', { name: 'Preview' })).toBeFocused()
  await textIn(page).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+Tab')
  await expect(tool(page, 'Heading')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(tool(page, 'Bold')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(() => written(page)).toBe('**ab**')
  await page.evaluate(() => document.querySelector('swarm-editor')!.setAttribute('readonly', ''))
  await expect(editorIn(page).locator('.badge')).toContainText('Read only')
  await textIn(page).focus()
  await page.keyboard.type('more')
  await page.keyboard.press('Control+b')
  expect(await written(page)).toBe('**ab**')
  await expect(tool(page, 'Bold')).toHaveCount(0)
})

test('axe finds nothing, light and dark, in three languages, with everything open', async ({ context }) => {
  const [ann, bob] = [await openAs(context, 'Ann'), await openAs(context, 'Bob')]
  await type(bob, '# Title\n\n[a link](https://example.org) and `code`\n\n> quoted')
  await expect(textIn(ann).locator('.peer-name')).toHaveCount(1)
  await tool(ann, 'Versions').click()
  await ann.getByLabel('Name of the version').fill('draft')
  await tool(ann, 'Keep this version').click()
  await expect(editorIn(ann).getByRole('slider')).toBeVisible()
  await editorIn(ann).getByRole('button', { name: 'Ann (you)' }).click()
  await expect(ann.getByLabel('Your name')).toBeVisible()
  for (const [language, undo] of Object.entries({ en: 'Undo', es: 'Deshacer', pt: 'Anular' })) {
    await ann.evaluate(lang => void (document.documentElement.lang = lang), language)
    await expect(tool(ann, undo)).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await ann.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page: ann }).analyze()
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
    }
  }
})

test('an editor out of sight loads neither itself nor the network, and one without a room never the network', async ({
  page,
  pages,
}) => {
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname.split('/').at(-1)!))
  const loaded = (name: string) => asked.some(path => path.startsWith(name))
  await page.setViewportSize({ width: 800, height: 120 })
  await page.goto(`${pages.origin}demo/documents.html`)
  await expect.poll(() => loaded('swarm-editor')).toBe(true)
  await page.waitForLoadState('networkidle')
  expect(loaded('writing')).toBe(false)
  await editorIn(page).scrollIntoViewIfNeeded()
  await expect(textIn(page)).toBeVisible()
  expect(loaded('writing')).toBe(true)
  await expect.poll(() => loaded('preview')).toBe(true) // the last that comes; later it would count for the next page
  expect(loaded('join-room')).toBe(false)
  asked.length = 0
  await page.goto(`${pages.origin}demo/room.html`)
  await expect(page.getByRole('button', { name: 'Join' })).toBeVisible()
  expect(asked.filter(path => /^(swarm-editor|swarm-board|writing|yjs|preview)/.test(path))).toEqual([])
})

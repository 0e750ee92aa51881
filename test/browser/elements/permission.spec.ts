// A document with an owner, as an element shows it: who may write, who may not and why, and what its page hears.

import { type BrowserContext, expect, type Page } from '@playwright/test'
import { grantWriting, newDocumentKeys, type Permit } from '../../../src/documents/permission.ts'
import type { DocumentTrouble, SharedDocument } from '../../../src/documents/shared-document.ts'
import type {} from '../../../src/elements/document/document-events.ts'
import { type DocumentPages, test } from './document-page.ts'

let documents: DocumentPages
test.beforeEach(({ documents: opened }) => {
  documents = opened
})

const owner = newDocumentKeys()
const writer = newDocumentKeys()
const grant = grantWriting({ name: 'notes', secret: owner.secret, writer: writer.key })
const editorIn = (page: Page) => page.locator('swarm-editor')
const badgeIn = (page: Page) => editorIn(page).locator('.badge')
const textIn = (page: Page) => editorIn(page).locator('.cm-content')
const people = (page: Page) => editorIn(page).getByRole('list', { name: 'Who is here' })

interface Watched extends HTMLElement {
  opened: SharedDocument
  troubles: DocumentTrouble[]
}

async function openAs(context: BrowserContext, name: string, permit: Permit | null): Promise<Page> {
  const page = await documents.open(context, name, '?room=cs101')
  await editorIn(page).evaluate(
    (element, [name, key, permit]) => {
      const editor = element as Watched
      editor.setAttribute('name', name)
      editor.setAttribute('owner', key)
      Object.assign(editor, { permit, troubles: [] })
      editor.addEventListener('swarm-document-opened', ({ detail }) => void (editor.opened = detail.document))
      editor.addEventListener('swarm-document-trouble', ({ detail }) => void editor.troubles.push(detail))
    },
    [name, owner.key, permit] as const,
  )
  return page
}

test('of a document with an owner each sees who may write; a reader is told why not, and keeps its edits to itself', async ({
  context,
}) => {
  const ann = await openAs(context, 'Ann', { secret: owner.secret })
  const bob = await openAs(context, 'Bob', { secret: writer.secret, grant })
  const eve = await openAs(context, 'Eve', null)
  for (const page of [ann, bob, eve]) {
    await expect(badgeIn(page)).toContainText('In step with 2 others')
    for (const [name, pens] of [
      ['Ann', 1],
      ['Bob', 1],
      ['Eve', 0],
    ] as const)
      await expect(people(page).getByRole('listitem').filter({ hasText: name }).getByRole('img')).toHaveCount(pens)
  }
  await expect(badgeIn(eve)).toContainText('Read only: its owner has not let you write')
  await expect(textIn(eve)).toHaveAttribute('contenteditable', 'false')
  await expect(textIn(eve)).not.toContainText('Write here') // as a writer is told
  const troubles = await editorIn(eve).evaluate(element => {
    const { opened, troubles } = element as Watched
    opened.doc.getText('text').insert(0, 'by a script')
    return troubles
  })
  expect(troubles).toEqual([{ is: 'unshared' }])
  await expect(eve.getByRole('alert')).toHaveText('You may only read this document: what you change stays with you.')
  await textIn(bob).focus()
  await bob.keyboard.type('by a writer')
  await expect(textIn(ann)).toContainText('by a writer')
  await expect(textIn(eve)).toContainText('by a writer')
  await expect(textIn(ann)).not.toContainText('script')
})

test('an owner that is no key, and a permit that the owner never gave, are refused by name, until they are right', async ({
  context,
}) => {
  const page = await openAs(context, 'Eve', { secret: writer.secret })
  const alert = editorIn(page).getByRole('alert')
  await expect(alert).toContainText('permit.grant: expected one that the owner signed')
  await editorIn(page).evaluate(editor => editor.setAttribute('owner', '<b>'))
  await expect(alert).toContainText('owner: expected 64 hexadecimal digits, got 3 characters')
  await editorIn(page).evaluate(
    (editor, [key, permit]) => {
      editor.setAttribute('owner', key)
      Object.assign(editor, { permit })
    },
    [owner.key, { secret: writer.secret, grant }] as const,
  )
  await expect(textIn(page)).toHaveAttribute('contenteditable', 'true')
  await expect(people(page).getByRole('img', { name: 'may write' })).toHaveCount(1)
})

test('the page of documents makes whoever asks the owner of a text, with a link for readers and one for a writer', async ({
  context,
}) => {
  const ann = await documents.open(context, 'Ann', '')
  await ann.getByRole('button', { name: 'Own a new one' }).click()
  const notice = (page: Page) => page.locator('swarm-editor[document=notice]')
  const follow = async (name: string, link: string) => {
    const address = await ann.getByRole('link', { name: link }).getAttribute('href')
    return await documents.open(context, name, address!)
  }
  const bob = await follow('Bob', 'A link for one who may write')
  const eve = await follow('Eve', 'The link for readers')
  for (const page of [ann, bob, eve])
    await expect(notice(page).locator('.badge')).toContainText('In step with 2 others')
  await notice(bob).locator('.cm-content').focus()
  await bob.keyboard.type('No class on Monday')
  await expect(notice(ann).locator('.cm-content')).toContainText('No class on Monday')
  await expect(notice(eve).locator('.cm-content')).toContainText('No class on Monday')
  await expect(notice(eve).locator('.badge')).toContainText('Read only')
  expect(new URL(eve.url()).hash).toBe('')
  await ann.reload()
  await expect(notice(ann).locator('.cm-content')).toContainText('No class on Monday')
})

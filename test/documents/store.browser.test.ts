// The database of a real browser keeps the promises of a store.

import { expect, it } from 'vitest'
import { openBrowserStore } from '../../src/documents/browser-store.ts'
import { storeAcceptance, typed } from './store.acceptance.ts'

let count = 0
const newName = () => `document ${performance.timeOrigin} ${count++}`

storeAcceptance('the database of this browser', () => {
  const name = newName()
  return () => openBrowserStore(name)
})

it('a document that is being deleted by another tab is let go of', async () => {
  const name = newName()
  const store = await openBrowserStore(name)
  await new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(name)
    deleting.onsuccess = resolve
    deleting.onblocked = reject
  })
  await expect(store.append(typed('a')[0]!)).rejects.toMatchObject({ why: 'failed' })
})

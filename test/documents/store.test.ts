// Memory and the browser's database keep the same promises; and the database says why where it cannot.

import 'fake-indexeddb/auto'
import { IDBDatabase, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openBrowserStore } from '../../src/documents/browser-store.ts'
import { MemoryShelf } from '../../src/documents/store.ts'
import { storeAcceptance, typed } from './store.acceptance.ts'

let count = 0
const newName = () => `document ${count++}`

storeAcceptance('memory', () => {
  const shelf = new MemoryShelf()
  return async () => shelf.open()
})
storeAcceptance('the browser’s database', () => {
  const name = newName()
  return () => openBrowserStore(name)
})

describe('[S6] the browser’s database, where it cannot', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })
  const [update] = typed('a')
  it('be had at all, is missing', async () => {
    vi.stubGlobal('indexedDB', undefined)
    await expect(openBrowserStore(newName())).rejects.toMatchObject({ name: 'StoreError', why: 'missing' })
  })
  it('be opened, because the page may not, is missing', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    await expect(openBrowserStore(newName())).rejects.toMatchObject({ why: 'missing', message: 'denied' })
  })
  it('take more, is full', async () => {
    const store = await openBrowserStore(newName())
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
    await expect(store.append(update!)).rejects.toMatchObject({ why: 'full' })
  })
  it('go on, because its connection was closed, has failed', async () => {
    const store = await openBrowserStore(newName())
    store.close()
    await expect(store.append(update!)).rejects.toMatchObject({ why: 'failed' })
    await expect(store.load()).rejects.toMatchObject({ why: 'failed' })
  })
  it('acknowledges an edit only with what the browser calls strict durability', async () => {
    const begin = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const store = await openBrowserStore(newName())
    await store.append(update!)
    await store.compact(() => update!)
    const options = begin.mock.calls.filter(([, mode]) => mode === 'readwrite').map(([, , options]) => options)
    expect(options).toEqual([{ durability: 'strict' }, { durability: 'strict' }])
    store.close()
  })
  it('lets another tab delete the document', async () => {
    const name = newName()
    const store = await openBrowserStore(name)
    await new Promise((resolve, reject) => {
      const deleting = indexedDB.deleteDatabase(name)
      deleting.onsuccess = resolve
      deleting.onblocked = reject
    })
    await expect(store.append(update!)).rejects.toMatchObject({ why: 'failed' })
  })
})

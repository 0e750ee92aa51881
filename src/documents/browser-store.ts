// A document in the browser's database: one database each, so that one can be read, filled and deleted without the others.

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Version } from './shared-document.ts'
import { type DocumentStore, StoreError } from './store.ts'

interface Schema extends DBSchema {
  updates: { key: number; value: Uint8Array }
  versions: { key: number; value: Omit<Version, 'id'> }
  versionUpdates: { key: number; value: Uint8Array }
}

type Database = IDBPDatabase<Schema>

/** An edit is acknowledged when it is on the disk, not when the browser has promised to write it. */
const strict = { durability: 'strict' } as const

/** Rejects with a `StoreError`. */
export async function openBrowserStore(name: string): Promise<DocumentStore> {
  if (typeof indexedDB === 'undefined') throw new StoreError('missing', 'this browser keeps nothing for this page')
  const database = await opened(name)
  return {
    load: () => told(() => database.getAll('updates')),
    append: update => told(() => append(database, update)),
    compact: merge => told(() => compact(database, merge)),
    listVersions: () => told(() => listVersions(database)),
    addVersion: (about, update) => told(() => addVersion(database, about, update)),
    loadVersion: id => told(() => database.get('versionUpdates', id)),
    removeVersion: id => told(() => removeVersion(database, id)),
    close: () => database.close(),
  }
}

async function opened(name: string): Promise<Database> {
  try {
    return await openDB<Schema>(name, 1, {
      upgrade(database) {
        database.createObjectStore('updates', { autoIncrement: true })
        database.createObjectStore('versions', { autoIncrement: true })
        database.createObjectStore('versionUpdates')
      },
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(), // another tab deletes it
    })
  } catch (error) {
    throw new StoreError('missing', (error as Error).message)
  }
}

async function append(database: Database, update: Uint8Array): Promise<number> {
  const transaction = database.transaction('updates', 'readwrite', strict)
  void transaction.store.add(update)
  const [count] = await Promise.all([transaction.store.count(), transaction.done])
  return count
}

/** One transaction: another tab's edit comes before it and is merged, or after it and stays. */
async function compact(database: Database, merge: (updates: readonly Uint8Array[]) => Uint8Array): Promise<void> {
  const transaction = database.transaction('updates', 'readwrite', strict)
  const done = transaction.done
  try {
    const merged = merge(await transaction.store.getAll())
    void transaction.store.clear()
    void transaction.store.add(merged)
  } catch (error) {
    transaction.abort()
    await done.catch(() => {})
    throw error
  }
  await done
}

async function listVersions(database: Database): Promise<Version[]> {
  const transaction = database.transaction('versions')
  const [ids, versions] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()])
  return versions.map((version, index) => ({ ...version, id: ids[index]! }))
}

async function addVersion(database: Database, about: Omit<Version, 'id'>, update: Uint8Array): Promise<Version> {
  const transaction = database.transaction(['versions', 'versionUpdates'], 'readwrite', strict)
  const id = await transaction.objectStore('versions').add(about)
  void transaction.objectStore('versionUpdates').add(update, id)
  await transaction.done
  return { ...about, id }
}

async function removeVersion(database: Database, id: number): Promise<void> {
  const transaction = database.transaction(['versions', 'versionUpdates'], 'readwrite', strict)
  void transaction.objectStore('versions').delete(id)
  void transaction.objectStore('versionUpdates').delete(id)
  await transaction.done
}

async function told<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const { name, message } = error as Error
    throw new StoreError(name === 'QuotaExceededError' ? 'full' : 'failed', `${name}: ${message}`)
  }
}

// Keeps a document where its edits outlive the page, and says truthfully what is kept. Where nothing can be, it goes on.

import { applyUpdate, Doc, encodeStateAsUpdate, mergeUpdates } from 'yjs'
import { after } from '../swarm/clock.ts'
import type { Edits } from './edits.ts'
import type { DocumentTrouble, StorageTrouble } from './shared-document.ts'
import { type DocumentStore, MemoryShelf, StoreError } from './store.ts'

/** Of so many updates one is made: yjs reads a few hundred small ones in as many microseconds. */
export const updatesKeptMax = 500
/** What others wrote they keep themselves, so here it may gather for a moment. */
export const arrivalsSavedWithinMs = 250
/** A database that another tab blocks, or a disk that is slow to wake, is not waited for. When it opens, it has all. */
export const openWithinMs = 5000
/** Where the disk was full, or failed, it is tried again after so long. */
export const retryMs = 10_000

export interface KeepingOptions {
  readonly edits: Edits
  /** Null where the page wants nothing to be kept. */
  readonly open: (() => Promise<DocumentStore>) | null
  readonly changed: () => void
  readonly trouble: (trouble: DocumentTrouble) => void
}

export class Keeping {
  /** Where versions go too: a place in memory where there is no other. */
  readonly store: Promise<DocumentStore>
  readonly loaded: Promise<void>
  readonly #options: KeepingOptions
  readonly #stopListening: () => void
  #place: 'opening' | 'blocked' | 'kept' | 'failing' | 'none' = 'opening'
  #isClosed = false
  #why: StorageTrouble | null = null
  #unsaved: Uint8Array[] = []
  /** Edits seen, and of those how many are kept. */
  #seen = 0
  #kept = 0
  #writing: Promise<void> | null = null
  #stopWaiting: (() => void) | null = null
  #isRead = false
  #isDamaged = false

  constructor(options: KeepingOptions) {
    this.#options = options
    this.#stopListening = options.edits.listen({
      made: update => this.#edited(update, 0),
      arrived: (update, from) => from !== null && this.#edited(update, arrivalsSavedWithinMs),
    })
    this.store = this.#open()
    this.loaded = new Promise(resolve => {
      const stopWaiting = after(openWithinMs, () => {
        this.#place = 'blocked'
        this.#tell(new StoreError('blocked', `the database did not open within ${openWithinMs} ms`))
        options.changed()
        resolve()
      })
      void this.store.then(stopWaiting)
      void this.#load().then(resolve)
    })
  }

  get storage(): 'opening' | 'saving' | 'saved' | 'memory' {
    if (this.#place === 'opening') return 'opening'
    if (this.#place !== 'kept') return 'memory'
    return this.#kept === this.#seen ? 'saved' : 'saving'
  }

  /** Whether all that was edited until now is kept. */
  async saved(): Promise<boolean> {
    await this.loaded
    const upTo = this.#seen
    while (this.#kept < upTo && this.#hasPlace()) {
      await this.#write()
      if (this.#place === 'failing') return false
    }
    return this.#hasPlace()
  }

  async close(): Promise<void> {
    this.#stopListening()
    await this.saved()
    this.#isClosed = true
    this.#stopWaiting?.()
    const isClosed = this.store.then(store => store.close())
    if (this.#place !== 'blocked') await isClosed
  }

  #hasPlace(): boolean {
    return this.#place === 'kept' || this.#place === 'failing'
  }

  #edited(update: Uint8Array, withinMs: number): void {
    this.#seen++
    if (this.#place === 'none') return
    this.#unsaved.push(update)
    if (this.#place !== 'kept') return // it is written when the place opens, or at the next try
    if (withinMs > 0) this.#writeAfter(withinMs)
    else void this.#write()
    this.#options.changed()
  }

  async #open(): Promise<DocumentStore> {
    try {
      if (this.#options.open !== null) return await this.#options.open()
    } catch (error) {
      this.#tell(error)
    }
    this.#place = 'none'
    return new MemoryShelf().open()
  }

  async #load(): Promise<void> {
    await this.store
    if (this.#isClosed) return
    try {
      await this.#read()
      if (this.#place !== 'none') this.#place = 'kept'
      this.#why = null
    } catch (error) {
      this.#fail(error)
    }
    this.#options.changed()
    if (this.#kept < this.#seen && this.#place === 'kept') void this.#write()
  }

  /** Until this is done nothing is called saved: a page would take what it sees for all that was kept. */
  async #read(): Promise<void> {
    const store = await this.store
    const updates = await store.load()
    this.#apply(updates)
    this.#isRead = true
    if (updates.length > updatesKeptMax) void this.#compact(store)
  }

  #apply(updates: readonly Uint8Array[]): void {
    const damaged = this.#options.edits.arrive(updates, null)
    if (damaged === 0) return
    this.#isDamaged = true
    const message = `${damaged} of ${updates.length} updates cannot be read`
    this.#options.trouble({ is: 'storage', why: 'damaged', message })
  }

  #writeAfter(ms: number): void {
    this.#stopWaiting ??= after(ms, () => void this.#write())
  }

  #write(): Promise<void> {
    this.#stopWaiting?.()
    this.#stopWaiting = null
    this.#writing ??= this.#writeOnce().finally(() => {
      this.#writing = null
      if (this.#kept < this.#seen && this.#place === 'kept') void this.#write()
    })
    return this.#writing
  }

  async #writeOnce(): Promise<void> {
    try {
      if (!this.#isRead) await this.#read()
      const upTo = this.#seen
      const updates = this.#place === 'failing' ? [encodeStateAsUpdate(this.#options.edits.doc)] : this.#unsaved
      this.#unsaved = []
      await this.#append(updates.length === 1 ? updates[0]! : mergeUpdates(updates))
      this.#kept = upTo
      this.#place = 'kept'
      this.#why = null
    } catch (error) {
      this.#fail(error)
    }
    this.#options.changed()
  }

  async #append(update: Uint8Array): Promise<void> {
    const store = await this.store
    let count: number
    try {
      count = await store.append(update)
    } catch (error) {
      if (!(error instanceof StoreError && error.why === 'full')) throw error
      await this.#compact(store)
      count = await store.append(update)
    }
    if (count > updatesKeptMax) await this.#compact(store)
  }

  /** Where it cannot be done, all stays as it was: nothing is lost by that. */
  async #compact(store: DocumentStore): Promise<void> {
    if (this.#isDamaged) return // what cannot be read is left for one who can
    await store.compact(merged).catch(() => {})
  }

  #fail(error: unknown): void {
    this.#place = 'failing'
    this.#unsaved = []
    this.#writeAfter(retryMs)
    this.#tell(error)
  }

  /** Once, and again when it is something else. */
  #tell(error: unknown): void {
    const why = error instanceof StoreError ? error.why : 'failed'
    if (why === this.#why) return
    this.#why = why
    this.#options.trouble({ is: 'storage', why, message: (error as Error).message })
  }
}

/** By way of a document, which forgets the text that was deleted; `mergeUpdates` would keep it. */
function merged(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Doc()
  for (const update of updates) applyUpdate(doc, update)
  return encodeStateAsUpdate(doc)
}

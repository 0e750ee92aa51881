// All edits of one document, told apart by where they were made: here, by a peer, or before, and kept on the disk.

import { applyUpdate, type Doc, type Transaction } from 'yjs'
import type { PeerId } from '../core/ids.ts'

/** The origin of an edit that was made elsewhere: what it came from is not told of it again. */
export class Arrival {
  /** Null for what was kept here. */
  readonly from: PeerId | null

  constructor(from: PeerId | null) {
    this.from = from
  }
}

export interface EditListener {
  made(update: Uint8Array): void
  arrived(update: Uint8Array, from: PeerId | null): void
}

export class Edits {
  readonly doc: Doc
  readonly #listeners = new Set<EditListener>()
  #isNews = false

  constructor(doc: Doc) {
    this.doc = doc
    doc.on('update', this.#made)
    doc.on('afterTransactionCleanup', this.#cleanedUp)
  }

  listen(listener: EditListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Applies what was made elsewhere, in one go. Returns how many of the updates cannot be read. */
  arrive(updates: readonly Uint8Array[], from: PeerId | null): number {
    if (updates.length === 0) return 0
    let unreadable = 0
    const apply = (update: Uint8Array) => {
      try {
        applyUpdate(this.doc, update)
      } catch {
        unreadable++
      }
    }
    this.#isNews = false
    try {
      this.doc.transact(() => updates.forEach(apply), new Arrival(from))
    } catch (error) {
      queueMicrotask(() => {
        throw error // an observer's of this page: the document has the edit
      })
    }
    // What waits for its predecessors is not in the document yet, and will come with no other update.
    if (this.#isNews || this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null) {
      for (const { arrived } of [...this.#listeners]) for (const update of updates) arrived(update, from)
    }
    return unreadable
  }

  close(): void {
    this.doc.off('update', this.#made)
    this.doc.off('afterTransactionCleanup', this.#cleanedUp)
  }

  readonly #made = (update: Uint8Array): void => {
    for (const { made } of [...this.#listeners]) made(update)
  }

  /**
   * Just before yjs encodes what a transaction did, if anyone hears updates. Of what arrived we have the bytes: to have them
   * encoded again would be a third of the time that a large document takes to load. Observers may edit in answer to what
   * arrived: that is a transaction of its own, and is heard.
   */
  readonly #cleanedUp = (transaction: Transaction): void => {
    if (!(transaction.origin instanceof Arrival)) return void this.doc.on('update', this.#made)
    this.doc.off('update', this.#made)
    this.#isNews ||= hasContent(transaction)
  }
}

function hasContent({ deleteSet, beforeState, afterState }: Transaction): boolean {
  return deleteSet.clients.size > 0 || [...afterState].some(([client, clock]) => beforeState.get(client) !== clock)
}

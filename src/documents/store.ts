// Where one document is kept, and the promises that every such place keeps: test/documents/store.acceptance.ts holds memory
// and the browser's database to S1 to S6.

import type { StorageTrouble, Version } from './shared-document.ts'

/**
 * S1 What was appended is loaded, oldest first, also by those who open the place later.
 * S2 `append` resolves when the update would survive a crash, and tells how many are kept.
 * S3 Several may have one place open: all that any of them appended is kept.
 * S4 `compact` puts one update in the place of all, or, when it fails, changes nothing.
 * S5 Versions are kept apart from updates, and told from the oldest to the newest.
 * S6 A place that cannot do it rejects with a `StoreError` that says why.
 */
export interface DocumentStore {
  load(): Promise<readonly Uint8Array[]>
  append(update: Uint8Array): Promise<number>
  compact(merge: (updates: readonly Uint8Array[]) => Uint8Array): Promise<void>
  listVersions(): Promise<readonly Version[]>
  addVersion(version: Omit<Version, 'id'>, update: Uint8Array): Promise<Version>
  loadVersion(id: number): Promise<Uint8Array | undefined>
  removeVersion(id: number): Promise<void>
  close(): void
}

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly why: StorageTrouble

  constructor(why: StorageTrouble, message: string) {
    super(message)
    this.why = why
  }
}

/** Kept for as long as somebody holds the shelf. */
export class MemoryShelf {
  readonly #updates: Uint8Array[] = []
  readonly #versions = new Map<number, { readonly version: Version; readonly update: Uint8Array }>()
  #count = 0

  open(): DocumentStore {
    return {
      load: async () => [...this.#updates],
      append: async update => this.#updates.push(update),
      compact: async merge => void this.#updates.splice(0, this.#updates.length, merge([...this.#updates])),
      listVersions: async () => [...this.#versions.values()].map(({ version }) => version),
      addVersion: async (about, update) => {
        const version = { ...about, id: ++this.#count }
        this.#versions.set(version.id, { version, update })
        return version
      },
      loadVersion: async id => this.#versions.get(id)?.update,
      removeVersion: async id => void this.#versions.delete(id),
      close: () => {},
    }
  }
}

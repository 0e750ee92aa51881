// Versions of a document under names: whole copies, kept beside it. To restore one is to edit the document back to it, so
// whoever edits meanwhile loses nothing, and what was there before is a version too.

import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, UndoManager } from 'yjs'
import type { Version, Versions } from './shared-document.ts'
import type { DocumentStore } from './store.ts'

/** Of more, those that were replaced go first; named ones are the reader's to remove. */
export const versionsMax = 100
export const versionNameLengthMax = 200

export class VersionError extends Error {
  override readonly name = 'VersionError'
}

export interface KeptVersionsOptions {
  readonly doc: Doc
  readonly loaded: Promise<void>
  readonly store: Promise<DocumentStore>
  /** Milliseconds since 1970. */
  readonly now: () => number
}

type Keepsake = Pick<Version, 'name' | 'kind'> & { readonly update: Uint8Array }

export class KeptVersions implements Versions {
  readonly #options: KeptVersionsOptions

  constructor(options: KeptVersionsOptions) {
    this.#options = options
  }

  async list(): Promise<readonly Version[]> {
    const store = await this.#options.store
    return await store.listVersions()
  }

  async save(name: string): Promise<Version> {
    await this.#options.loaded
    return await this.#keep({ name, kind: 'saved', update: encodeStateAsUpdate(this.#options.doc) })
  }

  async read(id: number): Promise<Doc> {
    const store = await this.#options.store
    const update = await store.loadVersion(id)
    if (update === undefined) throw new VersionError(`id: expected a version that is kept, got ${id}`)
    const doc = new Doc()
    applyUpdate(doc, update)
    return doc
  }

  async restore(id: number): Promise<void> {
    const { doc, loaded } = this.#options
    await loaded
    const [version, versions] = await Promise.all([this.read(id), this.list()])
    const replaced = encodeStateAsUpdate(doc)
    await this.#keep({ name: versions.find(kept => kept.id === id)!.name, kind: 'replaced', update: replaced })
    applyUpdate(doc, editsBack(version, replaced), this) // what was written since is in neither, and stays
  }

  async remove(id: number): Promise<void> {
    const store = await this.#options.store
    await store.removeVersion(id)
  }

  async #keep({ name, kind, update }: Keepsake): Promise<Version> {
    if (name.length > versionNameLengthMax)
      throw new VersionError(`name: expected at most ${versionNameLengthMax} characters, got ${name.length}`)
    const store = await this.#options.store
    const versions = await store.listVersions()
    if (versions.length >= versionsMax) {
      const oldest = versions.find(version => version.kind === 'replaced')
      if (oldest === undefined) throw new VersionError(`versions: expected at most ${versionsMax}, and all have names`)
      await store.removeVersion(oldest.id)
    }
    return await store.addVersion({ name, kind, savedMs: this.#options.now() }, update)
  }
}

/** Takes an older copy through all that came after it, and back: the way back is what it returns. */
function editsBack(version: Doc, later: Uint8Array): Uint8Array {
  const way = new UndoManager(version, { trackedOrigins: new Set(['later']) })
  applyUpdate(version, later, 'later')
  const there = encodeStateVector(version)
  way.undo()
  return encodeStateAsUpdate(version, there)
}

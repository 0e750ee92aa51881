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
    return await this.#keep(name, 'saved')
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
    await this.#keep(versions.find(kept => kept.id === id)!.name, 'replaced')
    applyUpdate(doc, editsBack(doc, version), this)
  }

  async remove(id: number): Promise<void> {
    const store = await this.#options.store
    await store.removeVersion(id)
  }

  async #keep(name: string, kind: Version['kind']): Promise<Version> {
    if (name.length > versionNameLengthMax)
      throw new VersionError(`name: expected at most ${versionNameLengthMax} characters, got ${name.length}`)
    const { doc, loaded, now } = this.#options
    await loaded
    const store = await this.#options.store
    const versions = await store.listVersions()
    if (versions.length >= versionsMax) {
      const oldest = versions.find(version => version.kind === 'replaced')
      if (oldest === undefined) throw new VersionError(`versions: expected at most ${versionsMax}, and all have names`)
      await store.removeVersion(oldest.id)
    }
    return await store.addVersion({ name, kind, savedMs: now() }, encodeStateAsUpdate(doc))
  }
}

/** Takes an older copy through all that has happened since, and back: the way back is what it returns. */
function editsBack(doc: Doc, version: Doc): Uint8Array {
  const since = encodeStateAsUpdate(doc, encodeStateVector(version))
  for (const name of doc.share.keys()) version.get(name)
  const way = new UndoManager([...version.share.values()], { trackedOrigins: new Set(['since']) })
  applyUpdate(version, since, 'since')
  way.undo()
  return encodeStateAsUpdate(version, encodeStateVector(doc))
}

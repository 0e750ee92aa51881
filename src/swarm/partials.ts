// What a page keeps of files that are still arriving, so that a reload goes on at the byte where it stopped.

import { openDB } from 'idb'

/** Of more files than these, the one that began first is forgotten. */
export const partialsMax = 4

export interface Partials {
  chunk(root: string, index: number): Promise<Uint8Array | undefined>
  keep(root: string, index: number, bytes: Uint8Array): Promise<void>
  forget(root: string): Promise<void>
}

/** Nothing outlives the page. */
export const noPartials: Partials = {
  chunk: async () => undefined,
  keep: async () => {},
  forget: async () => {},
}

/** In the browser's database, or nowhere, where the browser keeps nothing for us. */
export function browserPartials(): Partials {
  const opening = openPartials()
  const withDatabase = async <T>(run: (database: Database) => Promise<T>, otherwise: T): Promise<T> => {
    const database = await opening
    return database === null ? otherwise : await run(database)
  }
  return {
    chunk: (root, index) => withDatabase(database => database.get('chunks', [root, index]), undefined),
    keep: (root, index, bytes) => withDatabase(database => keep(database, root, index, bytes), undefined),
    forget: root => withDatabase(database => forget(database, root), undefined),
  }
}

type Database = Exclude<Awaited<ReturnType<typeof openPartials>>, null>

async function openPartials() {
  try {
    return await openDB<{
      files: { key: string; value: number }
      chunks: { key: [string, number]; value: Uint8Array }
    }>('tabswarm files', 1, {
      upgrade(database) {
        database.createObjectStore('files')
        database.createObjectStore('chunks')
      },
    })
  } catch {
    return null
  }
}

async function keep(database: Database, root: string, index: number, bytes: Uint8Array): Promise<void> {
  if ((await database.get('files', root)) === undefined) await begin(database, root)
  await database.put('chunks', bytes, [root, index])
}

/** Makes room for one more. */
async function begin(database: Database, root: string): Promise<void> {
  const [roots, begunMs] = await Promise.all([database.getAllKeys('files'), database.getAll('files')])
  const byAge = roots.map((root, index) => ({ root, begunMs: begunMs[index]! })).sort((a, b) => a.begunMs - b.begunMs)
  const surplus = byAge.slice(0, Math.max(0, byAge.length - partialsMax + 1))
  for (const { root } of surplus) await forget(database, root)
  await database.put('files', Date.now(), root)
}

async function forget(database: Database, root: string): Promise<void> {
  await database.delete('chunks', IDBKeyRange.bound([root, 0], [root, Number.MAX_SAFE_INTEGER]))
  await database.delete('files', root)
}

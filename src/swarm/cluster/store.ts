// What a page keeps of a cluster: which one it was part of, and what the disks of the nodes that lived here held. Of memory,
// or of the browser's database, where a reload finds it again.

import { openDB } from 'idb'
import { type PeerId, peerId } from '../../core/ids.ts'
import { Malformed } from '../../core/wire.ts'
import { type Founding, founding } from './words.ts'

/** A browser keeps so many clusters; of more, the one founded first is forgotten. */
export const clustersMax = 16

export interface Kept {
  readonly founding: Founding
  readonly charter: string
  readonly members: readonly PeerId[]
  readonly disks: ReadonlyMap<PeerId, Uint8Array | null>
}

export interface ClusterStore {
  /** Null where nothing is kept of it. */
  load(name: string): Promise<Kept | null>
  /** Forgets all that was kept under this name, and begins anew. */
  begin(name: string, about: Omit<Kept, 'disks'>): Promise<void>
  /** What a disk holds now; null is an empty one. Null is returned where it is kept at once. */
  keep(name: string, node: PeerId, disk: Uint8Array | null): Promise<void> | null
  /** The node lives elsewhere now. */
  forget(name: string, node: PeerId): Promise<void>
}

/** Nothing outlives the page. */
export function memoryClusters(): ClusterStore {
  const clusters = new Map<string, Omit<Kept, 'disks'> & { readonly disks: Map<PeerId, Uint8Array | null> }>()
  return {
    load: async name => clusters.get(name) ?? null,
    begin: async (name, about) => void clusters.set(name, { ...about, disks: new Map() }),
    keep(name, node, disk) {
      clusters.get(name)?.disks.set(node, disk)
      return null
    },
    forget: async (name, node) => void clusters.get(name)?.disks.delete(node),
  }
}

/** In the browser's database, apart for each member of each room; in memory where the browser keeps nothing for us. */
export function browserClusters(scope: string): ClusterStore {
  const opening = openClusters()
  const memory = memoryClusters()
  const inDatabase = async <T>(run: (database: Database) => Promise<T>, otherwise: () => Promise<T>): Promise<T> => {
    const database = await opening
    return database === null ? await otherwise() : await run(database)
  }
  return {
    load: name =>
      inDatabase(
        database => load(database, scope, name),
        () => memory.load(name),
      ),
    begin: (name, about) =>
      inDatabase(
        database => begin(database, scope, name, about),
        () => memory.begin(name, about),
      ),
    keep: (name, node, disk) =>
      inDatabase(
        database => keep(database, [scope, name, node], disk),
        async () => void memory.keep(name, node, disk),
      ),
    forget: (name, node) =>
      inDatabase(
        database => database.delete('disks', [scope, name, node]),
        () => memory.forget(name, node),
      ),
  }
}

interface KeptAbout {
  readonly founding: unknown
  readonly charter: unknown
  readonly members: unknown
}

type Database = Exclude<Awaited<ReturnType<typeof openClusters>>, null>

async function openClusters() {
  try {
    return await openDB<{
      clusters: { key: [string, string]; value: KeptAbout & { readonly sinceMs: number } }
      disks: { key: [string, string, string]; value: Uint8Array | null }
    }>('tabswarm clusters', 1, {
      upgrade(database) {
        database.createObjectStore('clusters')
        database.createObjectStore('disks')
      },
    })
  } catch {
    return null
  }
}

async function load(database: Database, scope: string, name: string): Promise<Kept | null> {
  const about = await database.get('clusters', [scope, name])
  if (about === undefined) return null
  const range = IDBKeyRange.bound([scope, name], [scope, name, []])
  const [keys, disks] = await Promise.all([database.getAllKeys('disks', range), database.getAll('disks', range)])
  try {
    return {
      founding: founding.check(about.founding, 'founding'),
      charter: String(about.charter),
      members: (about.members as string[]).map(peerId),
      disks: new Map(keys.map(([, , node], place) => [peerId(node), disks[place]!])),
    }
  } catch (error) {
    // Kept by another version of ours, perhaps: as good as nothing.
    if (error instanceof Malformed || error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}

async function begin(database: Database, scope: string, name: string, about: Omit<Kept, 'disks'>): Promise<void> {
  await forgetAll(database, [scope, name])
  const [keys, all] = await Promise.all([database.getAllKeys('clusters'), database.getAll('clusters')])
  const byAge = keys.map((key, place) => ({ key, sinceMs: all[place]!.sinceMs })).sort((a, b) => a.sinceMs - b.sinceMs)
  for (const { key } of byAge.slice(0, Math.max(0, byAge.length - clustersMax + 1))) await forgetAll(database, key)
  await database.put('clusters', { ...about, sinceMs: Date.now() }, [scope, name])
}

async function forgetAll(database: Database, [scope, name]: readonly [string, string]): Promise<void> {
  await database.delete('disks', IDBKeyRange.bound([scope, name], [scope, name, []]))
  await database.delete('clusters', [scope, name])
}

/** It is on the disk when this resolves: others will hear of it next. */
async function keep(database: Database, key: [string, string, string], disk: Uint8Array | null): Promise<void> {
  const transaction = database.transaction('disks', 'readwrite', { durability: 'strict' })
  await Promise.all([transaction.store.put(disk, key), transaction.done])
}

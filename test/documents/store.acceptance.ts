// What every place that keeps a document promises: S1 to S6 of src/documents/store.ts.

import { describe, expect, it } from 'vitest'
import { Doc, mergeUpdates } from 'yjs'
import type { DocumentStore } from '../../src/documents/store.ts'

/** Each call of `place` is a new, empty place; what it returns opens it, as often as one likes. */
export function storeAcceptance(name: string, place: () => () => Promise<DocumentStore>): void {
  describe(name, () => {
    it('[S1] what was appended is loaded, oldest first, also by those who open it later', async () => {
      const open = place()
      const [updates, store] = [typed('abc'), await open()]
      expect(await store.load()).toEqual([])
      for (const update of updates) await store.append(update)
      store.close()
      const again = await open()
      expect(await again.load()).toEqual(updates)
      again.close()
    })
    it('[S2] append tells how many are kept', async () => {
      const store = await place()()
      const counts: number[] = []
      for (const update of typed('abc')) counts.push(await store.append(update))
      expect(counts).toEqual([1, 2, 3])
      store.close()
    })
    it('[S3] several that have it open at once lose nothing of each other', async () => {
      const open = place()
      const stores = await Promise.all([open(), open(), open()])
      await Promise.all(stores.flatMap(store => typed('xyz').map(update => store.append(update))))
      await stores[0]!.compact(updates => mergeUpdates([...updates]))
      await stores[1]!.append(typed('after')[0]!)
      expect(await stores[2]!.load()).toHaveLength(2)
      for (const store of stores) store.close()
    })
    it('[S4] compaction puts one in the place of all, while another tab appends', async () => {
      const open = place()
      const [left, right] = await Promise.all([open(), open()])
      const updates = typed('hello')
      for (const update of updates.slice(0, 3)) await left.append(update)
      await Promise.all([
        left.compact(kept => mergeUpdates([...kept])),
        right.append(updates[3]!),
        right.append(updates[4]!),
      ])
      const kept = await left.load()
      expect(kept.length).toBeLessThanOrEqual(3)
      expect(mergeUpdates([...kept])).toEqual(mergeUpdates(updates))
      for (const store of [left, right]) store.close()
    })
    it('[S4] compaction that fails changes nothing', async () => {
      const store = await place()()
      const updates = typed('abc')
      for (const update of updates) await store.append(update)
      const fails = () => {
        throw new Error('no memory')
      }
      await expect(store.compact(fails)).rejects.toThrow('no memory')
      expect(await store.load()).toEqual(updates)
      expect(await store.append(updates[0]!)).toBe(4)
      store.close()
    })
    it('[S5] versions are kept apart, oldest first, each under a number of its own', async () => {
      const open = place()
      const [store, bytes] = [await open(), typed('abc')]
      const versions = []
      for (const [index, update] of bytes.entries()) {
        versions.push(await store.addVersion({ name: `v${index}`, kind: 'saved', savedMs: index }, update))
      }
      expect(new Set(versions.map(({ id }) => id)).size).toBe(3)
      expect(versions[1]).toMatchObject({ name: 'v1', kind: 'saved', savedMs: 1 })
      await store.removeVersion(versions[0]!.id)
      store.close()
      const again = await open()
      expect(await again.listVersions()).toEqual(versions.slice(1))
      expect(await again.loadVersion(versions[2]!.id)).toEqual(bytes[2])
      expect(await again.loadVersion(versions[0]!.id)).toBeUndefined()
      expect(await again.load()).toEqual([])
      again.close()
    })
  })
}

/** One update for each letter. */
export function typed(text: string): Uint8Array[] {
  const doc = new Doc()
  doc.clientID = 5
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  for (const [index, letter] of [...text].entries()) doc.getText('text').insert(index, letter)
  return updates
}

// Versions of a document: kept under names, looked at, and restored as an edit among edits.

import { describe, expect, it } from 'vitest'
import { Map as YMap } from 'yjs'
import { versionNameLengthMax, versionsMax } from '../../src/documents/kept-versions.ts'
import { openDocument } from '../../src/documents/open-document.ts'
import { type DocumentStore, MemoryShelf } from '../../src/documents/store.ts'
import { eventually } from '../swarm/eventually.ts'
import { bytesOf, Classroom, textOf, write } from './classroom.ts'

const alone = (shelf = new MemoryShelf()) => openDocument(null, 'notes', { storage: async () => shelf.open() })

describe('a version', () => {
  it('is there after a reload, under its name, and can be read without touching the document', async () => {
    const shelf = new MemoryShelf()
    const document = alone(shelf)
    document.doc.getText('text').insert(0, 'first')
    const { id } = await document.versions.save('before lunch')
    document.doc.getText('text').insert(5, ' and second')
    const again = alone(shelf)
    expect(await again.versions.list()).toMatchObject([{ id, name: 'before lunch', kind: 'saved' }])
    expect((await again.versions.read(id)).getText('text').toString()).toBe('first')
    await again.versions.remove(id)
    expect(await again.versions.list()).toEqual([])
    await expect(again.versions.read(id)).rejects.toThrow(`id: expected a version that is kept, got ${id}`)
  })
  it('has a name that is not too long, and too many are refused', async () => {
    const document = alone()
    await expect(document.versions.save('x'.repeat(versionNameLengthMax + 1))).rejects.toThrow(
      'name: expected at most 200',
    )
    for (let count = 0; count < versionsMax; count++) await document.versions.save(`${count}`)
    await expect(document.versions.save('one more')).rejects.toThrow('versions: expected at most 100')
  })
  it('that was replaced makes room before a named one is refused', async () => {
    const document = alone()
    const { id } = await document.versions.save('first')
    for (let count = 0; count < versionsMax + 5; count++) await document.versions.restore(id)
    expect(await document.versions.list()).toHaveLength(versionsMax)
    await document.versions.save('second')
    const kept = await document.versions.list()
    expect(kept).toHaveLength(versionsMax)
    expect(kept.filter(({ kind }) => kind === 'saved').map(({ name }) => name)).toEqual(['first', 'second'])
  })
})

describe('to restore', () => {
  it('brings back what was deleted and takes away what came since, of every type', async () => {
    const document = alone()
    const { doc, versions } = document
    const nested = new YMap()
    doc.getText('text').insert(0, 'the old text')
    doc.getMap('map').set('nested', nested)
    nested.set('deep', 1)
    doc.getArray('list').push(['a', 'b'])
    const { id } = await versions.save('old')
    doc.getText('text').delete(4, 3)
    doc.getText('text').insert(4, 'new')
    doc.getMap('map').delete('nested')
    doc.getMap('map').set('other', true)
    doc.getArray('list').delete(0, 1)
    doc.getText('later').insert(0, 'a text that was not there')
    await versions.restore(id)
    expect(doc.getText('text').toString()).toBe('the old text')
    expect(doc.getMap('map').toJSON()).toEqual({ nested: { deep: 1 } })
    expect(doc.getArray('list').toJSON()).toEqual(['a', 'b'])
    expect(doc.getText('later').toString()).toBe('')
  })
  it('keeps what it replaces, so it can be taken back', async () => {
    const document = alone()
    document.doc.getText('text').insert(0, 'old')
    const { id } = await document.versions.save('old')
    document.doc.getText('text').insert(3, ' and new')
    await document.versions.restore(id)
    expect(document.doc.getText('text').toString()).toBe('old')
    const replaced = (await document.versions.list()).find(({ kind }) => kind === 'replaced')!
    expect(replaced.name).toBe('old')
    await document.versions.restore(replaced.id)
    expect(document.doc.getText('text').toString()).toBe('old and new')
  })
  it('is an edit: everyone sees it, and what another writes meanwhile stays', async () => {
    const classroom = new Classroom()
    const shelf = new MemoryShelf()
    let hasBegun = false
    const hasArrived = () => eventually(() => textOf(ann)).toContain('BOB ')
    const slowly = async (): Promise<DocumentStore> => {
      const store = shelf.open()
      const addVersion: DocumentStore['addVersion'] = async (about, update) => {
        hasBegun = about.kind === 'replaced'
        if (hasBegun) await hasArrived()
        return await store.addVersion(about, update)
      }
      return { ...store, addVersion }
    }
    const [ann, bob] = [classroom.sit('ann', { storage: slowly }), classroom.sit('bob')]
    write(ann, 'old')
    const { id } = await ann.document.versions.save('old')
    write(ann, ' and new', 3)
    await eventually(() => textOf(bob)).toBe('old and new')
    const restoring = ann.document.versions.restore(id)
    await eventually(() => hasBegun).toBe(true) // and waits for the disk
    write(bob, 'BOB ')
    await restoring
    await eventually(() => [textOf(ann), textOf(bob)]).toEqual(['BOB old', 'BOB old'])
    expect(bytesOf(ann.document.doc)).toBe(bytesOf(bob.document.doc))
  })
  it('what is not kept is an error that changes nothing', async () => {
    const document = alone()
    document.doc.getText('text').insert(0, 'text')
    await expect(document.versions.restore(77)).rejects.toThrow('id: expected a version that is kept, got 77')
    expect(await document.versions.list()).toEqual([])
    expect(document.doc.getText('text').toString()).toBe('text')
  })
})

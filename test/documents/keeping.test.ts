// What of a document outlives its page; and that "saved" is said of nothing else. Disks that fail are faults put in on purpose.

import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { Doc, encodeStateAsUpdate } from 'yjs'
import { peerId } from '../../src/core/ids.ts'
import { arrivalsSavedWithinMs, openWithinMs, retryMs, updatesKeptMax } from '../../src/documents/keeping.ts'
import { openDocument } from '../../src/documents/open-document.ts'
import type { DocumentTrouble, SharedDocument, StorageTrouble } from '../../src/documents/shared-document.ts'
import { type DocumentStore, MemoryShelf, StoreError } from '../../src/documents/store.ts'
import { MalformedUpdate } from '../../src/documents/update-check.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { Room } from '../../src/swarm/room.ts'
import { eventually } from '../swarm/eventually.ts'
import { bytesOf, Classroom, textOf, write } from './classroom.ts'
import { typed } from './store.acceptance.ts'

/** A page of one browser: all pages of it have one shelf. */
function page(shelf: MemoryShelf, faults: Partial<DocumentStore> = {}) {
  const document = openDocument(null, 'notes', { storage: async () => ({ ...shelf.open(), ...faults }) })
  const troubles: DocumentTrouble[] = []
  document.on('trouble', trouble => troubles.push(trouble))
  const text = document.doc.getText('text')
  return { document, text, troubles, storage: () => document.status.storage }
}

const storedText = async (shelf: MemoryShelf): Promise<string> => {
  const { document, text } = page(shelf)
  await document.loaded
  return text.toString()
}

describe('an edit', () => {
  it('that was acknowledged is there after a crash', async () => {
    const shelf = new MemoryShelf()
    const { document, text } = page(shelf)
    text.insert(0, 'kept')
    expect(await document.saved()).toBe(true)
    text.insert(4, ' and lost') // the page dies before anything is said of this
    expect(await storedText(shelf)).toMatch(/^kept/)
  })
  it('is called saved when the disk has it, and not before', async () => {
    const shelf = new MemoryShelf()
    let finish = () => {}
    const slow = () => new Promise<number>(resolve => (finish = () => resolve(1)))
    const { document, text, storage } = page(shelf, { append: slow })
    expect(storage()).toBe('opening')
    await document.loaded
    expect(storage()).toBe('saved')
    text.insert(0, 'a')
    expect(storage()).toBe('saving')
    let isSaved = false
    void document.saved().then(() => (isSaved = true))
    await new Promise(resolve => setTimeout(resolve, 10))
    expect([storage(), isSaved]).toEqual(['saving', false])
    text.insert(1, 'b') // after the call: the call does not wait for it
    finish()
    await eventually(() => isSaved).toBe(true)
    expect(storage()).toBe('saving')
    finish()
    await eventually(storage).toBe('saved')
  })
  it('made while the document was still opening is merged with what was kept', async () => {
    const shelf = new MemoryShelf()
    const before = page(shelf)
    before.text.insert(0, 'before')
    await before.document.saved()
    const { document, text } = page(shelf)
    text.insert(0, 'at once, ')
    await document.saved()
    expect(text.toString()).toHaveLength(15)
    expect(await storedText(shelf)).toBe(text.toString())
  })
  it('in several tabs of one browser is lost in none', async () => {
    const shelf = new MemoryShelf()
    const tabs = [page(shelf), page(shelf), page(shelf)]
    for (const [index, { text }] of tabs.entries()) text.insert(0, `tab ${index}. `)
    await Promise.all(tabs.map(({ document }) => document.saved()))
    const stored = await storedText(shelf)
    for (const part of ['tab 0. ', 'tab 1. ', 'tab 2. ']) expect(stored).toContain(part)
  })
  it('of another is kept here too, in a moment', async () => {
    const shelf = new MemoryShelf()
    let appended = 0
    const classroom = new Classroom()
    const ann = classroom.sit('ann')
    const bob = classroom.sit('bob', {
      storage: async () => {
        const store = shelf.open()
        const append = (update: Uint8Array) => {
          appended++
          return store.append(update)
        }
        return { ...store, append }
      },
    })
    await eventually(() => bob.document.status.sync).toBe('synced')
    for (let count = 0; count < 20; count++) {
      write(ann, 'x')
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    await eventually(() => textOf(bob).length).toBe(20)
    await eventually(() => bob.document.status.storage, { timeout: 4 * arrivalsSavedWithinMs }).toBe('saved')
    expect(appended).toBeLessThan(4)
    expect(await storedText(shelf)).toBe('x'.repeat(20))
  })
  it('that came from the disk is offered to those who lack it', async () => {
    const shelf = new MemoryShelf()
    const former = page(shelf)
    former.text.insert(0, 'from home')
    await former.document.saved()
    const classroom = new Classroom()
    const ann = classroom.sit('ann')
    classroom.sit('bob', { storage: async () => shelf.open() })
    await eventually(() => textOf(ann)).toBe('from home')
  })
})

describe('a disk', () => {
  const failing = (why: StorageTrouble) => async (): Promise<never> => {
    throw new StoreError(why, 'as the test wants it')
  }
  it('that is missing is told of once, and the document goes on in memory', async () => {
    const document = openDocument(null, 'notes', { storage: failing('missing') })
    const troubles: DocumentTrouble[] = []
    document.on('trouble', trouble => troubles.push(trouble))
    document.doc.getText('text').insert(0, 'goes on')
    await document.loaded
    expect(document.status.storage).toBe('memory')
    expect(await document.saved()).toBe(false)
    document.doc.getText('text').insert(0, 'it ')
    expect(document.doc.getText('text').toString()).toBe('it goes on')
    expect(troubles).toEqual([{ is: 'storage', why: 'missing', message: 'as the test wants it' }])
    await document.close()
  })
  it('that the page did not want is no trouble', async () => {
    const document = openDocument(null, 'notes', { storage: 'memory' })
    const troubles: DocumentTrouble[] = []
    document.on('trouble', trouble => troubles.push(trouble))
    await document.loaded
    expect([document.status.storage, await document.saved(), troubles]).toEqual(['memory', false, []])
  })
  it('that does not open is told of and not waited for; when it opens, it gives what it has and gets what it lacks', async () => {
    vi.useFakeTimers()
    const shelf = new MemoryShelf()
    const former = page(shelf)
    former.text.insert(0, 'before')
    await former.document.saved()
    let open = () => {}
    const isOpen = new Promise<void>(resolve => {
      open = resolve
    })
    const document = openDocument(null, 'notes', { storage: async () => isOpen.then(() => shelf.open()) })
    const troubles: DocumentTrouble[] = []
    document.on('trouble', trouble => troubles.push(trouble))
    document.doc.getText('text').insert(0, 'meanwhile ')
    await vi.advanceTimersByTimeAsync(openWithinMs)
    await document.loaded
    expect([document.status.storage, await document.saved()]).toEqual(['memory', false])
    expect(troubles).toMatchObject([{ is: 'storage', why: 'blocked' }])
    open()
    await vi.advanceTimersByTimeAsync(0)
    expect([document.status.storage, await document.saved()]).toEqual(['saved', true])
    const text = document.doc.getText('text').toString()
    expect(text).toHaveLength(16)
    expect(await storedText(shelf)).toBe(text)
  })
  it('that is still not open when the document is closed is not waited for either, and is closed when it opens', async () => {
    vi.useFakeTimers()
    let open = (_store: DocumentStore) => {}
    const isOpen = new Promise<DocumentStore>(resolve => {
      open = resolve
    })
    const document = openDocument(null, 'notes', { storage: () => isOpen })
    await vi.advanceTimersByTimeAsync(openWithinMs)
    await document.close()
    const close = vi.fn()
    open({ ...new MemoryShelf().open(), close })
    await vi.advanceTimersByTimeAsync(0)
    expect(close).toHaveBeenCalledOnce()
  })
  it('that is full is told of, tried again, and then has all that was written meanwhile', async () => {
    vi.useFakeTimers()
    const shelf = new MemoryShelf()
    const store = shelf.open()
    let isFull = true
    const append = async (update: Uint8Array) => {
      if (isFull) throw new StoreError('full', 'no room')
      return await store.append(update)
    }
    const { document, text, troubles, storage } = page(shelf, { append })
    text.insert(0, 'one ')
    expect(await document.saved()).toBe(false)
    text.insert(4, 'two ')
    await vi.advanceTimersByTimeAsync(retryMs)
    expect(storage()).toBe('memory')
    expect(troubles).toEqual([{ is: 'storage', why: 'full', message: 'no room' }]) // told once, not at every try
    isFull = false
    await vi.advanceTimersByTimeAsync(retryMs)
    expect(storage()).toBe('saved')
    text.insert(8, 'three')
    expect(await document.saved()).toBe(true)
    expect(await storedText(shelf)).toBe('one two three')
  })
  it('that works again has also what is written during the very try', async () => {
    vi.useFakeTimers()
    const shelf = new MemoryShelf()
    const store = shelf.open()
    let isFailing = true
    const slowMs = 100
    const append = async (update: Uint8Array) => {
      await new Promise(resolve => setTimeout(resolve, slowMs))
      if (isFailing) throw new StoreError('failed', 'not now')
      return await store.append(update)
    }
    const { text, storage } = page(shelf, { append })
    text.insert(0, 'one ')
    await vi.advanceTimersByTimeAsync(2 * slowMs)
    expect(storage()).toBe('memory')
    isFailing = false
    await vi.advanceTimersByTimeAsync(retryMs - slowMs - slowMs / 2) // in the middle of the next try
    text.insert(4, 'two')
    await vi.advanceTimersByTimeAsync(3 * slowMs)
    expect(storage()).toBe('saved')
    expect(await storedText(shelf)).toBe('one two')
  })
  it('that is full may have room for one update in the place of many', async () => {
    const shelf = new MemoryShelf()
    const store = shelf.open()
    const append = async (update: Uint8Array) => {
      if ((await store.load()).length >= 3) throw new StoreError('full', 'no room')
      return await store.append(update)
    }
    const { document, text, troubles } = page(shelf, { append })
    for (const letter of 'abcdefgh') {
      text.insert(text.length, letter)
      expect(await document.saved()).toBe(true)
    }
    expect(troubles).toEqual([])
    expect(await storedText(shelf)).toBe('abcdefgh')
  })
  it('that fails while the document is read is told of, and read at the next try, before anything is called saved', async () => {
    const shelf = new MemoryShelf()
    await shelf.open().append(typed('o')[0]!)
    let failures = 2
    const load = () => (failures-- > 0 ? failing('failed')() : shelf.open().load())
    const { document, text, troubles, storage } = page(shelf, { load })
    await document.loaded
    expect(troubles).toMatchObject([{ is: 'storage', why: 'failed' }])
    text.insert(0, 'new')
    expect(await document.saved()).toBe(false)
    expect([storage(), text.toString()]).toEqual(['memory', 'new'])
    expect(await document.saved()).toBe(true)
    expect(storage()).toBe('saved')
    expect([...text.toString()].sort().join('')).toBe('enow')
    expect(await storedText(shelf)).toBe(text.toString())
  })
  it('with a damaged update gives the others, says so, and keeps the damaged one as it is', async () => {
    const shelf = new MemoryShelf()
    const store = shelf.open()
    const [first, ...rest] = typed('abc')
    await store.append(first!)
    await store.append(Uint8Array.of(1, 2, 3))
    for (const update of rest) await store.append(update)
    for (let count = 0; count < updatesKeptMax; count++) await store.append(first!)
    const { document, text, troubles } = page(shelf)
    await document.loaded
    expect(text.toString()).toBe('abc')
    expect(troubles).toMatchObject([{ is: 'storage', why: 'damaged', message: expect.stringContaining('1 of 504') }])
    text.insert(3, 'd')
    expect(await document.saved()).toBe(true)
    expect(await store.load()).toHaveLength(505)
  })
  it('holds a few hundred updates and then one', async () => {
    const shelf = new MemoryShelf()
    const { document, text } = page(shelf)
    await document.loaded
    for (let count = 0; count <= updatesKeptMax; count++) {
      text.insert(0, 'x')
      await document.saved()
    }
    const kept = await shelf.open().load()
    expect(kept.length).toBe(1)
    expect(kept[0]).toEqual(encodeStateAsUpdate(document.doc))
  })
})

describe('in the browser’s database', () => {
  const rooms = ['physics', 'maths'].map(place => new Room({ link: new MemoryHub().link(peerId('ann')), place })) as [
    Room,
    Room,
  ]
  const textIn = async (room: Room | null, name: string) => {
    const document = openDocument(room, name)
    await document.loaded
    const text = document.doc.getText('text').toString()
    await document.close()
    return text
  }
  it('a document of one room never meets that of another, nor another document of its own', async () => {
    for (const [room, name, text] of [
      [rooms[0], 'notes', 'physics notes'],
      [rooms[1], 'notes', 'maths notes'],
      [rooms[0], 'drawing', 'physics drawing'],
      [null, 'notes', 'my own notes'],
    ] as const) {
      const document: SharedDocument = openDocument(room, name)
      await document.loaded
      expect(document.doc.getText('text').toString()).toBe('')
      document.doc.getText('text').insert(0, text)
      expect(await document.saved()).toBe(true)
      await document.close()
    }
    expect(await textIn(rooms[0], 'notes')).toBe('physics notes')
    expect(await textIn(rooms[1], 'notes')).toBe('maths notes')
    expect(await textIn(rooms[0], 'drawing')).toBe('physics drawing')
    expect(await textIn(null, 'notes')).toBe('my own notes')
  })
  it('closing waits for the disk', async () => {
    const document = openDocument(null, 'closing')
    document.doc.getText('text').insert(0, 'the last word')
    await document.close()
    expect(await textIn(null, 'closing')).toBe('the last word')
  })
})

describe('export and import', () => {
  it('carry the whole document, and merge with what is there', () => {
    const [left, right] = [
      openDocument(null, 'a', { storage: 'memory' }),
      openDocument(null, 'b', { storage: 'memory' }),
    ]
    left.doc.getText('text').insert(0, 'left ')
    right.doc.getText('text').insert(0, 'right ')
    right.import(left.export())
    left.import(right.export())
    expect(bytesOf(left.doc)).toBe(bytesOf(right.doc))
    expect(left.doc.getText('text').toString()).toHaveLength(11)
  })
  it('refuse what is no document, and leave this one as it was', () => {
    const document = openDocument(null, 'a', { storage: 'memory' })
    document.doc.getText('text').insert(0, 'mine')
    const before = bytesOf(document.doc)
    const other = new Doc()
    other.getText('text').insert(0, 'cut short')
    for (const bytes of [Uint8Array.of(9, 9, 9), new Uint8Array(), encodeStateAsUpdate(other).subarray(0, -1)]) {
      expect(() => document.import(bytes)).toThrow(MalformedUpdate)
    }
    expect(() => document.import(new Uint8Array(67_108_865))).toThrow('import: expected at most 67108864 bytes')
    expect(bytesOf(document.doc)).toBe(before)
  })
  it('take a name of some length, and no other', () => {
    for (const name of ['', 'x'.repeat(257)])
      expect(() => openDocument(null, name)).toThrow('document: expected a name of 1 to 256 characters')
  })
})

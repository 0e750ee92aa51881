// Documents over rooms of memory links: who edits is heard once, who comes late is served by one, who missed something finds it.

import { describe, expect, it, vi } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate, mergeUpdates } from 'yjs'
import { peerId } from '../../src/core/ids.ts'
import { answerWithinMs, hereEveryMs, silentHeresMax } from '../../src/documents/limits.ts'
import { MemoryShelf } from '../../src/documents/store.ts'
import { documentsChannel, throughOthers } from '../../src/documents/switchboard.ts'
import { note, type Word } from '../../src/documents/words.ts'
import { parsed } from '../../src/swarm/frame.ts'
import type { Room, RoomLink } from '../../src/swarm/room.ts'
import { roomFrame } from '../../src/swarm/room-frame.ts'
import { eventually } from '../swarm/eventually.ts'
import { bytesOf, Classroom, type Seat, textOf, write } from './classroom.ts'

/** Writes down what is said of documents, and loses what the test wants lost. */
function tapped(losing: (from: string, to: string, word: Word) => boolean = () => false) {
  const said: { readonly from: string; readonly to: string; readonly word: Word }[] = []
  const wrap = (link: RoomLink): RoomLink => ({
    ...link,
    send(to, bytes) {
      const frame = parsed(roomFrame, bytes, 'room')
      const isSaid = frame?.type === 'note' || frame?.type === 'announce'
      const heard = isSaid && frame.channel === documentsChannel ? parsed(note, frame.bytes, 'note') : null
      if (heard !== null) {
        if (losing(link.self, to, heard.word)) return
        said.push({ from: link.self, to, word: heard.word })
      }
      return link.send(to, bytes)
    },
  })
  const count = (claim: (word: Word) => boolean) => said.filter(({ word }) => claim(word)).length
  return { said, wrap, count }
}

/** How far away the others are, as the room would have measured it. */
function placePeers(room: Room, roundTripsMs: Readonly<Record<string, number>>): void {
  const peers = Object.entries(roundTripsMs).map(
    ([id, roundTripMs]) => [peerId(id), { way: 'link', roundTripMs }] as const,
  )
  Object.defineProperty(room, 'peers', { value: new Map(peers) })
}

const isUpdate = (word: Word) => word.type === 'sync' && word.step === 'update'
const isAnswer = (word: Word) => word.type === 'sync' && word.step === 'missing'
const allSynced = (...seats: Seat[]) => eventually(() => seats.map(({ document }) => document.status.sync))

describe('an edit', () => {
  it('reaches everyone who has the document open, once, and is told on by nobody', async () => {
    const { wrap, count } = tapped()
    const classroom = new Classroom(wrap)
    const seats = ['ann', 'bob', 'eve'].map(name => classroom.sit(name))
    await allSynced(...seats).toEqual(['synced', 'synced', 'synced'])
    write(seats[0]!, 'hello')
    await eventually(() => seats.map(textOf)).toEqual(['hello', 'hello', 'hello'])
    expect(count(isUpdate)).toBe(2)
  })
  it('reaches nobody who has it not open, unless a partner has no link of its own and the room must pass it on', async () => {
    const { wrap, said } = tapped()
    const classroom = new Classroom(wrap)
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    classroom.room('eve')
    await allSynced(ann, bob).toEqual(['synced', 'synced'])
    await eventually(() => ann.room.peers.size).toBe(2)
    const hearers = () => said.filter(({ word }) => isUpdate(word)).map(({ to }) => to)
    write(ann, 'a')
    await eventually(() => textOf(bob)).toBe('a')
    expect(hearers()).toEqual(['bob'])
    const far = new Map([...ann.room.peers].map(([id, peer]) => [id, { ...peer, way: throughOthers }]))
    Object.defineProperty(ann.room, 'peers', { value: far })
    write(ann, 'b')
    await eventually(() => textOf(bob)).toBe('ba')
    expect(hearers().sort()).toEqual(['bob', 'bob', 'eve'])
  })
  it('goes out within its own task, and what follows in the same frame goes out together', async () => {
    const { wrap, count } = tapped()
    const classroom = new Classroom(wrap)
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    await allSynced(ann, bob).toEqual(['synced', 'synced'])
    write(ann, 'a')
    await Promise.resolve()
    expect(count(isUpdate)).toBe(1)
    for (let edits = 0; edits < 50; edits++) {
      write(ann, 'b')
      await Promise.resolve()
    }
    await eventually(() => textOf(bob).length).toBe(51)
    expect(count(isUpdate)).toBeLessThan(6) // fifty edits, in a frame or a few
  })
  it('that an observer makes in answer to what arrived is told on, as one made here', async () => {
    const classroom = new Classroom()
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    await allSynced(ann, bob).toEqual(['synced', 'synced'])
    const text = bob.document.doc.getText('text')
    text.observe(() => {
      if (!text.toString().endsWith('!')) text.insert(text.length, '!')
    })
    write(ann, 'hello')
    await eventually(() => textOf(ann)).toBe('hello!')
    write(ann, 'oh ')
    await eventually(() => textOf(bob)).toBe('oh hello!')
    expect(bytesOf(ann.document.doc)).toBe(bytesOf(bob.document.doc))
  })
  it('that makes an observer of the page fail is in the document all the same, and its sender stays', async () => {
    const classroom = new Classroom()
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    await allSynced(ann, bob).toEqual(['synced', 'synced'])
    const failures: unknown[] = []
    const hear = (error: unknown) => failures.push(error)
    const others = process.rawListeners('uncaughtException')
    process.removeAllListeners('uncaughtException').on('uncaughtException', hear)
    bob.document.doc.getText('text').observe(() => {
      throw new Error('of this page')
    })
    write(ann, 'hello')
    await eventually(() => failures).toEqual([new Error('of this page')])
    process.removeListener('uncaughtException', hear)
    for (const other of others) process.on('uncaughtException', other as NodeJS.UncaughtExceptionListener)
    expect(textOf(bob)).toBe('hello')
    expect(bob.document.status.peers).toBe(1)
  })
  it('concurrent with others comes out the same everywhere, to the byte', async () => {
    const classroom = new Classroom()
    const seats = ['ann', 'bob', 'eve'].map(name => classroom.sit(name))
    for (const [index, seat] of seats.entries()) for (const letter of 'abc') write(seat, `${index}${letter}`)
    await eventually(() => new Set(seats.map(({ document }) => bytesOf(document.doc))).size).toBe(1)
    expect(textOf(seats[0]!)).toHaveLength(18)
  })
  it('larger than a note goes in pieces, and the others see them come', async () => {
    const classroom = new Classroom()
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    await allSynced(ann, bob).toEqual(['synced', 'synced'])
    const progress: number[] = []
    bob.document.on('progress', ({ bytes, size }) => progress.push(bytes / size))
    write(ann, 'x'.repeat(1_000_000))
    await eventually(() => textOf(bob).length).toBe(1_000_000)
    expect(progress.length).toBeGreaterThan(5)
    expect(progress).toEqual(progress.toSorted((left, right) => left - right))
  })
})

describe('a late joiner', () => {
  it('is served whole by one peer, the nearest', async () => {
    const { wrap, said } = tapped()
    const classroom = new Classroom(wrap)
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    write(ann, 'written before')
    await eventually(() => textOf(bob)).toBe('written before')
    const eve = classroom.sit('eve')
    placePeers(eve.room, { ann: 50, bob: 1 })
    await allSynced(eve).toEqual(['synced'])
    expect(textOf(eve)).toBe('written before')
    const answers = said.filter(({ to, word }) => to === 'eve' && isAnswer(word))
    expect(answers.map(({ from }) => from)).toEqual(['bob'])
  })
  it('is given the document as it was kept, while that is all there is, and encoded anew after an edit', async () => {
    const { wrap, said } = tapped()
    const classroom = new Classroom(wrap)
    const typed: Uint8Array[] = []
    const past = new Doc()
    past.on('update', update => typed.push(update))
    for (const letter of 'tpek') past.getText('text').insert(0, letter)
    past.getText('text').delete(1, 1)
    const kept = mergeUpdates(typed) // with the letter that was deleted, as no document would encode it again
    const shelf = new MemoryShelf()
    await shelf.open().append(kept)
    const ann = classroom.sit('ann', { storage: async () => shelf.open() })
    await ann.document.loaded
    const answers = () => said.flatMap(({ word }) => (isAnswer(word) && word.type === 'sync' ? [word.bytes] : []))
    await allSynced(classroom.sit('bob')).toEqual(['synced'])
    expect(answers()).toEqual([kept])
    write(ann, 'S')
    const eve = classroom.sit('eve')
    await eventually(() => textOf(eve)).toBe('Skpt')
    expect(answers().at(-1)).not.toEqual(kept)
    expect(bytesOf(eve.document.doc)).toBe(bytesOf(ann.document.doc))
  })
  it('asks nobody for what its own disk has', async () => {
    const { wrap, said } = tapped()
    const classroom = new Classroom(wrap)
    const shelf = new MemoryShelf()
    const storage = async () => shelf.open()
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob', { storage })]
    write(ann, 'x'.repeat(10_000))
    await eventually(() => textOf(bob).length).toBe(10_000)
    await bob.document.close()
    write(ann, 'new')
    said.length = 0
    const again = classroom.open(bob.room, { storage })
    await eventually(() => textOf(again).length).toBe(10_003)
    const bytes = said.flatMap(({ to, word }) => (to === 'bob' && word.type === 'sync' ? [word.bytes.length] : []))
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThan(100)
  })
  it('that brings edits of its own is asked for them', async () => {
    const classroom = new Classroom()
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    write(ann, 'here ')
    await eventually(() => textOf(bob)).toBe('here ')
    const eve = classroom.sit('eve')
    write(eve, 'there ')
    await eventually(() => new Set([ann, bob, eve].map(textOf)).size).toBe(1)
    expect(textOf(bob)).toHaveLength(11)
  })
  it('that gets no answer asks another', async () => {
    vi.useFakeTimers()
    const { wrap } = tapped((from, to, word) => from === 'ann' && to === 'eve' && isAnswer(word))
    const classroom = new Classroom(wrap)
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    write(ann, 'text')
    await vi.advanceTimersByTimeAsync(100)
    expect(textOf(bob)).toBe('text')
    const eve = classroom.sit('eve')
    placePeers(eve.room, { ann: 1, bob: 50 })
    await vi.advanceTimersByTimeAsync(answerWithinMs - 100)
    expect(textOf(eve)).toBe('')
    await vi.advanceTimersByTimeAsync(200)
    expect(textOf(eve)).toBe('text')
  })
})

describe('what was lost on the way', () => {
  it('is noticed when all is quiet, and fetched', async () => {
    let isLosing = false
    const { wrap } = tapped((_, to, word) => isLosing && to === 'bob' && isUpdate(word))
    const classroom = new Classroom(wrap)
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    await allSynced(ann, bob).toEqual(['synced', 'synced'])
    isLosing = true
    write(ann, 'lost')
    await Promise.resolve()
    isLosing = false
    await eventually(() => textOf(bob)).toBe('lost')
  })
  it('is a deletion, which leaves no gap in anyone’s clock, all the same', async () => {
    let isLosing = false
    const { wrap } = tapped((_, to, word) => isLosing && to === 'bob' && isUpdate(word))
    const classroom = new Classroom(wrap)
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    write(ann, 'text')
    await eventually(() => textOf(bob)).toBe('text')
    isLosing = true
    ann.document.doc.getText('text').delete(0, 2)
    await eventually(() => textOf(bob)).toBe('xt')
  })
})

describe('who is here', () => {
  it('is told by status: alone, in step with how many, and alone again', async () => {
    const classroom = new Classroom()
    const ann = classroom.sit('ann')
    const told: string[] = []
    ann.document.on('status', ({ sync, peers }) => told.push(`${sync} ${peers}`))
    expect(ann.document.status.sync).toBe('alone')
    const bob = classroom.sit('bob')
    await eventually(() => told.at(-1)).toBe('synced 1')
    await bob.document.close()
    await eventually(() => told.at(-1)).toBe('alone 0')
    expect(ann.room.peers.size).toBe(1) // it left the document, not the room
  })
  it('opens it again and is in step again, with what was written meanwhile', async () => {
    const classroom = new Classroom()
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    await allSynced(ann, bob).toEqual(['synced', 'synced'])
    await bob.document.close()
    write(ann, 'meanwhile')
    const again = classroom.open(bob.room)
    await eventually(() => textOf(again)).toBe('meanwhile')
    write(again, 'and ')
    await eventually(() => textOf(ann)).toBe('and meanwhile')
  })
  it('and falls silent has it open no more, after a while', async () => {
    vi.useFakeTimers()
    let isSilent = false
    const { wrap } = tapped(from => isSilent && from === 'bob')
    const classroom = new Classroom(wrap)
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    await vi.advanceTimersByTimeAsync(100)
    expect([ann, bob].map(({ document }) => document.status.peers)).toEqual([1, 1])
    isSilent = true // of documents: it answers the room's pings
    await vi.advanceTimersByTimeAsync(silentHeresMax * hereEveryMs)
    expect(ann.document.status.peers).toBe(1)
    await vi.advanceTimersByTimeAsync(2 * hereEveryMs)
    expect([ann, bob].map(({ document }) => document.status.peers)).toEqual([0, 1])
    expect(ann.room.peers.size).toBe(1)
  })
  it('left the room: the document says so, and goes on alone', async () => {
    const classroom = new Classroom()
    const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
    await allSynced(ann, bob).toEqual(['synced', 'synced'])
    const told: string[] = []
    ann.document.on('status', ({ sync, peers }) => told.push(`${sync} ${peers}`))
    await ann.room.leave()
    expect(told).toEqual(['alone 0'])
    write(ann, 'alone')
    expect(textOf(ann)).toBe('alone')
    await eventually(() => bob.document.status.sync).toBe('alone')
  })
  it('has other documents open too, and each is a document of its own', async () => {
    const classroom = new Classroom()
    const [ann, bob] = [classroom.room('ann'), classroom.room('bob')]
    const [annNotes, annDrawing] = [classroom.open(ann), classroom.open(ann, {}, 'drawing')]
    const [bobDrawing, bobNotes] = [classroom.open(bob, {}, 'drawing'), classroom.open(bob)]
    write(annNotes, 'notes')
    write(bobDrawing, 'drawing')
    await eventually(() => [bobNotes, annDrawing].map(textOf)).toEqual(['notes', 'drawing'])
    expect([annNotes, bobDrawing].map(textOf)).toEqual(['notes', 'drawing'])
    expect(() => classroom.open(ann)).toThrow('expected one that is not open in this room already')
  })
  it('speaks a word of y-protocols alone and is answered', async () => {
    const { wrap, said } = tapped()
    const classroom = new Classroom(wrap)
    const ann = classroom.sit('ann')
    write(ann, 'plain')
    const room = classroom.room('bob')
    const channel = room.channel(documentsChannel, { note })
    await eventually(() => room.peers.size).toBe(1)
    const { word: here } = said.find(({ word }) => word.type === 'here')!
    await channel.tell(peerId('ann'), { document: 0, word: here })
    const doc = new Doc()
    channel.hear((_, { word }) => {
      if (word.type === 'sync' && word.step === 'missing') applyUpdate(doc, word.bytes)
    })
    await channel.tell(peerId('ann'), {
      document: 0,
      word: { type: 'sync', step: 'stateVector', bytes: Uint8Array.of(0) },
    })
    await eventually(() => doc.getText('text').toString()).toBe('plain')
    expect(encodeStateAsUpdate(doc)).toEqual(encodeStateAsUpdate(ann.document.doc))
  })
})

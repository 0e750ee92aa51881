// Goal: no peer can spoil the document of the others. Method: an intruder who sits in the room as anyone may, and says what
// no honest one says; beside it, thousands of spoilt updates against the check that stands before the document.

import { describe, expect, it } from 'vitest'
import {
  applyUpdate,
  Doc,
  encodeStateAsUpdate,
  mergeUpdates,
  XmlElement,
  XmlFragment,
  XmlText,
  Array as YArray,
  Map as YMap,
  Text as YText,
} from 'yjs'
import { fromHex } from '../../src/core/bytes.ts'
import { peerId } from '../../src/core/ids.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { ByteWriter } from '../../src/core/wire.ts'
import { asksAtOnceMax, bytesPerDocumentMax } from '../../src/documents/limits.ts'
import { documentIdOf } from '../../src/documents/permission.ts'
import { documentsChannel } from '../../src/documents/switchboard.ts'
import { checkUpdate, MalformedUpdate } from '../../src/documents/update-check.ts'
import { note, stateBytesMax, type Word } from '../../src/documents/words.ts'
import { eventually } from '../swarm/eventually.ts'
import { bytesOf, Classroom, textOf, write } from './classroom.ts'
import { typed } from './store.acceptance.ts'

const ann = peerId('ann')

/** Ann has written something; the intruder has the document open too, and says what it likes. */
async function intruded() {
  const classroom = new Classroom()
  const seat = classroom.sit('ann')
  write(seat, 'precious')
  const room = classroom.room('eve')
  const channel = room.channel(documentsChannel, { note })
  await eventually(() => room.peers.size).toBe(1)
  const say = (word: Word) => channel.tell(ann, { document: 0, word })
  const document = documentIdOf({ name: 'notes' })
  await say({ type: 'here', document, state: new Uint8Array(stateBytesMax), isAsking: false, permission: null })
  await eventually(() => seat.document.status.peers).toBe(1)
  return { seat, say, before: bytesOf(seat.document.doc), classroom }
}

const update = (bytes: Uint8Array): Word => ({ type: 'sync', step: 'update', bytes })

function updateOf(edit: (doc: Doc) => void): Uint8Array {
  const doc = new Doc()
  edit(doc)
  return encodeStateAsUpdate(doc)
}

describe('a peer is cut off, and the document stays as it was, when it sends', () => {
  const expectCutOff = async (said: Word | readonly Word[], why: RegExp) => {
    const { seat, say, before } = await intruded()
    for (const word of [said].flat()) await say(word as Word)
    await eventually(() => seat.room.peers.size).toBe(0)
    expect(seat.troubles).toMatchObject([{ is: 'hostile', peer: 'eve', message: expect.stringMatching(why) }])
    expect(bytesOf(seat.document.doc)).toBe(before)
    expect(seat.document.status).toMatchObject({ peers: 0, sync: 'alone' })
  }
  it('bytes that are no update', () => expectCutOff(update(Uint8Array.of(1, 2, 3)), /^update\./))
  it('an update that ends too early, after edits that would have been good', () => {
    const good = updateOf(doc => doc.getText('text').insert(0, 'taken over'))
    return expectCutOff(update(good.subarray(0, -1)), /^update\./)
  })
  it('an edit that follows on itself', () =>
    expectCutOff(
      update(fromHex('0101010084010004' + '6576696c' + '00')),
      /^update.origin: unexpected clock 0, which is not before 0/,
    ))
  it('nesting deeper than a stack', () => {
    const nested = new ByteWriter()
    nested.raw(fromHex('0101010008010174'))
    nested.natural(1)
    for (let depth = 0; depth < 100_000; depth++) nested.raw(Uint8Array.of(117, 1)) // an array of one thing
    nested.raw(Uint8Array.of(126, 0))
    return expectCutOff(update(nested.finish()), /^update\./)
  })
  it('a state vector that is none', () =>
    expectCutOff({ type: 'sync', step: 'stateVector', bytes: Uint8Array.of(9, 9) }, /^state vector: /))
  it('an awareness that is none', () => expectCutOff({ type: 'awareness', bytes: Uint8Array.of(9) }, /^awareness: /))
  it('more presences than its own', () => {
    const bytes = new ByteWriter()
    bytes.natural(2)
    return expectCutOff({ type: 'awareness', bytes: bytes.finish() }, /expected one presence, got 2/)
  })
  const piece = { type: 'piece', transfer: 1, step: 'update' } as const
  it('the promise of more than a document may hold', () =>
    expectCutOff(
      { ...piece, at: 0, size: bytesPerDocumentMax + 1, bytes: new Uint8Array(9) },
      /^piece.size: expected at most/,
    ))
  it('pieces that do not follow on each other', () =>
    expectCutOff(
      [
        { ...piece, at: 0, size: 30, bytes: new Uint8Array(10) },
        { ...piece, at: 20, size: 30, bytes: new Uint8Array(10) },
      ],
      /^piece.at: expected byte 10 of 30, got 20 of 30/,
    ))
  it('pieces that hold more than was promised, or nothing', async () => {
    await expectCutOff({ ...piece, at: 0, size: 5, bytes: new Uint8Array(10) }, /^piece.bytes: expected 5 in all/)
    await expectCutOff({ ...piece, at: 0, size: 5, bytes: new Uint8Array() }, /^piece.bytes: expected 5 in all/)
  })
  it('the beginnings of many transfers', () =>
    expectCutOff(
      [1, 2, 3].map(transfer => ({ ...piece, transfer, at: 0, size: 30, bytes: new Uint8Array(10) })),
      /^piece.transfer: more than 2 at once/,
    ))
  it('question after question for the whole document', () =>
    expectCutOff(
      Array.from({ length: asksAtOnceMax + 1 }, () => ({
        type: 'sync' as const,
        step: 'stateVector' as const,
        bytes: Uint8Array.of(0),
      })),
      /^it asks for the document too often/,
    ))
})

describe('a peer that stays', () => {
  it('speaks for nobody’s presence but its own', async () => {
    const { seat, say, classroom } = await intruded()
    const bob = classroom.sit('bob')
    bob.document.awareness.setLocalState({ name: 'Bob' })
    const { clientID } = bob.document.awareness
    const shown = () => seat.document.awareness.getStates().get(clientID)
    await eventually(shown).toEqual({ name: 'Bob' })
    const forged = new ByteWriter()
    for (const number of [1, clientID, 99]) forged.natural(number)
    forged.text(JSON.stringify({ name: 'Not Bob' }))
    await say({ type: 'awareness', bytes: forged.finish() })
    bob.document.awareness.setLocalState({ name: 'Bob', cursor: 3 })
    await eventually(shown).toEqual({ name: 'Bob', cursor: 3 })
  })
  it('is not heard before it says that it has the document open', async () => {
    const classroom = new Classroom()
    const seat = classroom.sit('ann')
    const room = classroom.room('eve')
    const channel = room.channel(documentsChannel, { note })
    await eventually(() => room.peers.size).toBe(1)
    const bytes = updateOf(doc => doc.getText('text').insert(0, 'evil'))
    await channel.tell(ann, { document: 0, word: update(bytes) })
    const bob = classroom.sit('bob')
    write(bob, 'good')
    await eventually(() => textOf(seat)).toBe('good')
  })
  it('tells of edits whose beginnings it keeps to itself: they wait, up to a limit, and harm nobody', async () => {
    const { seat, say } = await intruded()
    const doc = new Doc()
    const tails: Uint8Array[] = []
    doc.getText('text').insert(0, 'never told')
    doc.on('update', tail => tails.push(tail))
    for (let count = 0; count < 40; count++) doc.getText('text').insert(count, 'x'.repeat(200_000))
    for (const tail of tails) await say(update(tail))
    write(seat, 'still ')
    expect(textOf(seat)).toBe('still precious')
    await eventually(() => seat.document.doc.store.pendingStructs?.update.length ?? 0).toBeLessThan(5_000_000)
    expect(seat.document.export().length).toBeLessThan(5_000_000)
  })
})

describe('the check before a document', () => {
  it('lets pass what yjs writes, of every kind', () => {
    const doc = new Doc()
    let count = 0
    doc.on('update', bytes => {
      count++
      expect(() => checkUpdate(bytes)).not.toThrow()
    })
    const text = doc.getText('text')
    text.insert(0, 'hello, ñandú 群れ 🐝')
    text.format(1, 2, { bold: true, link: { href: 'x' } })
    text.insertEmbed(3, { image: 'x' })
    text.delete(0, 2)
    const values = [0, 63, 64, -1, -64, 2 ** 40, -(2 ** 40), 1.5, 0.1, 'two', '', true, false, null]
    doc.getArray('list').push([...values, new Uint8Array(4), { deep: [{ values, large: 2n ** 60n, no: undefined }] }])
    doc.getArray('list').delete(2, 3)
    for (const type of [
      new YArray(),
      new YMap(),
      new YText('in it'),
      new XmlFragment(),
      new XmlElement('p'),
      new XmlText(),
    ])
      doc.getMap('types').set(`${count}`, type)
    doc.getMap('types').delete('0')
    doc.getMap('documents').set('other', new Doc({ meta: { title: 'x' } }))
    doc.getXmlFragment('page').push([new XmlElement('div')])
    expect(count).toBeGreaterThan(12)
    expect(() => checkUpdate(encodeStateAsUpdate(doc))).not.toThrow()
    const apart = mergeUpdates([typed('abc')[0]!, typed('abc')[2]!]) // with a gap in the middle
    expect(() => checkUpdate(apart)).not.toThrow()
  })
  it.each([
    ['too large', [...Array(7).fill(0xff), 0x7f]],
    ['of so many zeros that arithmetic gives up', [...Array(200).fill(0x80), 0]],
    ['that never ends', Array(200).fill(0x80)],
  ])('refuses a number %s', (_, number) => {
    expect(() => checkUpdate(Uint8Array.from([...number, 0]))).toThrow(MalformedUpdate)
    const integerInList = [1, 1, 7, 0, 8, 1, 1, 97, 1, 125, ...number, 0]
    expect(() => checkUpdate(Uint8Array.from(integerInList))).toThrow(MalformedUpdate)
  })
  it('lets nothing pass that a document would choke on, or be slow at', { timeout: 60_000 }, () => {
    const seed = 20_261_121
    const random = new SeededRandom(seed)
    const sources = updatesOfAllKinds()
    const base = encodeStateAsUpdate(sources.doc)
    let passed = 0
    let slowestMs = 0
    for (let count = 0; count < 20_000; count++) {
      const bytes = spoilt(random.pick(sources.updates), random)
      const began = process.cpuUsage() // what others do on this machine does not count
      try {
        checkUpdate(bytes)
      } catch (error) {
        expect(error, `seed ${seed}, ${count}`).toBeInstanceOf(MalformedUpdate)
        continue
      }
      passed++
      const doc = new Doc()
      applyUpdate(doc, base)
      expect(() => applyUpdate(doc, bytes), `seed ${seed}, ${count}: ${bytes}`).not.toThrow()
      slowestMs = Math.max(slowestMs, process.cpuUsage(began).user / 1000)
      const copy = new Doc() // what it gives on, others can take too
      expect(() => applyUpdate(copy, encodeStateAsUpdate(doc)), `seed ${seed}, ${count}: ${bytes}`).not.toThrow()
      expect(() => copy.getText('text').insert(0, 'on it goes')).not.toThrow()
    }
    expect(passed).toBeGreaterThan(1000) // or the spoiling is too coarse to test anything
    expect(slowestMs).toBeLessThan(1000)
  })
})

function updatesOfAllKinds(): { readonly doc: Doc; readonly updates: readonly Uint8Array[] } {
  const doc = new Doc()
  doc.clientID = 7
  const updates: Uint8Array[] = []
  doc.on('update', bytes => updates.push(bytes))
  const text = doc.getText('text')
  text.insert(0, 'hello world')
  text.format(2, 4, { bold: true })
  text.insertEmbed(3, { image: 'x' })
  text.delete(1, 3)
  doc.getMap('map').set('key', [1, { two: null }])
  doc.getMap('map').set('key', new Uint8Array(3))
  doc.getArray('list').insert(0, [1, 2.5, 'three', true, null])
  doc.getArray('list').delete(1, 2)
  doc.getXmlFragment('page')
  return { doc, updates: [...updates, encodeStateAsUpdate(doc)] }
}

function spoilt(update: Uint8Array, random: SeededRandom): Uint8Array {
  const bytes = [...update]
  for (let changes = random.between(1, 3); changes > 0; changes--) {
    const at = random.between(0, bytes.length - 1)
    if (random.chance(0.7)) bytes[at] = random.between(0, 255)
    else if (random.chance(0.5)) bytes.splice(at, random.between(1, 4))
    else bytes.splice(at, 0, random.between(0, 255))
  }
  return Uint8Array.from(bytes)
}

// Goal: any y-protocols peer would understand us. Method: our words beside the bytes that the reference packages wrote.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs'
import { fromHex, toHex } from '../../src/core/bytes.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { note, type Word, word } from '../../src/documents/words.ts'
import { parsed, written } from '../../src/swarm/frame.ts'
import { describeGroundTruth } from '../ground-truth.ts'

const hex = (said: Word, document = 0) => toHex(written(note, { document, word: said }))

describeGroundTruth('words, beside y-protocols', 'yjs', path => {
  const vectors = JSON.parse(readFileSync(join(path, 'wire-vectors.json'), 'utf8'))
  const docOf = (...updates: string[]) => {
    const doc = new Doc()
    for (const update of updates) applyUpdate(doc, fromHex(update))
    return doc
  }

  it('the state vector of an empty document and of a full one are sync step 1', () => {
    const merged = docOf(vectors.cases[0].state, vectors.cases[1].updateB)
    const step1 = (doc: Doc) => hex({ type: 'sync', step: 'stateVector', bytes: encodeStateVector(doc) })
    expect(step1(new Doc())).toBe(vectors.syncStep1_emptyDoc_withOuterType0)
    expect(step1(merged)).toBe(vectors.syncStep1_docA)
  })
  it('what the other lacks is sync step 2', () => {
    const merged = docOf(vectors.cases[0].state, vectors.cases[1].updateB)
    const bytes = encodeStateAsUpdate(merged)
    expect(hex({ type: 'sync', step: 'missing', bytes })).toBe(vectors.syncStep2_docA_full)
  })
  it('an edit is an update message', () => {
    const bytes = fromHex(vectors.cases[0].updatesV1[0])
    expect(hex({ type: 'sync', step: 'update', bytes })).toBe(vectors.update_msg_firstUpdate)
  })
  it('a presence is an awareness message with the reference’s update inside', () => {
    const doc = new Doc()
    doc.clientID = 7
    const awareness = new Awareness(doc)
    awareness.setLocalState({ user: { name: 'ann' }, cursor: 3 })
    const bytes = encodeAwarenessUpdate(awareness, [7])
    awareness.destroy()
    expect(toHex(bytes)).toBe(vectors.awareness_update_client7)
    const kind = vectors.message_types.awareness
    expect(hex({ type: 'awareness', bytes })).toBe(toHex(Uint8Array.of(kind, bytes.length)) + toHex(bytes))
  })
  it('a refusal is an auth message: permission denied, and why', () => {
    const said = hex({ type: 'denied', kind: 'permission', why: 'no' })
    expect(said).toBe(toHex(Uint8Array.of(vectors.message_types.auth, 0, 2)) + toHex(new TextEncoder().encode('no')))
  })
  it('asking for presences is the one byte of the reference', () => {
    expect(hex({ type: 'askAwareness' })).toBe(toHex(Uint8Array.of(vectors.message_types.queryAwareness)))
  })
})

describe('a note', () => {
  it('names its document by a number after the word, and the first document not at all', () => {
    expect([hex({ type: 'gone' }), hex({ type: 'gone' }, 2)]).toEqual(['06', '0602'])
  })
  it('comes back as it was written, whatever is said', () => {
    const random = new SeededRandom(11)
    for (let count = 0; count < 500; count++) {
      const sample = note.sample(random)
      expect(parsed(note, written(note, sample), 'note')).toEqual(sample)
    }
  })
  it('with garbage behind it, or a number that should be left out, is none', () => {
    expect(parsed(note, fromHex('060203'), 'note')).toBeNull()
    expect(parsed(note, fromHex('0600'), 'note')).toBeNull()
    expect(parsed(word, fromHex('0603'), 'word')).toBeNull()
  })
})

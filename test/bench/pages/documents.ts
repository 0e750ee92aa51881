// What the bench of documents measures in pages: how fast an edit is in other tabs, and how fast a document opens.

import { IndexeddbPersistence } from 'y-indexeddb'
import { applyUpdate, Doc } from 'yjs'
import { openDocument } from '../../../src/documents/open-document.ts'
import type { DocumentRoom } from '../../../src/documents/switchboard.ts'
import { joinRoom } from '../../../src/swarm/join-room.ts'
import { type Kind, openText, type Place, type SharedText } from './shared-texts.ts'

export interface DocumentsBench {
  /** Opens a text; gives the key by which other tabs find it. */
  open(kind: Kind, place: Place): Promise<string>
  others(): number
  /** Says back to whoever edits, over a channel of its own, each time that the text is as long as one of these. */
  echo(lengths: readonly number[]): void
  /** Types one letter after the other, at the pace of a hand; from each letter until all others said it back. */
  keystrokes(count: number, echoes: number): Promise<readonly number[]>
  /** So many edits of so many letters in one go, until all others said the last one back. */
  burst(count: number, letters: number, echoes: number): Promise<number>
  join(room: string): Promise<void>
  peers(): number
  /** Opens the document in the room that was joined, and leaves it open. Gives its length. Updates come as base64. */
  serve(update: string): number
  /** From opening the document in the room until it is so long. */
  load(length: number): Promise<number>
  /** The same update applied by yjs. */
  loadAlone(update: string): number
  /** Keeps a document in both databases. */
  keep(update: string): Promise<void>
  openKept(): Promise<{ readonly ours: number; readonly theirs: number }>
}

declare global {
  interface Window {
    documentsBench: DocumentsBench
  }
}

const typingPauseMs = 40
const kept = 'kept'
let text: SharedText
let room: DocumentRoom
let echoes: BroadcastChannel

window.documentsBench = {
  async open(kind, place) {
    const opened = await openText[kind](place)
    text = opened.text
    echoes = new BroadcastChannel(`echoes ${place.room}`)
    return opened.key
  },
  others: () => text.others(),
  echo(lengths) {
    const waited = new Set(lengths)
    let before = text.length()
    text.onChange(() => {
      const now = text.length()
      for (let length = before + 1; length <= now; length++) if (waited.has(length)) echoes.postMessage(length)
      before = now
    })
  },
  async keystrokes(count, expected) {
    const tookMs: number[] = []
    for (let key = 0; key < count; key++) {
      const beganMs = performance.now()
      const heard = echoed(text.length() + 1, expected)
      text.append('x')
      await heard
      tookMs.push(performance.now() - beganMs)
      await pause(typingPauseMs)
    }
    return tookMs
  },
  async burst(count, letters, expected) {
    const beganMs = performance.now()
    const heard = echoed(text.length() + count * letters, expected)
    for (let edit = 0; edit < count; edit++) text.append('y'.repeat(letters))
    await heard
    return performance.now() - beganMs
  },
  async join(name) {
    room = await joinRoom({ room: name, storage: 'memory' })
  },
  peers: () => room.peers.size,
  serve(update) {
    const document = openDocument(room, 'trace', { storage: 'memory' })
    document.import(bytesOf(update))
    return document.doc.getText('text').length
  },
  async load(length) {
    const beganMs = performance.now()
    const { doc } = openDocument(room, 'trace', { storage: 'memory' })
    await new Promise<void>(resolve => {
      doc.on('afterTransaction', () => doc.getText('text').length === length && resolve())
    })
    return performance.now() - beganMs
  },
  loadAlone(update) {
    const bytes = bytesOf(update)
    const beganMs = performance.now()
    applyUpdate(new Doc(), bytes)
    return performance.now() - beganMs
  },
  async keep(update) {
    const document = openDocument(null, kept)
    document.import(bytesOf(update))
    await document.close()
    const doc = new Doc()
    const persistence = new IndexeddbPersistence(kept, doc)
    await persistence.whenSynced
    applyUpdate(doc, bytesOf(update))
    await persistence.destroy()
  },
  async openKept() {
    const beganMs = performance.now()
    const document = openDocument(null, kept)
    await document.loaded
    const ours = performance.now() - beganMs
    await document.close()
    const theirsBeganMs = performance.now()
    const persistence = new IndexeddbPersistence(kept, new Doc())
    await persistence.whenSynced
    const theirs = performance.now() - theirsBeganMs
    await persistence.destroy()
    return { ours, theirs }
  },
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))

/** All others said that the text is so long. */
function echoed(length: number, expected: number): Promise<void> {
  let count = 0
  return new Promise(resolve => {
    echoes.onmessage = ({ data }) => {
      if (data === length && ++count === expected) resolve()
    }
  })
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

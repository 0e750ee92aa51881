// Rooms of memory links with documents in them: who sits there, and what their documents hold.

import { afterEach, vi } from 'vitest'
import { type Doc, encodeStateAsUpdate } from 'yjs'
import { toHex } from '../../src/core/bytes.ts'
import { peerId } from '../../src/core/ids.ts'
import { type OpenOptions, openDocument } from '../../src/documents/open-document.ts'
import type { DocumentTrouble, SharedDocument } from '../../src/documents/shared-document.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { Room, type RoomLink } from '../../src/swarm/room.ts'

export interface Seat {
  readonly room: Room
  readonly document: SharedDocument
  readonly troubles: readonly DocumentTrouble[]
}

/** Ends after each test, in order: documents, then rooms. */
export class Classroom {
  readonly hub = new MemoryHub()
  readonly #wrap: (link: RoomLink) => RoomLink
  readonly #rooms: Room[] = []
  readonly #documents: SharedDocument[] = []

  constructor(wrap: (link: RoomLink) => RoomLink = link => link) {
    this.#wrap = wrap
    open.push(this)
  }

  sit(name: string, options: OpenOptions = {}, document = 'notes'): Seat {
    const room = this.room(name)
    return this.open(room, options, document)
  }

  room(name: string): Room {
    const room = new Room({ link: this.#wrap(this.hub.link(peerId(name))), place: 'here' })
    this.#rooms.push(room)
    return room
  }

  open(room: Room, options: OpenOptions = {}, name = 'notes'): Seat {
    const document = openDocument(room, name, { storage: 'memory', ...options })
    this.#documents.push(document)
    const troubles: DocumentTrouble[] = []
    document.on('trouble', trouble => troubles.push(trouble))
    return { room, document, troubles }
  }

  async close(): Promise<void> {
    await Promise.all(this.#documents.map(document => document.close()))
    await Promise.all(this.#rooms.map(room => room.leave()))
  }
}

const open: Classroom[] = []
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(open.splice(0).map(classroom => classroom.close()))
})

export const textOf = ({ document }: Seat): string => document.doc.getText('text').toString()

export const write = ({ document }: Seat, text: string, at = 0): void => document.doc.getText('text').insert(at, text)

/** The whole document as bytes: equal where nothing differs. */
export const bytesOf = (doc: Doc): string => toHex(encodeStateAsUpdate(doc))

// All documents of one room, over one channel. Each peer numbers the documents that it has open, and names one in full only
// when it says `here`: so a keystroke in the first document of a room costs seven bytes more than its yjs update.

import { toHex } from '../core/bytes.ts'
import type { PeerId } from '../core/ids.ts'
import type { Shape } from '../core/shape.ts'
import { Tabs } from './tabs.ts'
import { type Note, note, type Word } from './words.ts'

/** One letter: it is written into every note. */
export const documentsChannel = 'd'
/** What one peer may have open at a time; of more, the others hear nothing. */
export const documentsPerPeerMax = 64

/** The way to a peer that has no link of its own: what is said to all reaches it through others. */
export const throughOthers = 'others'

export type PeersInRoom = ReadonlyMap<PeerId, { readonly way: string; readonly roundTripMs: number | null }>

/** What documents need of a room. `Room` is one. */
export interface DocumentRoom {
  readonly self: PeerId
  /** The same for all who meet here, and nowhere else. */
  readonly place: string
  readonly peers: PeersInRoom
  on(name: 'peer' | 'left', listener: (peer: { readonly id: PeerId }) => void): () => void
  channel(name: string, shapes: { readonly note: Shape<Note> }): NoteChannel
  onLeave(farewell: () => Promise<void> | void): void
  /** Nothing more is heard of a peer that breaks the rules. */
  cutOff(peer: PeerId, why: string): void
}

export interface NoteChannel {
  tell(to: PeerId, note: Note): Promise<void>
  tellAll(note: Note): Promise<void>
  hear(hearer: (from: PeerId, note: Note) => void): () => void
}

/** One open document's way to the others. */
export interface Line {
  tell(to: PeerId, word: Word): Promise<void>
  /** To everyone in the room, whether it has the document open or not. */
  tellAll(word: Word): Promise<void>
  /**
   * To these, once each, and to no others if it can be helped. Words that go together go one way, so that they come in
   * order; each goes when those before it are taken.
   */
  tellEach(ids: readonly PeerId[], words: Iterable<Word>): Promise<void>
  close(): void
}

/** Who listens on a line. */
export interface LineListener {
  met(peer: PeerId): void
  /** From now on another way leads to it: it has to hear there of the document before all else. */
  moved(peer: PeerId): void
  left(peer: PeerId): void
  heard(from: PeerId, word: Word): void
  /** The room was left: nothing more comes. */
  ended(): void
}

interface OpenDocument {
  readonly number: number
  readonly listener: LineListener
}

const switchboards = new WeakMap<DocumentRoom, Switchboard>()

/** A document has one line in a room: opened twice, it is the page's mistake. */
export function openLine(room: DocumentRoom, document: Uint8Array, listener: LineListener): Line {
  const switchboard = switchboards.get(room) ?? new Switchboard(room)
  switchboards.set(room, switchboard)
  return switchboard.open(toHex(document), listener)
}

class Switchboard {
  readonly #room: DocumentRoom
  readonly #channel: NoteChannel
  readonly #tabs: Tabs | null
  readonly #documents = new Map<string, OpenDocument>()
  /** By peer and by its own number for it: which document it means. */
  readonly #numbered = new Map<PeerId, Map<number, string>>()

  constructor(room: DocumentRoom) {
    this.#room = room
    this.#channel = room.channel(documentsChannel, { note })
    const stops = [
      this.#channel.hear((from, said) => this.#hear(from, said)),
      room.on('peer', ({ id }) => {
        this.#tabs?.met(id)
        this.#each(listener => listener.met(id))
      }),
      room.on('left', ({ id }) => {
        this.#tabs?.left(id)
        this.#numbered.delete(id)
        this.#each(listener => listener.left(id))
      }),
    ]
    this.#tabs = this.#openTabs()
    room.onLeave(() => {
      for (const stop of stops) stop()
      this.#each(listener => listener.ended())
      this.#tabs?.close()
    })
  }

  open(id: string, listener: LineListener): Line {
    if (this.#documents.has(id)) throw new Error('document: expected one that is not open in this room already')
    const taken = new Set([...this.#documents.values()].map(({ number }) => number))
    let number = 0
    while (taken.has(number)) number++
    this.#documents.set(id, { number, listener })
    return {
      tell: (to, word) => this.#tellEach(number, [to], [word]),
      tellAll: word => this.#tellEach(number, [...this.#room.peers.keys()], [word]),
      tellEach: (ids, words) => this.#tellEach(number, ids, words),
      close: () => void this.#documents.delete(id),
    }
  }

  /** Null where there are none: Node has a BroadcastChannel all the same. */
  #openTabs(): Tabs | null {
    if (typeof document === 'undefined' || typeof BroadcastChannel === 'undefined') return null
    const { self, place, peers } = this.#room
    const tabs = new Tabs({
      name: `tabswarm documents ${place}`,
      self,
      found: peer => this.#each(listener => listener.moved(peer)),
      heard: (from, note) => this.#hear(from, note),
    })
    for (const peer of peers.keys()) tabs.met(peer)
    return tabs
  }

  async #tellEach(document: number, ids: readonly PeerId[], words: Iterable<Word>): Promise<void> {
    const near = ids.filter(id => this.#tabs?.has(id))
    const far = ids.filter(id => !this.#tabs?.has(id))
    for (const word of words) {
      if (near.length > 0) this.#tabs?.tell(near, { document, word })
      await this.#tellFar(far, { document, word })
    }
  }

  /** Each over its own link, which is the shortest way; where one has none, the room passes it on. */
  async #tellFar(ids: readonly PeerId[], note: Note): Promise<void> {
    const { peers } = this.#room
    const areLinked = ids.every(id => peers.has(id) && peers.get(id)!.way !== throughOthers)
    if (!areLinked) return await this.#channel.tellAll(note)
    await Promise.all(ids.map(id => this.#channel.tell(id, note)))
  }

  #hear(from: PeerId, { document, word }: Note): void {
    if (word.type === 'here') this.#learn(from, document, toHex(word.document))
    const id = this.#numbered.get(from)?.get(document)
    if (id !== undefined) this.#documents.get(id)?.listener.heard(from, word) // or it is not open here
  }

  #learn(from: PeerId, number: number, id: string): void {
    const numbered = this.#numbered.get(from) ?? new Map<number, string>()
    if (number >= documentsPerPeerMax) return // more than anyone should have open
    this.#numbered.set(from, numbered.set(number, id))
  }

  #each(tell: (listener: LineListener) => void): void {
    for (const { listener } of [...this.#documents.values()]) tell(listener)
  }
}

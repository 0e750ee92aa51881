// Opens a document that everyone in a room edits, and that this browser keeps.

import type { Awareness } from 'y-protocols/awareness'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { toHex } from '../core/bytes.ts'
import { type PeerId, peerId } from '../core/ids.ts'
import { after } from '../swarm/clock.ts'
import { Events } from '../swarm/events.ts'
import { openBrowserStore } from './browser-store.ts'
import { Edits } from './edits.ts'
import { Exchange } from './exchange.ts'
import { Keeping } from './keeping.ts'
import { KeptVersions } from './kept-versions.ts'
import { bytesPerDocumentMax, waitForDiskMs } from './limits.ts'
import { type DocumentTitle, documentIdOf, mayWrite, type Permit, permissionOf } from './permission.ts'
import { Presence } from './presence.ts'
import type { DocumentEvents, DocumentStatus, DocumentTrouble, SharedDocument, Versions } from './shared-document.ts'
import type { DocumentStore } from './store.ts'
import { type DocumentRoom, type Line, type LineListener, openLine } from './switchboard.ts'
import { checkUpdate, MalformedUpdate } from './update-check.ts'

export const documentNameLengthMax = 256

export interface OpenOptions {
  /** `memory` keeps nothing; a function opens a place of one's own. Left out: the browser's database. */
  readonly storage?: 'browser' | 'memory' | (() => Promise<DocumentStore>)
  /** The key whose owner says who may write. Left out, everyone in the room may. */
  readonly owner?: string
  /** What lets this tab write a document with an owner. */
  readonly permit?: Permit
}

/** Without a room a document is this browser's alone. */
export function openDocument(room: DocumentRoom | null, name: string, options: OpenOptions = {}): SharedDocument {
  if (name.length === 0 || name.length > documentNameLengthMax)
    throw new RangeError(`document: expected a name of 1 to ${documentNameLengthMax} characters, got ${name.length}`)
  return new OpenDocument(room, name, options)
}

class OpenDocument implements SharedDocument {
  readonly name: string
  readonly doc = new Doc()
  readonly loaded: Promise<void>
  readonly versions: Versions
  readonly #events = new Events<DocumentEvents>()
  readonly #edits = new Edits(this.doc)
  readonly #canWrite: boolean
  readonly #line: Line
  readonly #exchange: Exchange
  readonly #presence: Presence
  readonly #keeping: Keeping
  #status: DocumentStatus
  #closing: Promise<void> | null = null

  constructor(room: DocumentRoom | null, name: string, { owner, permit, storage = 'browser' }: OpenOptions) {
    this.name = name
    const edits = this.#edits
    const { doc } = this
    const title: DocumentTitle = { name, owner }
    const document = documentIdOf(title)
    const self = room?.self ?? peerId('alone')
    const permission = owner === undefined || permit === undefined ? null : permissionOf(title, self, permit)
    this.#canWrite = owner === undefined || permission !== null
    const changed = () => this.#changed()
    const trouble = (trouble: DocumentTrouble) => void this.#events.emit('trouble', trouble)
    const hostile = (peer: PeerId, message: string) => {
      trouble({ is: 'hostile', peer, message })
      room?.cutOff(peer, `document ${name}: ${message}`)
    }
    this.#line = room === null ? noLine : openLine(room, document, this.#listener())
    const line = this.#line
    this.#presence = new Presence({
      doc,
      tell: (to, word) => void line.tell(to, word),
      spread: word => void this.#exchange.spread(word),
      hostile,
    })
    this.#exchange = new Exchange({
      edits,
      document,
      line,
      canWrite: this.#canWrite,
      permission,
      mayWrite: (peer, shown) => mayWrite(title, peer, shown),
      peers: () => room?.peers ?? nobody,
      now: () => performance.now(),
      changed,
      met: peer => this.#presence.met(peer),
      progress: arrived => void this.#events.emit('progress', arrived),
      trouble,
      hostile,
    })
    const open = placeOf(storage, `tabswarm document ${room?.place ?? ''} ${toHex(document)}`)
    this.#keeping = new Keeping({ edits, open, changed, trouble })
    this.#status = this.#statusNow()
    const begin = () => this.#exchange.begin()
    this.loaded = this.#keeping.loaded.then(begin)
    after(waitForDiskMs, begin)
    this.versions = new KeptVersions({ doc, loaded: this.loaded, store: this.#keeping.store, now: () => Date.now() })
    globalThis.addEventListener?.('pagehide', this.#saveNow)
  }

  get awareness(): Awareness {
    return this.#presence.awareness
  }

  get status(): DocumentStatus {
    return this.#status
  }

  on<Name extends keyof DocumentEvents>(name: Name, listener: (event: DocumentEvents[Name]) => void): () => void {
    return this.#events.on(name, listener)
  }

  mayWrite(client: number): boolean {
    if (client === this.awareness.clientID) return this.#canWrite
    const peer = this.#presence.peerOf(client)
    return peer !== null && this.#exchange.partners.get(peer)?.mayWrite === true
  }

  saved(): Promise<boolean> {
    return this.#keeping.saved()
  }

  export(): Uint8Array {
    return encodeStateAsUpdate(this.doc)
  }

  import(bytes: Uint8Array): void {
    if (bytes.length > bytesPerDocumentMax)
      throw new MalformedUpdate(`import: expected at most ${bytesPerDocumentMax} bytes, got ${bytes.length}`)
    const update = bytes.slice()
    checkUpdate(update)
    applyUpdate(this.doc, update, this)
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    globalThis.removeEventListener?.('pagehide', this.#saveNow)
    this.#presence.close()
    this.#exchange.close()
    this.#line.close()
    await this.#keeping.close()
    this.#edits.close()
    this.#events.clear()
  }

  readonly #saveNow = (): void => void this.saved()

  #listener(): LineListener {
    return {
      met: peer => this.#exchange.met(peer),
      moved: peer => this.#exchange.moved(peer),
      left: peer => {
        this.#presence.left(peer)
        this.#exchange.left(peer)
      },
      heard: (from, word) => {
        if (word.type === 'gone') this.#presence.left(from)
        this.#presence.heard(from, word)
        this.#exchange.heard(from, word)
      },
      ended: () => this.#exchange.close(),
    }
  }

  #statusNow(): DocumentStatus {
    const { sync, partners } = this.#exchange
    const writers = [...partners.values()].filter(({ mayWrite }) => mayWrite).length
    return { sync, storage: this.#keeping.storage, peers: partners.size, writers, canWrite: this.#canWrite }
  }

  #changed(): void {
    const [before, now] = [this.#status, this.#statusNow()]
    const isSame = (Object.keys(now) as (keyof DocumentStatus)[]).every(field => before[field] === now[field])
    if (isSame) return
    this.#status = now
    this.#events.emit('status', now)
  }
}

function placeOf(storage: NonNullable<OpenOptions['storage']>, name: string): (() => Promise<DocumentStore>) | null {
  if (typeof storage === 'function') return storage
  return storage === 'browser' ? () => openBrowserStore(name) : null
}

const nobody = new Map<PeerId, never>()

const noLine: Line = { tell: async () => {}, tellAll: async () => {}, tellEach: async () => {}, close: () => {} }

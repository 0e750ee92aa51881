// An element's seat at a document: it waits to be seen, reads what the page says, joins, opens, hears how the document does
// and who comes and goes, and lets go of all of it. It does not know what is in the document.

import type { LitElement, ReactiveController } from 'lit'
import type { Permit } from '../../documents/permission.ts'
import type { DocumentStatus, DocumentTrouble } from '../../documents/shared-document.ts'
import type { DocumentTexts } from '../../locales/document/texts.ts'
import { textsOf } from '../../locales/languages.ts'
import type { Room } from '../../swarm/room.ts'
import type { Language } from '../language.ts'
import { OnSight } from '../on-sight.ts'
import { tell } from '../room-events.ts'
import { relaysIn } from '../room-relays.ts'
import { tellOfDocument } from './document-events.ts'
import { takeInvitation } from './invite-panel.ts'
import { onName, ownName } from './own-name.ts'
import type { OpenedDocument } from './page-documents.ts'
import { nameOf, People, type Person } from './people.ts'

export const roomLengthMax = 64
export const documentLengthMax = 256
export const passwordLengthMax = 256

export interface Session extends OpenedDocument {
  readonly people: People
}

export type Stage =
  | { readonly is: 'waiting' | 'opening' }
  | { readonly is: 'failed'; readonly trouble: string }
  | { readonly is: 'open'; readonly session: Session }

/** The element that has the seat. */
export interface Sitter extends LitElement {
  readonly room: string
  readonly name: string
  readonly password: string
  readonly relays: string
  readonly document: string
  readonly owner: string
  readonly permit: Permit | null
  readonly language: Language<DocumentTexts>
  /** Loads what shows this kind of document. */
  prepare(): Promise<void>
  begin(session: Session): void
  /** Somebody on another laptop handed over the address of this page, with an invitation in it. */
  invited(room: Room, handed: string): void
  end(): void
}

export class Seat implements ReactiveController {
  readonly #host: Sitter
  readonly #sight: OnSight
  #stage: Stage = { is: 'waiting' }
  #place = ''
  #named = ''
  #stops: (() => void)[] = []
  /** What was begun last: whatever ends later than the next beginning is thrown away. */
  #attempt = 0
  #here: ReadonlyMap<number, Person> = new Map()
  #trouble: DocumentTrouble | null = null
  /** What a screen reader is told next. */
  news = ''
  /** In percent, while a large piece is on its way. */
  arriving: number | null = null

  constructor(host: Sitter) {
    this.#host = host
    this.#sight = new OnSight(host)
    host.addController(this)
  }

  get stage(): Stage {
    return this.#stage
  }

  /** Null until the document is open. */
  get session(): Session | null {
    return this.#stage.is === 'open' ? this.#stage.session : null
  }

  /** What is wrong with the document, in words; empty: nothing. */
  get trouble(): string {
    return this.#trouble === null ? '' : said(this.#trouble, this.#host.language.texts)
  }

  hostDisconnected(): void {
    this.#leave()
  }

  hostUpdate(): void {
    const { room, password, relays, document, owner, permit } = this.#host
    const place = JSON.stringify([room, password, relays, document, owner, permit])
    if (place !== this.#place && this.#stage.is !== 'waiting') this.#leave()
    this.#place = place
    if (this.#host.name !== this.#named) this.session?.people.introduce(this.#host.name || ownName())
    this.#named = this.#host.name
  }

  hostUpdated(): void {
    if (this.#stage.is === 'waiting' && this.#sight.isSeen) void this.#open()
  }

  /** Said once, to those who do not see the screen. */
  announce(news: string): void {
    this.news = news
    this.#host.requestUpdate()
  }

  async #open(): Promise<void> {
    const attempt = ++this.#attempt
    this.#become({ is: 'opening' })
    try {
      const session = await this.#sit()
      if (attempt === this.#attempt) this.#enter(session)
      else letGo(session) // taken out of the page, or sent elsewhere, meanwhile
    } catch (error) {
      if (attempt !== this.#attempt) return
      const { message } = error as Error
      this.#become({ is: 'failed', trouble: message })
      tell(this.#host, 'swarm-error', { message })
    }
  }

  async #sit(): Promise<Session> {
    const { room, password, document, owner, permit, language } = this.#host
    this.#check('document', document, 1, documentLengthMax)
    this.#check('room', room, 0, roomLengthMax)
    this.#check('password', password, 0, passwordLengthMax)
    const relays = relaysIn(this.#host.relays, await textsOf(language.code))
    const [{ openTogether }] = await Promise.all([import('./page-documents.ts'), this.#host.prepare()])
    const name = this.#host.name || ownName()
    const opened = await openTogether({ room, password, relays, document, owner, permit, name })
    await opened.document.loaded
    return { ...opened, people: new People(opened.document.awareness, () => this.#peopleChanged()) }
  }

  #check(field: string, text: string, least: number, most: number): void {
    if (text.length < least || text.length > most)
      throw new RangeError(this.#host.language.texts.badLength(field, least, most, text.length))
  }

  #enter(session: Session): void {
    const { document, people, room } = session
    const network = () => this.#host.requestUpdate()
    addEventListener('online', network)
    addEventListener('offline', network)
    this.#stops = [
      document.on('status', status => this.#statusChanged(status)),
      document.on('progress', ({ bytes, size }) => {
        this.arriving = bytes < size ? Math.floor((100 * bytes) / size) : null
        this.#host.requestUpdate()
      }),
      document.on('trouble', trouble => {
        this.#trouble = trouble
        this.#host.requestUpdate()
        tellOfDocument(this.#host, 'swarm-document-trouble', trouble)
      }),
      onName(() => people.introduce(ownName())),
      () => removeEventListener('online', network),
      () => removeEventListener('offline', network),
    ]
    people.introduce(this.#host.name || ownName())
    this.#trouble = session.lastTrouble()
    this.#here = byClient(people)
    this.#become({ is: 'open', session })
    this.#host.begin(session)
    tellOfDocument(this.#host, 'swarm-document-opened', { document, room })
    this.#statusChanged(document.status)
    const handed = room && takeInvitation()
    if (room !== null && handed !== null) this.#host.invited(room, handed)
  }

  #leave(): void {
    this.#attempt++
    const { session } = this
    this.#trouble = null
    this.news = ''
    this.arriving = null
    this.#become({ is: 'waiting' })
    if (session === null) return
    this.#host.end()
    for (const stop of this.#stops.splice(0)) stop()
    letGo(session)
    tellOfDocument(this.#host, 'swarm-document-closed', { document: session.document.name })
  }

  #statusChanged(status: DocumentStatus): void {
    if (status.sync !== 'syncing') this.arriving = null
    if (status.storage === 'saved' && isPassing(this.#trouble)) this.#trouble = null
    this.#host.requestUpdate()
    tellOfDocument(this.#host, 'swarm-document-status', status)
  }

  #peopleChanged(): void {
    const { session } = this
    if (session === null) return
    const { texts } = this.#host.language
    const before = this.#here
    this.#here = byClient(session.people)
    const gone = [...before.values()].filter(({ client }) => !this.#here.has(client))
    const arrived = [...this.#here.values()].filter(({ client }) => !before.has(client))
    const news = [
      ...arrived.map(one => texts.arrived(nameOf(one, texts.unnamed))),
      ...gone.map(one => texts.gone(nameOf(one, texts.unnamed))),
    ]
    this.announce(news.length > 0 ? news.join(' ') : this.news)
  }

  #become(stage: Stage): void {
    this.#stage = stage
    this.#host.requestUpdate()
  }
}

function letGo({ people, release }: Session): void {
  people.close()
  release()
}

const byClient = ({ list }: People): ReadonlyMap<number, Person> => new Map(list.map(one => [one.client, one]))

/** What was damaged stays so; a disk that was full or busy need not. */
const isPassing = (trouble: DocumentTrouble | null): boolean => trouble?.is === 'storage' && trouble.why !== 'damaged'

function said(trouble: DocumentTrouble, texts: DocumentTexts): string {
  if (trouble.is === 'storage') return texts.storageTrouble[trouble.why]
  if (trouble.is === 'hostile') return texts.hostile
  return trouble.is === 'reader' ? texts.readerTrouble : texts.unshared
}

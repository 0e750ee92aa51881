// Keeps one document in step with the peers that have it open: what is edited here is told once to everyone, and what was
// missed is asked of one who has it. It knows nothing of disks.

import { Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs'
import { toHex } from '../core/bytes.ts'
import type { PeerId } from '../core/ids.ts'
import { after, every } from '../swarm/clock.ts'
import { CatchingUp } from './catching-up.ts'
import type { Edits } from './edits.ts'
import { hereEveryMs, settleMs, silentHeresMax, unsettledMs, waitingBytesMax } from './limits.ts'
import { Outbox } from './outbox.ts'
import { Partner } from './partner.ts'
import { cut, type Piece } from './pieces.ts'
import type { DocumentTrouble } from './shared-document.ts'
import { stateOf } from './state.ts'
import type { Line, PeersInRoom } from './switchboard.ts'
import { checkUpdate } from './update-check.ts'
import { type Permission, type SyncStep, updateBytesMax, type Word } from './words.ts'

export interface ExchangeOptions {
  readonly edits: Edits
  readonly document: Uint8Array
  readonly line: Line
  readonly canWrite: boolean
  /** What this tab shows to be believed as a writer. */
  readonly permission: Permission | null
  readonly mayWrite: (peer: PeerId, permission: Permission | null) => boolean
  readonly peers: () => PeersInRoom
  readonly now: () => number
  /** Who is here, or how far along we are, is another than before. */
  readonly changed: () => void
  /** A peer that has the document open was met. */
  readonly met: (peer: PeerId) => void
  readonly progress: (arrived: { readonly bytes: number; readonly size: number }) => void
  readonly trouble: (trouble: DocumentTrouble) => void
  readonly hostile: (peer: PeerId, why: string) => void
}

/** What a newcomer says that it has. */
const nothingYet = toHex(encodeStateVector(new Doc()))

type Here = Extract<Word, { readonly type: 'here' }>

export class Exchange {
  readonly partners = new Map<PeerId, Partner>()
  readonly #options: ExchangeOptions
  readonly #doc: Doc
  readonly #catchingUp: CatchingUp
  readonly #outbox: Outbox
  readonly #stops: (() => void)[] = []
  #ownState: { readonly bytes: Uint8Array; readonly text: string } | null = null
  #answered: { readonly asked: string; readonly answer: Uint8Array } | null = null
  #isEmpty = true
  #changedMs = Number.NEGATIVE_INFINITY
  #stopSettling: (() => void) | null = null
  #transfers = 0
  #isHeld = true
  #isClosed = false

  constructor(options: ExchangeOptions) {
    this.#options = options
    const { edits, line, now, peers, changed } = options
    this.#doc = edits.doc
    this.#outbox = new Outbox({ send: update => this.#spread(saying('update', update, this.#transfers++)), now })
    this.#catchingUp = new CatchingUp({
      partners: this.partners,
      ownState: () => this.#state().text,
      changedMs: () => this.#changedMs,
      peers,
      ask: peer => void line.tell(peer, { type: 'sync', step: 'stateVector', bytes: encodeStateVector(this.#doc) }),
      changed,
      now,
    })
    this.#stops.push(
      edits.listen({ made: update => this.#made(update), arrived: update => this.#edited(update) }),
      every(hereEveryMs, () => this.#stillHere()),
    )
    this.say(true)
  }

  get sync(): 'alone' | 'syncing' | 'synced' {
    if (this.partners.size === 0) return 'alone'
    return this.#catchingUp.isSynced ? 'synced' : 'syncing'
  }

  /** What was kept here is in the document, or is too long in coming. */
  begin(): void {
    if (!this.#isHeld || this.#isClosed) return
    this.#isHeld = false
    const isEmpty = this.#doc.store.clients.size === 0
    this.#catchingUp.begin(isEmpty)
    if (!isEmpty) this.say(true) // the others may lack it
  }

  /** Tells everyone that the document is open here, and in which state. */
  say(isAsking: boolean): void {
    void this.#options.line.tellAll(this.#here(isAsking))
  }

  /** Tells all who have the document open. */
  spread(word: Word): Promise<void> {
    return this.#spread([word])
  }

  /** A peer came into the room: it may have the document open. */
  met(peer: PeerId): void {
    void this.#options.line.tell(peer, this.#here(true))
  }

  /** From now on another way leads to it. */
  moved(peer: PeerId): void {
    void this.#options.line.tell(peer, this.#here(false))
  }

  left(peer: PeerId): void {
    const partner = this.partners.get(peer)
    if (partner === undefined) return
    this.partners.delete(peer)
    this.#catchingUp.left(partner)
    this.#options.changed()
  }

  heard(from: PeerId, word: Word): void {
    if (word.type === 'here') return this.#hearHere(from, word)
    const partner = this.partners.get(from)
    if (partner === undefined) return // it has not said that it has the document open
    if (word.type === 'sync') this.#hearSync(partner, word.step, word.bytes)
    else if (word.type === 'piece') this.#hearPiece(partner, word)
    else if (word.type === 'denied') this.#options.trouble({ is: 'unshared' })
    else if (word.type === 'gone') this.left(from)
  }

  close(): void {
    if (this.#isClosed) return
    this.#outbox.close()
    this.#isClosed = true
    for (const stop of this.#stops) stop()
    this.#stopSettling?.()
    this.#catchingUp.close()
    this.partners.clear()
    void this.#options.line.tellAll({ type: 'gone' })
    this.#options.changed()
  }

  #stillHere(): void {
    this.say(false)
    const silentSinceMs = this.#options.now() - silentHeresMax * hereEveryMs
    for (const { id, heardMs } of [...this.partners.values()]) if (heardMs < silentSinceMs) this.left(id)
  }

  #hearHere(from: PeerId, { state, isAsking, permission }: Here): void {
    const { mayWrite, now, line, met, changed } = this.#options
    const known = this.partners.get(from)
    const partner = known ?? new Partner({ id: from, mayWrite: mayWrite(from, permission), nowMs: now() })
    this.partners.set(from, partner)
    // A tab that was reloaded before we noticed may show what it did not show before. Two signatures take milliseconds.
    const mayBeNew = known?.mayWrite === false && permission !== null && known.meterAsk(now())
    if (mayBeNew) partner.mayWrite = mayWrite(from, permission)
    partner.state = toHex(state)
    partner.heardMs = now()
    if (isAsking || known === undefined) void line.tell(from, this.#here(false))
    if (known === undefined) met(from)
    this.#catchingUp.compare(partner, !isAsking)
    changed()
  }

  #hearSync(partner: Partner, step: SyncStep, bytes: Uint8Array): void {
    if (step === 'stateVector') this.#serve(partner, bytes)
    else this.#take(partner, step, bytes)
  }

  #hearPiece(partner: Partner, piece: Piece): void {
    const joined = partner.joiner.join(piece)
    if (joined.is === 'broken') return this.#options.hostile(partner.id, joined.why)
    this.#catchingUp.heardFrom(partner)
    if (joined.is === 'whole') this.#hearSync(partner, joined.step, joined.bytes)
    else this.#options.progress(joined)
  }

  #take(partner: Partner, step: SyncStep, update: Uint8Array): void {
    if (!partner.mayWrite) return this.#refuse(partner)
    try {
      checkUpdate(update)
    } catch (error) {
      return this.#options.hostile(partner.id, (error as Error).message)
    }
    const waitingBytes = this.#waitingBytes()
    const unreadable = this.#options.edits.arrive([update], partner.id)
    if (unreadable > 0) return this.#options.hostile(partner.id, 'update: it cannot be applied')
    if (step === 'missing') this.#catchingUp.answered(partner)
    if (this.#waitingBytes() > waitingBytes) {
      partner.state = null // it has what this follows on
      this.#catchingUp.compare(partner)
    }
    this.#options.changed()
  }

  /** What waits for edits that it follows on. Too much is dropped: it will be asked for. */
  #waitingBytes(): number {
    const { store } = this.#doc
    const bytes = (store.pendingStructs?.update.length ?? 0) + (store.pendingDs?.length ?? 0)
    if (bytes > waitingBytesMax) {
      store.pendingStructs = null
      store.pendingDs = null
    }
    return bytes
  }

  #refuse(partner: Partner): void {
    if (partner.wasRefused) return // it has been told
    partner.wasRefused = true
    void this.#options.line.tell(partner.id, { type: 'denied', kind: 'permission', why: 'not a writer' })
    this.#options.trouble({ is: 'reader', peer: partner.id })
  }

  #serve(partner: Partner, stateVector: Uint8Array): void {
    const { now, line, hostile, canWrite } = this.#options
    if (!canWrite) return // nobody would believe it
    if (!partner.meterAsk(now())) return hostile(partner.id, 'it asks for the document too often')
    let missing: Uint8Array
    try {
      missing = this.#missingTo(stateVector)
    } catch (error) {
      return hostile(partner.id, `state vector: ${(error as Error).message}`)
    }
    const words = saying('missing', missing, this.#transfers++)
    void line.tellEach([partner.id], this.#whileHere(partner, words))
  }

  *#whileHere(partner: Partner, words: Iterable<Word>): Generator<Word> {
    for (const word of words) {
      if (this.partners.get(partner.id) !== partner) return
      yield word
    }
  }

  /** A class that opens a document asks for the same, one after the other. */
  #missingTo(stateVector: Uint8Array): Uint8Array {
    const asked = toHex(stateVector)
    if (this.#answered?.asked !== asked) this.#answered = { asked, answer: encodeStateAsUpdate(this.#doc, stateVector) }
    return this.#answered.answer
  }

  #spread(words: Iterable<Word>): Promise<void> {
    return this.#options.line.tellEach([...this.partners.keys()], words)
  }

  #made(update: Uint8Array): void {
    this.#edited(update)
    if (this.#options.canWrite) this.#outbox.push(update)
    else this.#options.trouble({ is: 'unshared' })
  }

  #edited(update: Uint8Array): void {
    const { pendingStructs, pendingDs } = this.#doc.store
    // The first of all is all there is: a newcomer is given it as it came, with no time spent on an encoding.
    const isWhole = this.#isEmpty && pendingStructs === null && pendingDs === null
    this.#isEmpty = false
    this.#answered = isWhole ? { asked: nothingYet, answer: update } : null
    this.#ownState = null
    this.#changedMs = this.#options.now()
    this.#settle()
  }

  /** Says what is here once edits pause, or while they do not, now and then. */
  #settle(): void {
    if (this.#stopSettling !== null) return
    const { now } = this.#options
    const beganMs = now()
    const wait = (ms: number) => {
      this.#stopSettling = after(ms, () => {
        const restMs = Math.min(this.#changedMs + settleMs, beganMs + unsettledMs) - now()
        if (restMs > 0) return wait(restMs)
        this.#stopSettling = null
        this.say(false)
      })
    }
    wait(settleMs)
  }

  #here(isAsking: boolean): Here {
    const { document, permission } = this.#options
    return { type: 'here', document, state: this.#state().bytes, isAsking, permission }
  }

  /** It reads all that was ever deleted, so it is found once for each edit, and only where it is wanted. */
  #state(): { readonly bytes: Uint8Array; readonly text: string } {
    if (this.#ownState === null) {
      const bytes = stateOf(this.#doc)
      this.#ownState = { bytes, text: toHex(bytes) }
    }
    return this.#ownState
  }
}

function saying(step: SyncStep, bytes: Uint8Array, transfer: number): Iterable<Word> {
  return bytes.length <= updateBytesMax ? [{ type: 'sync', step, bytes }] : cut(step, bytes, transfer)
}

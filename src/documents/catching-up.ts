// Whom to ask for what is missing here, and when: a newcomer asks the nearest peer alone; later, a difference that is there
// while edits are on their way is given the time to go away by itself.

import type { PeerId } from '../core/ids.ts'
import { after } from '../swarm/clock.ts'
import { answerWithinMs, gatherMs, settleMs, unsettledMs } from './limits.ts'
import type { Partner } from './partner.ts'
import { emptyState } from './state.ts'
import type { PeersInRoom } from './switchboard.ts'

export interface CatchingUpOptions {
  readonly partners: ReadonlyMap<PeerId, Partner>
  readonly ownState: () => string
  /** When the document last changed. */
  readonly changedMs: () => number
  /** All who are in the room: some have the document open and have not said so yet. */
  readonly peers: () => PeersInRoom
  readonly ask: (peer: PeerId) => void
  readonly changed: () => void
  readonly now: () => number
}

export class CatchingUp {
  readonly #options: CatchingUpOptions
  #asked: { readonly partner: Partner; readonly state: string | null } | null = null
  #stopWaiting: (() => void) | null = null
  #stopLooking: (() => void) | null = null
  #doubtedSinceMs: number | null = null
  #isHeld = true
  #hoped: PeerId | null = null

  constructor(options: CatchingUpOptions) {
    this.#options = options
  }

  /** All that some peer had when it was met is here, or there is nobody to have it from. */
  get isSynced(): boolean {
    return [...this.#options.partners.values()].some(({ isMet }) => isMet) || this.#nearest() === null
  }

  /**
   * What was kept here is known now, or takes too long: from now on, what is missing is asked for. Who has nothing asks the
   * nearest at once, before that has even said that it has the document open.
   */
  begin(isEmpty: boolean): void {
    this.#isHeld = false
    const { partners, peers, ask } = this.#options
    if (isEmpty && partners.size === 0) this.#hoped = this.#nearestOf([...peers().keys()])
    if (this.#hoped === null) this.#lookSoon()
    else ask(this.#hoped)
  }

  /** A peer said its state, or told of edits that follow on some we lack. */
  compare(partner: Partner, isReply = false): void {
    if (partner.state === this.#options.ownState()) partner.isMet = true
    else if (partner.id === this.#hoped && isReply && partner.mayWrite)
      this.#await(partner) // it has been asked
    else this.#lookSoon()
    if (partner.id === this.#hoped) this.#hoped = null
  }

  /** Something of a long answer came. */
  heardFrom(partner: Partner): void {
    if (this.#asked?.partner === partner) this.#waitForAnswer()
  }

  answered(partner: Partner): void {
    if (this.#asked?.partner !== partner) return // it was given up, or never asked
    partner.state ??= this.#options.ownState()
    partner.isMet = true
    this.#passOver(partner)
  }

  left(partner: Partner): void {
    if (this.#asked?.partner === partner) this.#passOver(partner)
  }

  close(): void {
    this.#stopWaiting?.()
    this.#stopLooking?.()
  }

  #lookSoon(): void {
    if (this.#isHeld || this.#asked !== null || this.#stopLooking !== null || this.#nearest() === null) return
    this.#doubtedSinceMs ??= this.#options.now()
    const waitMs = this.#waitMs()
    if (waitMs > 0) this.#stopLooking = after(waitMs, () => this.#look())
    else this.#ask()
  }

  #look(): void {
    this.#stopLooking = null
    if (this.#nearest() === null) this.#doubtedSinceMs = null
    else if (this.#waitMs() > gatherMs) this.#lookSoon()
    else this.#ask()
    this.#options.changed()
  }

  #waitMs(): number {
    const { partners, peers, now, changedMs } = this.#options
    const isNewcomer = ![...partners.values()].some(({ isMet }) => isMet)
    if (isNewcomer) return peers().size > partners.size ? gatherMs : 0
    if (!this.#nearest()!.isMet) return 0 // what it brings was never here
    const settledMs = changedMs() + settleMs
    return Math.min(settledMs, (this.#doubtedSinceMs ?? now()) + unsettledMs) - now()
  }

  #ask(): void {
    const partner = this.#nearest()
    if (partner === null) return
    this.#await(partner)
    this.#options.ask(partner.id)
  }

  #await(partner: Partner): void {
    this.#doubtedSinceMs = null
    this.#asked = { partner, state: partner.state }
    this.#waitForAnswer()
  }

  #waitForAnswer(): void {
    this.#stopWaiting?.()
    this.#stopWaiting = after(answerWithinMs, () => this.#passOver(this.#asked!.partner))
  }

  /** Of this partner no more is to be had until it says another state. */
  #passOver(partner: Partner): void {
    partner.fetchedState = this.#asked!.state ?? partner.state
    this.#asked = null
    this.#stopWaiting?.()
    this.#stopWaiting = null
    this.#lookSoon()
    this.#options.changed()
  }

  /** Of those who have something else than we do, may be believed, and can be spoken with. */
  #nearest(): Partner | null {
    const { ownState, peers: here } = this.#options
    const peers = here()
    const others = [...this.#options.partners.values()].filter(
      ({ id, mayWrite, state, fetchedState }) =>
        mayWrite &&
        peers.has(id) &&
        state !== emptyState &&
        (state === null || (state !== fetchedState && state !== ownState())), // what is here is asked last: it takes long
    )
    const nearest = this.#nearestOf(others.map(({ id }) => id))
    return nearest === null ? null : this.#options.partners.get(nearest)!
  }

  #nearestOf(ids: readonly PeerId[]): PeerId | null {
    const peers = this.#options.peers()
    const distance = (id: PeerId) => peers.get(id)?.roundTripMs ?? Number.MAX_VALUE
    return ids.reduce<PeerId | null>(
      (nearest, id) => (nearest === null || distance(id) < distance(nearest) ? id : nearest),
      null,
    )
  }
}
